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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.linkkit.auth.ProtocolVectors.Vector;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds signing and client ids against the worked examples of reference §3.4.
 */
class ProtocolVectorsTests {

	@Test
	void everyExampleIsThere() throws IOException {
		assertThat(ProtocolVectors.deviceSecretLogins()).hasSize(12);
	}

	static Stream<Vector> all() throws IOException {
		return ProtocolVectors.deviceSecretLogins();
	}

	static Stream<Vector> withTimestamp() throws IOException {
		return all().filter((vector) -> vector.inputs().timestamp() != null);
	}

	@ParameterizedTest
	@MethodSource("all")
	void usernameAgrees(Vector vector) {
		assertThat(vector.identity().username()).isEqualTo(vector.username());
	}

	@ParameterizedTest
	@MethodSource("all")
	void signatureAgrees(Vector vector) {
		assertThat(vector.method().sign(vector.inputs().secret(), vector.signContent()))
			.isEqualTo(vector.passwordInLowerCase());
	}

	@ParameterizedTest
	@MethodSource("all")
	void clientIdIsReadAsItWasMeant(Vector vector) {
		PlatformClientId read = PlatformClientId.parse(vector.mqttClientId());
		assertThat(read.clientId()).isEqualTo(vector.inputs().clientId());
		assertThat(read.parameters()).containsEntry("signmethod", vector.signMethod()).containsKey("securemode");
		assertThat(read.parameters().get("timestamp")).isEqualTo(vector.inputs().timestamp());
	}

	@ParameterizedTest
	@MethodSource("all")
	void clientIdIsWrittenAsItWasRead(Vector vector) {
		PlatformClientId read = PlatformClientId.parse(vector.mqttClientId());
		LoginParameters parameters = new LoginParameters();
		read.parameters().forEach(parameters::put);
		// one vendor's SDK leaves a comma before the last bar
		assertThat(parameters.toMqttClientId(read.clientId())).isEqualTo(vector.mqttClientId().replace(",|", "|"));
	}

	@ParameterizedTest
	@MethodSource("withTimestamp")
	void loginAgrees(Vector vector) {
		PlatformClientId expected = PlatformClientId.parse(vector.mqttClientId());
		DeviceAuthentication authentication = DeviceSecretAuthentication
			.builder(vector.identity(), vector.inputs().secret())
			.signMethod(vector.method())
			.clientId(vector.inputs().clientId())
			.clock(() -> Instant.ofEpochMilli(Long.parseLong(vector.inputs().timestamp())))
			.customizer((parameters) -> describeSdk(parameters, expected.parameters()))
			.build();
		MqttLogin login = authentication.login(endpoint(expected.parameters().get("securemode")));
		assertThat(PlatformClientId.parse(login.clientId())).isEqualTo(expected);
		assertThat(login.username()).isEqualTo(vector.username());
		assertThat(login.password()).isEqualTo(Secret.of(vector.passwordInLowerCase()));
	}

	/**
	 * Say about the SDK what the example's SDK says about itself.
	 */
	private static void describeSdk(LoginParameters parameters, Map<String, String> expected) {
		List.of("ext", "_ss", "lan", "_v").forEach(parameters::remove);
		expected.forEach((key, value) -> {
			if (!List.of("securemode", "signmethod", "timestamp").contains(key)) {
				parameters.set(key, value);
			}
		});
	}

	private static Endpoint endpoint(String secureMode) {
		TransportSecurity security = secureMode.equals("2") ? TransportSecurity.TLS : TransportSecurity.NONE;
		return new Endpoint("localhost", 1883, Transport.TCP, security);
	}

}
