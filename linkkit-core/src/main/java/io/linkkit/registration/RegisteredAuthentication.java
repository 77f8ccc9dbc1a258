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

package io.linkkit.registration;

import java.util.Optional;
import java.util.function.Function;

import io.linkkit.auth.DeviceAuthentication;
import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.MqttLogin;
import io.linkkit.auth.SignedText;
import io.linkkit.identity.Endpoint;

import org.springframework.util.Assert;

/**
 * Logs a device in with whatever credential its registration has at that moment.
 */
public final class RegisteredAuthentication implements DeviceAuthentication {

	private final DynamicRegistration registration;

	private final Function<DeviceCredential, DeviceAuthentication> authentications;

	/**
	 * Create an authentication.
	 * @param registration has the credential
	 * @param authentications knows how to log in with either kind of credential
	 */
	public RegisteredAuthentication(DynamicRegistration registration,
			Function<DeviceCredential, DeviceAuthentication> authentications) {
		this.registration = registration;
		this.authentications = authentications;
	}

	/**
	 * {@inheritDoc}
	 * @throws IllegalStateException if the device is not registered yet
	 */
	@Override
	public MqttLogin login(Endpoint endpoint) {
		DeviceCredential credential = this.registration.credential();
		Assert.state(credential != null, "The device is not registered yet");
		return this.authentications.apply(credential).login(endpoint);
	}

	@Override
	public Optional<SignedText> signedText() {
		DeviceCredential credential = this.registration.credential();
		return (credential != null) ? this.authentications.apply(credential).signedText() : Optional.empty();
	}

}
