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

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import io.linkkit.auth.DeviceSecretAuthentication.Builder;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.DeviceInterfaces;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.identity.LinkKitVersion;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DeviceSecretAuthentication} (reference §3);
 * {@link ProtocolVectorsTests} has the worked examples.
 */
class DeviceSecretAuthenticationTests {

	private static final Endpoint TLS = new Endpoint("localhost", 8883, Transport.TCP, TransportSecurity.TLS);

	private final DeviceIdentity identity = new DeviceIdentity("a1B2c3D4e5F", "sensor_01");

	@Test
	void loginHasTheRecommendedShape() {
		MqttLogin login = builder().clock(() -> Instant.ofEpochMilli(1700000000000L)).build().login(TLS);
		assertThat(login.clientId()).isEqualTo("a1B2c3D4e5F.sensor_01|securemode=2,signmethod=hmacsha256,"
				+ "timestamp=1700000000000,ext=3,_ss=1,lan=Java,_v=" + LinkKitVersion.get() + "|");
		assertThat(login.username()).isEqualTo("sensor_01&a1B2c3D4e5F");
	}

	@ParameterizedTest
	@CsvSource({ "TCP, TLS, 2", "TCP, NONE, 3", "WEBSOCKET, TLS, 2", "WEBSOCKET, NONE, 3" })
	void secureModeFollowsTheEncryption(Transport transport, TransportSecurity security, String secureMode) {
		MqttLogin login = builder().build().login(new Endpoint("localhost", 1, transport, security));
		assertThat(PlatformClientId.parse(login.clientId()).parameters()).containsEntry("securemode", secureMode);
	}

	@Test
	void everyLoginHasItsOwnTimestamp() {
		AtomicLong now = new AtomicLong(1700000000000L);
		DeviceAuthentication authentication = builder().clock(() -> Instant.ofEpochMilli(now.getAndIncrement()))
			.build();
		MqttLogin first = authentication.login(TLS);
		MqttLogin second = authentication.login(TLS);
		assertThat(first.clientId()).contains("timestamp=1700000000000");
		assertThat(second.clientId()).contains("timestamp=1700000000001");
		assertThat(second.password()).isNotEqualTo(first.password());
	}

	@Test
	void timestampIsInMilliseconds() {
		String timestamp = PlatformClientId.parse(builder().build().login(TLS).clientId())
			.parameters()
			.get("timestamp");
		assertThat(Instant.ofEpochMilli(Long.parseLong(timestamp))).isBetween(Instant.parse("2020-01-01T00:00:00Z"),
				Instant.parse("2200-01-01T00:00:00Z"));
	}

	@Test
	void ownClientIdIsSentAndSigned() {
		MqttLogin own = builder().clock(() -> Instant.EPOCH).clientId("AABBCCDDEEFF").build().login(TLS);
		MqttLogin usual = builder().clock(() -> Instant.EPOCH).build().login(TLS);
		assertThat(own.clientId()).startsWith("AABBCCDDEEFF|securemode=2");
		assertThat(own.password()).isNotEqualTo(usual.password());
	}

	@Test
	void tellsWhatALoginSigns() {
		DeviceSecretAuthentication authentication = builder().clock(() -> Instant.ofEpochMilli(1700000000000L))
			.signMethod(SignMethod.HMACSHA1)
			.build();
		SignedText signed = authentication.signedText().orElseThrow();
		assertThat(signed).isEqualTo(new SignedText(
				"clientIda1B2c3D4e5F.sensor_01deviceNamesensor_01productKeya1B2c3D4e5Ftimestamp1700000000000",
				SignMethod.HMACSHA1));
	}

	@Test
	void ownClientIdMayHaveAsManyCharactersAsThePlatformTakes() {
		assertThat(builder().clientId("x".repeat(64)).build().login(TLS).clientId()).startsWith("x".repeat(64) + "|");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a|b", " a", "a\u0000b",
			"12345678901234567890123456789012345678901234567890123456789012345" })
	void ownClientIdThatBreaksItsRuleIsRefused(String clientId) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> builder().clientId(clientId))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("client-id"));
	}

	@Test
	void interfacesAreSentOnRequest() {
		MqttLogin login = builder()
			.customizer(LoginParametersCustomizer.interfaces(new DeviceInterfaces("Eth|03ACDEFF0032")))
			.build()
			.login(TLS);
		assertThat(login.clientId()).endsWith(",sii=Eth|03ACDEFF0032|");
	}

	@Test
	void interfacesWithACommaAreRefused() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> builder()
				.customizer(LoginParametersCustomizer.interfaces(new DeviceInterfaces("Eth|03AC,Eth|04AC"))))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("login-parameters.sii"));
	}

	@Test
	void parametersAreAddedAndReplaced() {
		MqttLogin login = builder().customizer(LoginParametersCustomizer.parameter("gw", "1"))
			.customizer(LoginParametersCustomizer.parameter("ext", "1"))
			.build()
			.login(TLS);
		assertThat(PlatformClientId.parse(login.clientId()).parameters()).containsEntry("gw", "1")
			.containsEntry("ext", "1");
	}

	@Test
	void parameterThatIsNotAllowedIsRefusedAtOnce() {
		Builder builder = builder();
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> builder.customizer(LoginParametersCustomizer.parameter("securemode", "3")))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("login-parameters.securemode"));
		assertThat(builder.build().login(TLS).clientId()).contains("securemode=2");
	}

	@Test
	void customizerIsAskedForEveryLogin() {
		AtomicLong attempts = new AtomicLong();
		DeviceAuthentication authentication = builder()
			.customizer((parameters) -> parameters.set("_conn", "tcp_" + attempts.incrementAndGet()))
			.build();
		assertThat(authentication.login(TLS).clientId()).contains("_conn=tcp_1");
		assertThat(authentication.login(TLS).clientId()).contains("_conn=tcp_2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "s", "0123456789abcdef0123456789ABCDEF", "~!\"|,=",
			"1234567890123456789012345678901234567890123456789012345678901234" })
	void secretOfPrintableCharactersIsAccepted(String secret) {
		assertThat(DeviceSecretAuthentication.builder(this.identity, Secret.of(secret)).build()).isNotNull();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			" hidden",      Remove the blank at its beginning.
			"hidden ",      Remove the blank at its end.
			"hidden\u3000", Remove the invisible character U+3000 at its end.
			"hid den",      Remove the blank at position 4.
			"hid\u200bden", Remove the invisible character U+200B at position 4.
			""")
	void blankInASecretIsNamedButNotTheSecret(String secret, String remedy) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> DeviceSecretAuthentication.builder(this.identity, Secret.of(secret)))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("device-secret");
				assertThat(ex.getValue()).isNull();
				assertThat(ex.getRemedy()).startsWith(remedy);
				assertThat(ex.getMessage()).doesNotContain("hid");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "12345678901234567890123456789012345678901234567890123456789012345", "geheimnisß" })
	void secretThatBreaksItsRuleIsRefusedUnseen(String secret) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> DeviceSecretAuthentication.builder(this.identity, Secret.of(secret)))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("device-secret");
				assertThat(ex.getMessage()).doesNotContain(secret);
			});
	}

	private Builder builder() {
		return DeviceSecretAuthentication.builder(this.identity, Secret.of("0123456789abcdef0123456789ABCDEF"));
	}

}
