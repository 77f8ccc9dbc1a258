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

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.LinkKitVersion;
import io.linkkit.identity.SettingRule;
import io.linkkit.identity.TransportSecurity;

/**
 * One device, one secret: each login is signed with the secret of the device (reference
 * §3). Immutable.
 */
public final class DeviceSecretAuthentication implements DeviceAuthentication {

	// Secrets seen have 32 letters and digits, the vendor's C SDK has room for 64
	// (reference §1).
	private static final SettingRule DEVICE_SECRET = SettingRule.ofSecret("device-secret", "[!-~]{1,64}",
			"must consist of 1 to 64 printable ASCII characters without blanks",
			"Copy the DeviceSecret from the device's page in the IoT Platform console.");

	/**
	 * What a device may choose to stand before the first bar of a client id.
	 */
	static final SettingRule CLIENT_ID = SettingRule.of("client-id", "[^|\\p{Cntrl}]{1,64}",
			"must have 1 to 64 characters and no bar",
			"Use a text that is unique to the machine, such as its MAC address or serial number, or leave it out.");

	private final DeviceIdentity identity;

	private final Secret deviceSecret;

	private final SignMethod signMethod;

	private final String clientId;

	private final List<LoginParametersCustomizer> customizers;

	private final InstantSource clock;

	private DeviceSecretAuthentication(Builder builder) {
		this.identity = builder.identity;
		this.deviceSecret = builder.deviceSecret;
		this.signMethod = builder.signMethod;
		this.clientId = builder.clientId;
		this.customizers = List.copyOf(builder.customizers);
		this.clock = builder.clock;
	}

	/**
	 * Start to build an authentication.
	 * @param identity who the device is
	 * @param deviceSecret its secret: 1 to 64 printable ASCII characters
	 * @return a builder
	 * @throws io.linkkit.identity.InvalidSettingException if the secret breaks its rule
	 */
	public static Builder builder(DeviceIdentity identity, Secret deviceSecret) {
		DEVICE_SECRET.check(deviceSecret.reveal());
		return new Builder(identity, deviceSecret);
	}

	@Override
	public MqttLogin login(Endpoint endpoint) {
		String timestamp = Long.toString(this.clock.millis());
		LoginParameters parameters = new LoginParameters().put("securemode", secureMode(endpoint))
			.put("signmethod", this.signMethod.wireName())
			.put("timestamp", timestamp)
			.put("ext", "3")
			.put("_ss", "1")
			.put("lan", "Java")
			.put("_v", LinkKitVersion.get());
		this.customizers.forEach((customizer) -> customizer.customize(parameters));
		Secret password = Secret.of(this.signMethod.sign(this.deviceSecret, signContent(timestamp)));
		return new MqttLogin(parameters.toMqttClientId(this.clientId), this.identity.username(), password);
	}

	@Override
	public Optional<SignedText> signedText() {
		return Optional.of(new SignedText(signContent(Long.toString(this.clock.millis())), this.signMethod));
	}

	private static String secureMode(Endpoint endpoint) {
		return (endpoint.security() == TransportSecurity.TLS) ? "2" : "3";
	}

	private String signContent(String timestamp) {
		return "clientId" + this.clientId + "deviceName" + this.identity.deviceName() + "productKey"
				+ this.identity.productKey() + "timestamp" + timestamp;
	}

	/**
	 * Builds a {@link DeviceSecretAuthentication}.
	 */
	public static final class Builder {

		private final DeviceIdentity identity;

		private final Secret deviceSecret;

		private final List<LoginParametersCustomizer> customizers = new ArrayList<>();

		private SignMethod signMethod = SignMethod.HMACSHA256;

		private String clientId;

		private InstantSource clock = InstantSource.system();

		private Builder(DeviceIdentity identity, Secret deviceSecret) {
			this.identity = identity;
			this.deviceSecret = deviceSecret;
			this.clientId = identity.productKey() + "." + identity.deviceName();
		}

		/**
		 * Choose how to sign. {@link SignMethod#HMACSHA256} if not called.
		 * @param signMethod how to sign
		 * @return this builder
		 */
		public Builder signMethod(SignMethod signMethod) {
			this.signMethod = signMethod;
			return this;
		}

		/**
		 * Choose what stands before the first bar of the client id.
		 * {@code productKey.deviceName} if not called.
		 * @param clientId 1 to 64 characters without a bar
		 * @return this builder
		 * @throws io.linkkit.identity.InvalidSettingException if it breaks that rule
		 */
		public Builder clientId(String clientId) {
			this.clientId = CLIENT_ID.check(clientId);
			return this;
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
		 * Choose whose time the logins hold. The system's if not called.
		 * @param clock the clock
		 * @return this builder
		 */
		public Builder clock(InstantSource clock) {
			this.clock = clock;
			return this;
		}

		/**
		 * Build the authentication.
		 * @return the authentication
		 */
		public DeviceSecretAuthentication build() {
			return new DeviceSecretAuthentication(this);
		}

	}

}
