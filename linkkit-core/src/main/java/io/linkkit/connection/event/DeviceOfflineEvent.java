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
import org.jspecify.annotations.Nullable;

/**
 * The device is offline, and why. Listen to this to hear of failed attempts and lost
 * connections alike.
 */
public abstract sealed class DeviceOfflineEvent extends LinkKitConnectionEvent
		permits DeviceConnectionFailedEvent, DeviceDisconnectedEvent {

	private final transient MqttFailure failure;

	private final @Nullable Instant nextAttempt;

	DeviceOfflineEvent(Object source, DeviceIdentity device, MqttFailure failure, @Nullable Instant nextAttempt) {
		super(source, device);
		this.failure = failure;
		this.nextAttempt = nextAttempt;
	}

	/**
	 * Return why the device is offline.
	 * @return the reason, with description and remedy;
	 * {@link FailureReason#STOPPED_BY_APPLICATION} if it was wanted
	 */
	public FailureReason getReason() {
		return this.failure.reason();
	}

	/**
	 * Return the particulars in a sentence.
	 * @return hosts, dates or codes, never a secret
	 */
	public String getDetail() {
		return this.failure.detail();
	}

	/**
	 * Return what was thrown.
	 * @return the exception, if there was one
	 */
	public @Nullable Throwable getCause() {
		return this.failure.cause();
	}

	/**
	 * Return when the next attempt will be made.
	 * @return the time by the wall clock; {@code null} if the application ended the
	 * connection
	 */
	public @Nullable Instant getNextAttempt() {
		return this.nextAttempt;
	}

	@Override
	public String details() {
		return "reason=" + getReason() + ", detail=" + getDetail() + ", nextAttempt=" + this.nextAttempt;
	}

}
