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

import java.util.concurrent.atomic.AtomicInteger;

import io.linkkit.auth.DeviceTokenAuthentication.Builder;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.DeviceInterfaces;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.identity.LinkKitVersion;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DeviceTokenAuthentication} (reference §5.2);
 * {@link RegistrationVectorsTests} has the worked examples.
 */
class DeviceTokenAuthenticationTests {

	private static final Endpoint TLS = new Endpoint("localhost", 8883, Transport.TCP, TransportSecurity.TLS);

	private static final String CLIENT_ID = "Hx7kQ2mVb9TzRw1c00101";

	private static final String TOKEN = "7f3a9b1c5d8e2f60414a3b2c1d0e9f88";

	private final DeviceIdentity identity = new DeviceIdentity("a1B2c3D4e5F", "sensor_01", "iot-06z00abcdefghij");

	@Test
	void loginHasTheRecommendedShape() {
		MqttLogin login = builder(CLIENT_ID, TOKEN).build().login(TLS);
		assertThat(login.clientId()).isEqualTo("Hx7kQ2mVb9TzRw1c00101|authType=connwl,securemode=-2,_ss=1,ext=3,"
				+ "lan=Java,_v=" + LinkKitVersion.get() + "|");
		assertThat(login.username()).isEqualTo("sensor_01&a1B2c3D4e5F");
		assertThat(login.password()).isEqualTo(Secret.of(TOKEN));
	}

	@ParameterizedTest
	@EnumSource
	void endpointWithoutTlsIsRefused(Transport transport) {
		DeviceAuthentication authentication = builder(CLIENT_ID, TOKEN).build();
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> authentication.login(new Endpoint("localhost", 1883, transport, TransportSecurity.NONE)))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("secure");
				assertThat(ex.getDescription())
					.isEqualTo("'linkkit.secure' (now 'NONE') must be TLS for a login with a device token");
				assertThat(ex.getRemedy()).startsWith("Set 'linkkit.secure' to TLS");
				assertThat(ex.getMessage()).doesNotContain(TOKEN);
			});
	}

	@Test
	void parametersAreAddedAndReplaced() {
		MqttLogin login = builder(CLIENT_ID, TOKEN).customizer(LoginParametersCustomizer.parameter("ext", "1"))
			.customizer(LoginParametersCustomizer.interfaces(new DeviceInterfaces("Eth|03ACDEFF0032")))
			.build()
			.login(TLS);
		assertThat(PlatformClientId.parse(login.clientId()).parameters()).containsEntry("ext", "1")
			.containsEntry("sii", "Eth|03ACDEFF0032");
	}

	@ParameterizedTest
	@ValueSource(strings = { "securemode", "authType" })
	void parameterThatDecidesTheLoginIsRefusedAtOnce(String key) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> builder(CLIENT_ID, TOKEN).customizer(LoginParametersCustomizer.parameter(key, "2")))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("login-parameters." + key));
	}

	@Test
	void customizerIsAskedForEveryLogin() {
		AtomicInteger attempts = new AtomicInteger();
		DeviceAuthentication authentication = builder(CLIENT_ID, TOKEN)
			.customizer((parameters) -> parameters.set("_conn", "tls_" + attempts.incrementAndGet()))
			.build();
		assertThat(authentication.login(TLS).clientId()).contains("_conn=tls_1");
		assertThat(authentication.login(TLS).clientId()).contains("_conn=tls_2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "a.b@c:d/e+f==", "id|authType=connwl,securemode=-2|", "id|sii=Eth|03AC,ext=3|" })
	void clientIdIsTakenAsItWasIssuedOrStored(String clientId) {
		assertThat(builder(clientId, TOKEN).build().login(TLS).clientId()).startsWith(clientId);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " id", "id ", "a\u0000b", "a\nb", "|", "||", "id|", "|id", "a|b", "id||",
			"|authType=connwl|", "id|authType=connwl", "id|authType=connwl|x", "id|a\nb|" })
	void clientIdThatBreaksItsRuleIsRefused(String clientId) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> builder(clientId, TOKEN))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("client-id");
				assertThat(ex.getMessage()).doesNotContain(TOKEN);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "hidden\n", " hidden", "hid\u0000den" })
	void tokenThatBreaksItsRuleIsRefusedUnseen(String token) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> builder(CLIENT_ID, token))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("device-token");
				assertThat(ex.getValue()).isNull();
				assertThat(ex.getMessage()).doesNotContain("hid");
			});
	}

	@Test
	void tokenIsNotPrinted() {
		DeviceAuthentication authentication = builder(CLIENT_ID, TOKEN).build();
		assertThat(authentication.toString()).doesNotContain(TOKEN);
		assertThat(authentication.login(TLS).toString()).doesNotContain(TOKEN);
		assertThat(new DeviceToken(CLIENT_ID, Secret.of(TOKEN)).toString()).doesNotContain(TOKEN);
	}

	private Builder builder(String clientId, String token) {
		return DeviceTokenAuthentication.builder(this.identity, new DeviceToken(clientId, Secret.of(token)));
	}

}
