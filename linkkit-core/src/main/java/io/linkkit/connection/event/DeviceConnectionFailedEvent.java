/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.linkkit.connection.event;

import java.time.Instant;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.MqttFailure;

/**
 * An attempt to connect failed; the next one is already scheduled.
 */
public final class DeviceConnectionFailedEvent extends DeviceOfflineEvent {

	public DeviceConnectionFailedEvent(Object source, DeviceIdentity device, MqttFailure failure, Instant nextAttempt) {
		super(source, device, failure, nextAttempt);
	}

	/**
	 * Return the code by which the platform refused the login (reference §6.4).
	 * @return 1 to 5, or 0 if it sent none
	 */
	public int getConnackCode() {
		return getReason().connackCode();
	}

	/**
	 * Return whether the platform refused the device, so that no attempt will succeed
	 * until somebody changes something.
	 * @return {@code false} if the fault may pass by itself
	 */
	public boolean isFatal() {
		return getReason().kind() == FailureReason.Kind.REFUSED;
	}

}
