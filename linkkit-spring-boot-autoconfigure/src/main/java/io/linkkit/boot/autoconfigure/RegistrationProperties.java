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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;

import io.linkkit.auth.RegnwlSecureMode;
import io.linkkit.identity.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a device is registered with the secret of its product.
 *
 * @param transport What carries the registration. By default MQTT if an instance is given
 * and no region, and HTTPS otherwise; always MQTT with auth-type regnwl.
 * @param httpsEndpoint Base URL of the HTTPS registration, such as
 * https://iot-auth.cn-shanghai.aliyuncs.com. Derived from the region by default.
 * @param secureMode Value of securemode in the registration with auth-type regnwl, 2 or
 * -2. Sources of the platform disagree; its SDKs send 2.
 * @param force Whether to register anew at start although a credential is stored. To be
 * set for one start only.
 */
public record RegistrationProperties(@Nullable Transport transport, @Nullable String httpsEndpoint,
		@DefaultValue("2") int secureMode, @DefaultValue("false") boolean force) {

	public RegistrationProperties {
		httpsEndpoint = LinkKitProperties.textOrNull(httpsEndpoint);
	}

	Transport transport(AuthType authType, boolean regionKnown, boolean instanceKnown) {
		if (authType != AuthType.REGNWL) {
			return Objects.requireNonNullElse(this.transport,
					(instanceKnown && !regionKnown) ? Transport.MQTT : Transport.HTTPS);
		}
		if (this.transport == Transport.HTTPS) {
			throw new InvalidSettingException("registration.transport", "https",
					"must be mqtt with 'linkkit.auth-type' regnwl, which has no other form",
					"Remove it, or set 'linkkit.auth-type' to register if the device was added beforehand.");
		}
		return Transport.MQTT;
	}

	/**
	 * Return the base URL that is given, if it is.
	 */
	Optional<URI> toHttpsEndpoint() {
		if (this.httpsEndpoint == null) {
			return Optional.empty();
		}
		try {
			return Optional.of(new URI(this.httpsEndpoint));
		}
		catch (URISyntaxException ex) {
			throw new InvalidSettingException("registration.https-endpoint", this.httpsEndpoint, "must be a URL",
					"Give a base URL such as https://iot-auth.cn-shanghai.aliyuncs.com.");
		}
	}

	RegnwlSecureMode toSecureMode() {
		return switch (this.secureMode) {
			case 2 -> RegnwlSecureMode.TLS;
			case -2 -> RegnwlSecureMode.TOKEN;
			default -> throw new InvalidSettingException("registration.secure-mode", String.valueOf(this.secureMode),
					"must be 2 or -2", "Remove it: 2, the default, is what the platform's SDKs send.");
		};
	}

	/**
	 * What carries a registration.
	 */
	public enum Transport {

		/**
		 * A request to the platform's registration service.
		 */
		HTTPS,

		/**
		 * A short MQTT connection to the endpoint of the device.
		 */
		MQTT

	}

}
