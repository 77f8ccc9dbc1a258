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

import java.time.Duration;

import io.linkkit.identity.DeviceIdentity;

/**
 * The device is online: the platform accepted the login and answered every subscription.
 */
public final class DeviceConnectedEvent extends LinkKitConnectionEvent {

	private final boolean sessionPresent;

	private final boolean reconnect;

	private final int attempts;

	private final Duration duration;

	public DeviceConnectedEvent(Object source, DeviceIdentity device, boolean sessionPresent, boolean reconnect,
			int attempts, Duration duration) {
		super(source, device);
		this.sessionPresent = sessionPresent;
		this.reconnect = reconnect;
		this.attempts = attempts;
		this.duration = duration;
	}

	/**
	 * Return whether the platform still had the session of an earlier connection.
	 * @return the session-present flag of CONNACK
	 */
	public boolean isSessionPresent() {
		return this.sessionPresent;
	}

	/**
	 * Return whether the device had been online before, in this run of the application.
	 * @return {@code false} for the first time
	 */
	public boolean isReconnect() {
		return this.reconnect;
	}

	/**
	 * Return how many attempts it took.
	 * @return 1 if the first one succeeded
	 */
	public int getAttempts() {
		return this.attempts;
	}

	/**
	 * Return how long the successful attempt took.
	 * @return the time from opening the socket to the last answer
	 */
	public Duration getDuration() {
		return this.duration;
	}

	@Override
	public String details() {
		return "sessionPresent=" + this.sessionPresent + ", reconnect=" + this.reconnect + ", attempts=" + this.attempts
				+ ", duration=" + this.duration.toMillis() + "ms";
	}

}
