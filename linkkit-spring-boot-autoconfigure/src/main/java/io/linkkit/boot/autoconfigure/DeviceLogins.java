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

package io.linkkit.boot.autoconfigure;

import java.util.List;

import io.linkkit.auth.DeviceAuthentication;
import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.DeviceSecretAuthentication;
import io.linkkit.auth.DeviceToken;
import io.linkkit.auth.DeviceTokenAuthentication;
import io.linkkit.auth.LoginParametersCustomizer;
import io.linkkit.auth.SignMethod;
import io.linkkit.identity.DeviceIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a device has got into logins, with what the properties and the application
 * add to them.
 *
 * @param device the device
 * @param signMethod how logins with a device secret are signed
 * @param clientId what stands before the first bar of their client id; {@code null} for
 * the usual
 * @param customizers change the parameters of each login, in this order
 */
record DeviceLogins(DeviceIdentity device, SignMethod signMethod, @Nullable String clientId,
		List<LoginParametersCustomizer> customizers) {

	DeviceAuthentication by(DeviceCredential credential) {
		if (credential instanceof DeviceSecret secret) {
			return by(secret);
		}
		return by((DeviceToken) credential);
	}

	DeviceSecretAuthentication by(DeviceSecret secret) {
		DeviceSecretAuthentication.Builder builder = DeviceSecretAuthentication.builder(this.device, secret.value())
			.signMethod(this.signMethod);
		if (this.clientId != null) {
			builder.clientId(this.clientId);
		}
		this.customizers.forEach(builder::customizer);
		return builder.build();
	}

	private DeviceTokenAuthentication by(DeviceToken token) {
		DeviceTokenAuthentication.Builder builder = DeviceTokenAuthentication.builder(this.device, token);
		this.customizers.forEach(builder::customizer);
		return builder.build();
	}

}
