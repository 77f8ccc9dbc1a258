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

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

import io.linkkit.identity.DeviceIdentity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The worked examples of the reference, {@code vectors.json}.
 */
final class ProtocolVectors {

	private ProtocolVectors() {
	}

	/**
	 * Logins with a device secret.
	 * @return the vectors of reference §3
	 */
	static Stream<Vector> deviceSecretLogins() throws IOException {
		return ofKind("device-secret");
	}

	/**
	 * Find vectors by what they show.
	 * @param kind such as {@code https-register}
	 * @return the vectors of that kind
	 */
	static Stream<Vector> ofKind(String kind) throws IOException {
		JsonMapper mapper = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
		try (InputStream stream = ProtocolVectors.class.getResourceAsStream("/protocol/vectors.json")) {
			return Arrays.stream(mapper.readValue(stream, VectorFile.class).vectors())
				.filter((vector) -> vector.kind().equals(kind));
		}
	}

	record VectorFile(Vector[] vectors) {

	}

	record Vector(String id, String kind, Inputs inputs, String mqttClientId, String username, String signContent,
			String signMethod, String password, @Nullable String formBody) {

		DeviceIdentity identity() {
			return new DeviceIdentity(this.inputs.productKey(), this.inputs.deviceName(), this.inputs.instanceId());
		}

		SignMethod method() {
			return SignMethod.valueOf(this.signMethod.toUpperCase(Locale.ROOT));
		}

		/**
		 * The platform compares without regard to case, this library writes lower case.
		 */
		String passwordInLowerCase() {
			return this.password.toLowerCase(Locale.ROOT);
		}

		@Override
		public String toString() {
			return this.id;
		}

	}

	record Inputs(String productKey, String deviceName, @Nullable String instanceId, String deviceSecret,
			String productSecret, String random, String deviceToken, String clientId, @Nullable String timestamp) {

		Secret secret() {
			return Secret.of(this.deviceSecret);
		}

	}

}
