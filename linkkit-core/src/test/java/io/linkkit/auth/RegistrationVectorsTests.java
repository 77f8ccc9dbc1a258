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
 * Holds registration and what follows from it against the worked examples of reference
 * §4.5 and §5.4.
 */
class RegistrationVectorsTests {

	private static final Endpoint TLS = new Endpoint("localhost", 8883, Transport.TCP, TransportSecurity.TLS);

	@Test
	void everyExampleIsThere() throws IOException {
		assertThat(https()).hasSize(5);
		assertThat(mqtt()).hasSize(7);
		assertThat(connwl()).hasSize(2);
	}

	static Stream<Vector> https() throws IOException {
		return ProtocolVectors.ofKind("https-register");
	}

	static Stream<Vector> mqtt() throws IOException {
		return Stream.concat(ProtocolVectors.ofKind("mqtt-register"), ProtocolVectors.ofKind("mqtt-regnwl"));
	}

	static Stream<Vector> connwl() throws IOException {
		return ProtocolVectors.ofKind("mqtt-connwl");
	}

	@ParameterizedTest
	@MethodSource("https")
	void formAgrees(Vector vector) {
		assertThat(authentication(vector).build().form().reveal()).isEqualTo(vector.formBody());
	}

	@ParameterizedTest
	@MethodSource("mqtt")
	void registrationAgrees(Vector vector) {
		PlatformClientId expected = PlatformClientId.parse(vector.mqttClientId());
		ProductSecretAuthentication authentication = authentication(vector).clientId(expected.clientId()).build();
		MqttLogin login = vector.kind().equals("mqtt-register") ? authentication.register(TLS)
				: authentication.regnwl(TLS, RegnwlSecureMode.TLS);
		assertThat(PlatformClientId.parse(login.clientId())).isEqualTo(expected);
		assertThat(login.username()).isEqualTo(vector.username());
		assertThat(login.password()).isEqualTo(Secret.of(vector.passwordInLowerCase()));
	}

	@ParameterizedTest
	@MethodSource("connwl")
	void tokenLoginAgrees(Vector vector) {
		PlatformClientId expected = PlatformClientId.parse(vector.mqttClientId());
		DeviceAuthentication authentication = DeviceTokenAuthentication
			.builder(vector.identity(), token(vector.inputs().clientId(), vector))
			.customizer((parameters) -> describeSdk(parameters, expected.parameters()))
			.build();
		assertAgrees(authentication.login(TLS), vector);
		assertThat(PlatformClientId.parse(authentication.login(TLS).clientId())).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("connwl")
	void clientIdStoredWithItsParametersIsSentAsItIs(Vector vector) {
		DeviceAuthentication authentication = DeviceTokenAuthentication
			.builder(vector.identity(), token(vector.mqttClientId(), vector))
			.customizer(LoginParametersCustomizer.parameter("gw", "1"))
			.build();
		assertAgrees(authentication.login(TLS), vector);
		assertThat(authentication.login(TLS).clientId()).isEqualTo(vector.mqttClientId());
	}

	private static void assertAgrees(MqttLogin login, Vector vector) {
		assertThat(login.username()).isEqualTo(vector.username());
		assertThat(login.password()).isEqualTo(Secret.of(vector.password()));
	}

	private static ProductSecretAuthentication.Builder authentication(Vector vector) {
		return ProductSecretAuthentication.builder(vector.identity(), Secret.of(vector.inputs().productSecret()))
			.signMethod(vector.method())
			.nonces(() -> vector.inputs().random());
	}

	private static DeviceToken token(String clientId, Vector vector) {
		return new DeviceToken(clientId, Secret.of(vector.inputs().deviceToken()));
	}

	/**
	 * Say about the SDK what the example's SDK says about itself.
	 */
	private static void describeSdk(LoginParameters parameters, Map<String, String> expected) {
		List.of("ext", "_ss", "lan", "_v").forEach(parameters::remove);
		expected.forEach((key, value) -> {
			if (!List.of("securemode", "authType").contains(key)) {
				parameters.set(key, value);
			}
		});
	}

}
