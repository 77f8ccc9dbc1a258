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
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.registration.RegistrationFailureReason.Retry;
import io.linkkit.registration.RegistrationKind;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to register the device failed.
 */
public final class DeviceRegistrationFailedEvent extends LinkKitConnectionEvent {

	private final RegistrationKind kind;

	private final transient RegistrationFailure failure;

	private final @Nullable Instant nextAttempt;

	public DeviceRegistrationFailedEvent(Object source, DeviceIdentity device, RegistrationKind kind,
			RegistrationFailure failure, @Nullable Instant nextAttempt) {
		super(source, device);
		this.kind = kind;
		this.failure = failure;
		this.nextAttempt = nextAttempt;
	}

	/**
	 * Return how the device should have been registered.
	 * @return the kind of registration
	 */
	public RegistrationKind getKind() {
		return this.kind;
	}

	/**
	 * Return why the device was not registered.
	 * @return the reason, with description and remedy
	 */
	public RegistrationFailureReason getReason() {
		return this.failure.reason();
	}

	/**
	 * Return what the platform answered.
	 * @return a code of reference §4.1, a CONNACK code or an HTTP status; {@code null} if
	 * it did not answer
	 */
	public @Nullable Integer getCode() {
		return this.failure.code();
	}

	/**
	 * Return what the platform said, or what happened here.
	 * @return a sentence, never a secret
	 */
	public String getMessage() {
		return this.failure.message();
	}

	/**
	 * Return what to do about it.
	 * @return a clause without a full stop
	 */
	public String getRemedy() {
		return getReason().remedy();
	}

	/**
	 * Return what was thrown.
	 * @return the exception, if there was one
	 */
	public @Nullable Throwable getCause() {
		return this.failure.cause();
	}

	/**
	 * Return whether the failure is final: somebody must change something, and then
	 * restart the application or ask the connection to reconnect.
	 * @return {@code false} if the fault may pass by itself
	 */
	public boolean isFatal() {
		return getReason().retry() == Retry.NEVER;
	}

	/**
	 * Return when the next attempt will be made.
	 * @return the time by the wall clock; {@code null} if none will be made by itself
	 */
	public @Nullable Instant getNextAttempt() {
		return this.nextAttempt;
	}

	@Override
	public String details() {
		return "kind=" + this.kind + ", reason=" + getReason() + ", code=" + getCode() + ", message=" + getMessage()
				+ ", nextAttempt=" + this.nextAttempt;
	}

}
