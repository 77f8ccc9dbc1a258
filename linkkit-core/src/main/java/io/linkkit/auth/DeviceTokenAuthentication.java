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

package io.linkkit.auth;

import java.util.ArrayList;
import java.util.List;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.LinkKitVersion;
import io.linkkit.identity.SettingRule;

/**
 * Client id and token that the platform issued to a device which was not registered
 * beforehand: both are sent as they came, over TLS only (reference §5.2). Immutable.
 */
public final class DeviceTokenAuthentication implements DeviceAuthentication {

	// Both are opaque, and no length is documented: a rule that is too strict would waste
	// one of the five pairs a device name can get (reference §5.3).
	private static final SettingRule CLIENT_ID = SettingRule.of("client-id", "[^|\\p{Cntrl}]+(\\|[^\\p{Cntrl}]+\\|)?",
			"must be the client id that was issued with the device token, alone or followed by its parameters between "
					+ "two bars",
			"Copy it unchanged from where the registration stored it.");

	private static final SettingRule DEVICE_TOKEN = SettingRule.ofSecret("device-token", "[^\\p{Cntrl}]+",
			"must not hold a control character", "Copy it unchanged from where the registration stored it.");

	private final DeviceIdentity identity;

	private final DeviceToken deviceToken;

	private final List<LoginParametersCustomizer> customizers;

	private DeviceTokenAuthentication(Builder builder) {
		this.identity = builder.identity;
		this.deviceToken = builder.deviceToken;
		this.customizers = List.copyOf(builder.customizers);
	}

	/**
	 * Start to build an authentication.
	 * @param identity who the device is
	 * @param deviceToken what the platform issued to it. A client id that holds bars was
	 * stored by an SDK that keeps it with its parameters, {@code clientId|key=value,…|};
	 * it is sent unchanged
	 * @return a builder
	 * @throws io.linkkit.identity.InvalidSettingException if the client id or the token
	 * breaks its rule
	 */
	public static Builder builder(DeviceIdentity identity, DeviceToken deviceToken) {
		CLIENT_ID.check(deviceToken.clientId());
		DEVICE_TOKEN.check(deviceToken.token().reveal());
		return new Builder(identity, deviceToken);
	}

	/**
	 * {@inheritDoc}
	 * @throws io.linkkit.identity.InvalidSettingException if the endpoint is not
	 * encrypted: the token would be readable, and the platform refuses it
	 */
	@Override
	public MqttLogin login(Endpoint endpoint) {
		endpoint.requireTls("a login with a device token");
		return new MqttLogin(mqttClientId(), this.identity.username(), this.deviceToken.token());
	}

	private String mqttClientId() {
		String clientId = this.deviceToken.clientId();
		if (clientId.indexOf('|') >= 0) {
			return clientId;
		}
		LoginParameters parameters = new LoginParameters().put("authType", "connwl")
			.put("securemode", RegnwlSecureMode.TOKEN.wireValue())
			.put("_ss", "1")
			.put("ext", "3")
			.put("lan", "Java")
			.put("_v", LinkKitVersion.get());
		this.customizers.forEach((customizer) -> customizer.customize(parameters));
		return parameters.toMqttClientId(clientId);
	}

	/**
	 * Builds a {@link DeviceTokenAuthentication}. What it adds to the client id is left
	 * out if the client id came with its parameters.
	 */
	public static final class Builder {

		private final DeviceIdentity identity;

		private final DeviceToken deviceToken;

		private final List<LoginParametersCustomizer> customizers = new ArrayList<>();

		private Builder(DeviceIdentity identity, DeviceToken deviceToken) {
			this.identity = identity;
			this.deviceToken = deviceToken;
		}

		/**
		 * Have the parameters of each login customized.
		 * @param customizer called after the customizers added before
		 * @return this builder
		 */
		public Builder customizer(LoginParametersCustomizer customizer) {
			this.customizers.add(customizer);
			return this;
		}

		/**
		 * Build the authentication.
		 * @return the authentication
		 */
		public DeviceTokenAuthentication build() {
			return new DeviceTokenAuthentication(this);
		}

	}

}
