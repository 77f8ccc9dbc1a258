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

package io.linkkit.connection;

import java.util.Objects;
import java.util.concurrent.Executor;

import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.registration.RegistrationKind;
import org.jspecify.annotations.Nullable;

/**
 * What a device without a credential has to do before it can connect.
 *
 * @param registration has the credential; {@code null} if the device needs none
 * @param executor where to ask for it
 */
record RegistrationStep(@Nullable DynamicRegistration registration, Executor executor) {

	/**
	 * Return whether the device cannot log in yet.
	 */
	boolean isDue() {
		return this.registration != null && this.registration.credential() == null;
	}

	/**
	 * Ask for a credential. What comes of it is told to the listeners of the
	 * registration.
	 * @return why it could not begin, or {@code null} if it did
	 */
	@Nullable RegistrationFailure begin() {
		DynamicRegistration wanted = required();
		try {
			this.executor.execute(wanted::register);
			return null;
		}
		catch (RuntimeException ex) {
			return local(String.valueOf(ex.getMessage()), ex);
		}
	}

	static RegistrationFailure neverEnded() {
		return local("It did not end in time", null);
	}

	private static RegistrationFailure local(String message, @Nullable RuntimeException cause) {
		return new RegistrationFailure(RegistrationFailureReason.LOCAL_ERROR, null, message, cause);
	}

	RegistrationKind kind() {
		return required().kind();
	}

	/**
	 * Name a failure to log in as what it is: a refused password says more if it came
	 * from a registration.
	 */
	MqttFailure name(MqttFailure failure) {
		boolean stored = this.registration != null && failure.reason() == FailureReason.BAD_CREDENTIALS;
		return stored ? new MqttFailure(FailureReason.STORED_CREDENTIAL_REFUSED, failure.detail(), failure.cause())
				: failure;
	}

	private DynamicRegistration required() {
		return Objects.requireNonNull(this.registration);
	}

}
