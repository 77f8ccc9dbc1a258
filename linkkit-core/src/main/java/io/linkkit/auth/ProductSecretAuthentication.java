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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.SettingRule;

/**
 * One secret for all devices of a product: proves that a device may be registered
 * (reference §4 and §5). Immutable.
 * <p>
 * What it makes is good for one attempt only. Each holds a random text of its own, which
 * is signed.
 */
public final class ProductSecretAuthentication {

	// Secrets seen have 16 letters and digits, the vendor's C SDK has room for 64
	// (reference §1).
	private static final SettingRule PRODUCT_SECRET = SettingRule.ofSecret("product-secret", "[!-~]{1,64}",
			"must consist of 1 to 64 printable ASCII characters without blanks",
			"Copy the ProductSecret from the product's page in the IoT Platform console.");

	private final DeviceIdentity identity;

	private final Secret productSecret;

	private final SignMethod signMethod;

	private final String clientId;

	private final Supplier<String> nonces;

	private ProductSecretAuthentication(Builder builder) {
		this.identity = builder.identity;
		this.productSecret = builder.productSecret;
		this.signMethod = builder.signMethod;
		this.clientId = builder.clientId;
		this.nonces = builder.nonces;
	}

	/**
	 * Start to build an authentication.
	 * @param identity the device to be registered
	 * @param productSecret the secret of its product: 1 to 64 printable ASCII characters
	 * @return a builder
	 * @throws io.linkkit.identity.InvalidSettingException if the secret breaks its rule
	 */
	public static Builder builder(DeviceIdentity identity, Secret productSecret) {
		PRODUCT_SECRET.check(productSecret.reveal());
		return new Builder(identity, productSecret);
	}

	/**
	 * Return the device to be registered.
	 * @return the device
	 */
	public DeviceIdentity identity() {
		return this.identity;
	}

	/**
	 * Make the body of a registration over HTTPS (reference §4.1). Not a plain text,
	 * since whoever has it can register the device.
	 * @return the fields {@code productKey}, {@code deviceName}, {@code random},
	 * {@code sign} and {@code signMethod} in this order, as
	 * {@code application/x-www-form-urlencoded}
	 */
	public Secret form() {
		String random = this.nonces.get();
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("productKey", this.identity.productKey());
		fields.put("deviceName", this.identity.deviceName());
		fields.put("random", random);
		fields.put("sign", sign(random));
		fields.put("signMethod", this.signMethod.wireName());
		return Secret.of(fields.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&")));
	}

	/**
	 * Make a login that registers a device which was added to its product beforehand
	 * (reference §4.2).
	 * @param endpoint where the attempt goes; may tell the instance
	 * @return the login
	 * @throws io.linkkit.identity.InvalidSettingException if the endpoint is not
	 * encrypted
	 */
	public MqttLogin register(Endpoint endpoint) {
		return login(endpoint, "2", "register");
	}

	/**
	 * Make a login that registers a device which need not exist (reference §5.1).
	 * @param endpoint where the attempt goes; may tell the instance
	 * @param secureMode which of its two values the login has
	 * @return the login
	 * @throws io.linkkit.identity.InvalidSettingException if the endpoint is not
	 * encrypted
	 */
	public MqttLogin regnwl(Endpoint endpoint, RegnwlSecureMode secureMode) {
		return login(endpoint, secureMode.wireValue(), "regnwl");
	}

	private MqttLogin login(Endpoint endpoint, String secureMode, String authType) {
		endpoint.requireTls("dynamic registration");
		String random = this.nonces.get();
		LoginParameters parameters = new LoginParameters().put("securemode", secureMode)
			.put("authType", authType)
			.put("random", random)
			.put("signmethod", this.signMethod.wireName());
		String instanceId = this.identity.withInstanceOf(endpoint).instanceId();
		if (instanceId != null) {
			parameters.put("instanceId", instanceId);
		}
		return new MqttLogin(parameters.toMqttClientId(this.clientId), this.identity.username(),
				Secret.of(sign(random)));
	}

	private String sign(String random) {
		return this.signMethod.sign(this.productSecret, "deviceName" + this.identity.deviceName() + "productKey"
				+ this.identity.productKey() + "random" + random);
	}

	/**
	 * Builds a {@link ProductSecretAuthentication}.
	 */
	public static final class Builder {

		private static final String NONCE_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

		private static final int NONCE_LENGTH = 20;

		private final DeviceIdentity identity;

		private final Secret productSecret;

		private SignMethod signMethod = SignMethod.HMACSHA256;

		private String clientId;

		private Supplier<String> nonces = Builder::secureNonce;

		private Builder(DeviceIdentity identity, Secret productSecret) {
			this.identity = identity;
			this.productSecret = productSecret;
			this.clientId = identity.productKey() + "." + identity.deviceName();
		}

		private static String secureNonce() {
			return new SecureRandom().ints(NONCE_LENGTH, 0, NONCE_ALPHABET.length())
				.mapToObj((index) -> NONCE_ALPHABET.substring(index, index + 1))
				.collect(Collectors.joining());
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
		 * Choose what stands before the first bar of the client id when registering over
		 * MQTT. {@code productKey.deviceName} if not called.
		 * @param clientId 1 to 64 characters without a bar
		 * @return this builder
		 * @throws io.linkkit.identity.InvalidSettingException if it breaks that rule
		 */
		public Builder clientId(String clientId) {
			this.clientId = DeviceSecretAuthentication.CLIENT_ID.check(clientId);
			return this;
		}

		/**
		 * Choose where the random texts come from. A secure generator if not called.
		 * @param nonces asked for every attempt; gives letters and digits
		 * @return this builder
		 */
		public Builder nonces(Supplier<String> nonces) {
			this.nonces = nonces;
			return this;
		}

		/**
		 * Build the authentication.
		 * @return the authentication
		 */
		public ProductSecretAuthentication build() {
			return new ProductSecretAuthentication(this);
		}

	}

}
