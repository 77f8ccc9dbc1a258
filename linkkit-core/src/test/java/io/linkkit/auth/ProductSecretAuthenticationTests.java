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

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.linkkit.auth.ProductSecretAuthentication.Builder;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProductSecretAuthentication} (reference §4 and §5.1);
 * {@link RegistrationVectorsTests} has the worked examples.
 */
class ProductSecretAuthenticationTests {

	private static final Endpoint TLS = endpoint("localhost", TransportSecurity.TLS);

	private static final String SECRET = "PsPsPsPs12345678";

	private final DeviceIdentity identity = new DeviceIdentity("a1B2c3D4e5F", "sensor_01");

	@Test
	void registerHasTheDocumentedShape() {
		MqttLogin login = builder(this.identity).nonces(() -> "567345").build().register(TLS);
		assertThat(login.clientId())
			.isEqualTo("a1B2c3D4e5F.sensor_01|securemode=2,authType=register,random=567345,signmethod=hmacsha256|");
		assertThat(login.username()).isEqualTo("sensor_01&a1B2c3D4e5F");
	}

	@ParameterizedTest
	@CsvSource({ "TLS, 2", "TOKEN, -2" })
	void regnwlHasTheSecureModeAskedFor(RegnwlSecureMode secureMode, String wireValue) {
		MqttLogin login = builder(this.identity).nonces(() -> "567345").build().regnwl(TLS, secureMode);
		assertThat(login.clientId()).isEqualTo("a1B2c3D4e5F.sensor_01|securemode=" + wireValue
				+ ",authType=regnwl,random=567345,signmethod=hmacsha256|");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "none", textBlock = """
			iot-own, localhost,                           iot-own
			none,    iot-host.mqtt.iothub.aliyuncs.com,   iot-host
			none,    a1B2c3D4e5F.iot-as-mqtt.aliyuncs.com, none
			""")
	void instanceIsToldWhenKnown(String ownInstance, String host, String told) {
		ProductSecretAuthentication authentication = builder(
				new DeviceIdentity("a1B2c3D4e5F", "sensor_01", ownInstance))
			.build();
		Endpoint endpoint = endpoint(host, TransportSecurity.TLS);
		assertThat(parameters(authentication.register(endpoint)).get("instanceId")).isEqualTo(told);
		assertThat(parameters(authentication.regnwl(endpoint, RegnwlSecureMode.TLS)).get("instanceId")).isEqualTo(told);
	}

	@Test
	void formEscapesTheDeviceNameButSignsItRaw() {
		Secret form = builder(new DeviceIdentity("a1B2c3D4e5F", "s@1:x")).nonces(() -> "567345").build().form();
		String sign = SignMethod.HMACSHA256.sign(Secret.of(SECRET), "deviceNames@1:xproductKeya1B2c3D4e5Frandom567345");
		assertThat(form.reveal()).isEqualTo(
				"productKey=a1B2c3D4e5F&deviceName=s%401%3Ax&random=567345&sign=" + sign + "&signMethod=hmacsha256");
	}

	@Test
	void nonceIsLongAndOfLettersAndDigits() {
		String random = parameters(builder(this.identity).build().register(TLS)).get("random");
		assertThat(random).matches("[0-9A-Za-z]{16,}");
	}

	@Test
	void everyAttemptHasItsOwnNonce() {
		ProductSecretAuthentication authentication = builder(this.identity).build();
		Stream<MqttLogin> logins = Stream.generate(() -> authentication.register(TLS)).limit(100);
		assertThat(logins.map((login) -> parameters(login).get("random"))).doesNotHaveDuplicates();
		assertThat(authentication.form()).isNotEqualTo(authentication.form());
	}

	@Test
	void nonceIsAskedForOncePerAttempt() {
		Iterator<String> nonces = List.of("1", "2", "3").iterator();
		ProductSecretAuthentication authentication = builder(this.identity).nonces(nonces::next).build();
		assertThat(authentication.form().reveal()).contains("random=1&");
		assertThat(authentication.register(TLS).clientId()).contains("random=2,");
		assertThat(authentication.regnwl(TLS, RegnwlSecureMode.TLS).clientId()).contains("random=3,");
	}

	@Test
	void endpointWithoutTlsIsRefused() {
		ProductSecretAuthentication authentication = builder(this.identity).build();
		Endpoint plain = endpoint("localhost", TransportSecurity.NONE);
		for (Runnable attempt : List.<Runnable>of(() -> authentication.register(plain),
				() -> authentication.regnwl(plain, RegnwlSecureMode.TLS))) {
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(attempt::run).satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("secure");
				assertThat(ex.getRule()).isEqualTo("must be TLS for dynamic registration");
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a|b", " a", "a\u0000b" })
	void ownClientIdThatBreaksItsRuleIsRefused(String clientId) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> builder(this.identity).clientId(clientId))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("client-id"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "hidden ", "hid den", "hidd\u00e9n",
			"hidden7890123456789012345678901234567890123456789012345678901234x" })
	void secretThatBreaksItsRuleIsRefusedUnseen(String secret) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> ProductSecretAuthentication.builder(this.identity, Secret.of(secret)))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("product-secret");
				assertThat(ex.getValue()).isNull();
				assertThat(ex.getMessage()).doesNotContain("hid");
			});
	}

	@Test
	void whatIsSignedIsNotPrinted() {
		ProductSecretAuthentication authentication = builder(this.identity).nonces(() -> "567345").build();
		MqttLogin login = authentication.register(TLS);
		assertThat(authentication + " " + authentication.form() + " " + login).doesNotContain(SECRET)
			.doesNotContain(login.password().reveal());
	}

	private static Map<String, String> parameters(MqttLogin login) {
		return PlatformClientId.parse(login.clientId()).parameters();
	}

	private static Endpoint endpoint(String host, TransportSecurity security) {
		return new Endpoint(host, 8883, Transport.TCP, security);
	}

	private static Builder builder(DeviceIdentity identity) {
		return ProductSecretAuthentication.builder(identity, Secret.of(SECRET));
	}

}
