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

package io.linkkit.simulator.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;

import io.linkkit.simulator.platform.LoginDecision.Accepted;
import io.linkkit.simulator.platform.LoginDecision.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reference §3 and §5.2.
 */
class LoginVerifierTests {

	private final DeviceRegistry registry = new DeviceRegistry();

	private final LoginVerifier verifier = new LoginVerifier(this.registry);

	static Stream<Vector> vectors() throws IOException {
		return ProtocolVector.ofKind("device-secret").map(Vector::of);
	}

	static Stream<ProtocolVector> tokenVectors() throws IOException {
		return ProtocolVector.ofKind("mqtt-connwl");
	}

	@Test
	void everyVectorIsTried() throws Exception {
		assertThat(vectors()).hasSize(12);
		assertThat(tokenVectors()).hasSize(2);
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void vectorIsAccepted(Vector vector) {
		this.registry.add(vector.device());
		assertThat(decide(vector, vector.password())).isInstanceOf(Accepted.class);
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void vectorInTheOtherHexCaseIsAccepted(Vector vector) {
		this.registry.add(vector.device());
		assertThat(decide(vector, swapCase(vector.password()))).isInstanceOf(Accepted.class);
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void vectorWithAnyCharacterOfThePasswordChangedIsRefused(Vector vector) {
		this.registry.add(vector.device());
		for (int i = 0; i < vector.password().length(); i++) {
			char wrong = (vector.password().charAt(i) == '0') ? '1' : '0';
			String password = vector.password().substring(0, i) + wrong + vector.password().substring(i + 1);
			assertRefused(decide(vector, password), 4, "signature");
		}
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void vectorWithAShorterOrLongerPasswordIsRefused(Vector vector) {
		this.registry.add(vector.device());
		assertRefused(decide(vector, vector.password() + "0"), 4, "signature");
		assertRefused(decide(vector, vector.password().substring(1)), 4, "signature");
		assertRefused(decide(vector, ""), 4, "signature");
	}

	@ParameterizedTest
	@ValueSource(strings = { "signmethod=hmacsha256,securemode=2", "securemode=2,signmethod=hmacsha256,",
			",,securemode=2,,signmethod=HMACSHA256", "securemode=2,signmethod=hmacsha256,unknown=x,nonsense",
			"sii=Eth|03ACDEFF0032|Eth|03ACDEFF0031,securemode=2,signmethod=hmacsha256",
			"securemode=2,signmethod=hmacsha256,sii=Eth|03ACDEFF0032", "signmethod=hmacsha256",
			"securemode=-1,signmethod=hmacsha256" })
	void parametersMayBeWrittenInManyWays(String parameters) throws Exception {
		Login login = Login.of(device()).parameters(parameters);
		assertThat(this.verifier.decide(login.signed(), true)).isInstanceOf(Accepted.class);
	}

	@Test
	void methodIsHmacMd5WhenNoneIsNamed() throws Exception {
		Login login = Login.of(device()).parameters("securemode=2");
		assertThat(this.verifier.decide(login.signed("HmacMD5", ""), true)).isInstanceOf(Accepted.class);
		assertRefused(this.verifier.decide(login.signed("HmacSHA1", ""), true), 4, "signature");
	}

	@Test
	void timestampIsSignedWhenPresent() throws Exception {
		Login login = Login.of(device()).and("timestamp=1700000000");
		assertThat(this.verifier.decide(login.signed("HmacSHA256", "timestamp1700000000"), true))
			.isInstanceOf(Accepted.class);
		assertRefused(this.verifier.decide(login.signed("HmacSHA256", ""), true), 4, "signature");
	}

	@ParameterizedTest
	@ValueSource(strings = { "me", "me|", "|securemode=2|", "", "securemode=2",
			"12345678901234567890123456789012345678901234567890123456789012345|securemode=2|" })
	void malformedClientIdIsRejected(String clientId) {
		ConnectRequest request = new ConnectRequest(clientId, device().identity().username(), new byte[0], 60, true,
				false);
		assertRefused(this.verifier.decide(request, true), 2, "client-id");
	}

	@ParameterizedTest
	@CsvSource({ "2, false", "3, true", "-1, false", "-2, true", "8, true", "x, true" })
	void securemodeThatDoesNotFitTheTransportIsRejected(String secureMode, boolean secure) throws Exception {
		Login login = Login.of(device()).parameters("signmethod=hmacsha256,securemode=" + secureMode);
		assertRefused(this.verifier.decide(login.signed(), secure), 2, "securemode");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 29, 1201, 65535 })
	void keepAliveOutOfRangeIsRejected(int keepAlive) throws Exception {
		Login login = Login.of(device()).keepAlive(keepAlive);
		assertRefused(this.verifier.decide(login.signed(), true), 2, "keep-alive");
	}

	@ParameterizedTest
	@ValueSource(ints = { 30, 1200 })
	void keepAliveAtTheEndsOfTheRangeIsAccepted(int keepAlive) throws Exception {
		Login login = Login.of(device()).keepAlive(keepAlive);
		assertThat(this.verifier.decide(login.signed(), true)).isInstanceOf(Accepted.class);
	}

	@ParameterizedTest
	@MethodSource("tokenVectors")
	void vectorWithATokenIsAccepted(ProtocolVector vector) {
		this.registry.add(deviceWithToken(vector));
		assertThat(decide(vector, vector.text("mqttClientId"), vector.text("password"), true))
			.isInstanceOf(Accepted.class);
	}

	@ParameterizedTest
	@MethodSource("tokenVectors")
	void tokenIsComparedCharacterByCharacter(ProtocolVector vector) {
		this.registry.add(deviceWithToken(vector));
		String token = vector.text("password");
		for (String wrong : new String[] { "", token + "0", token.substring(1), token.toUpperCase(Locale.ROOT),
				"0" + token.substring(1) }) {
			assertRefused(decide(vector, vector.text("mqttClientId"), wrong, true), 4, "token");
		}
	}

	@ParameterizedTest
	@CsvSource({ "-2, false, plain", "2, true, securemode", "3, true, securemode", "x, true, securemode" })
	void tokenNeedsTlsAndItsSecuremode(String secureMode, boolean secure, String reason) throws Exception {
		ProtocolVector vector = tokenVectors().findFirst().orElseThrow();
		this.registry.add(deviceWithToken(vector));
		String clientId = vector.input("clientId") + "|authType=connwl,securemode=" + secureMode + "|";
		assertRefused(decide(vector, clientId, vector.text("password"), secure), 2, reason);
		String withoutMode = vector.input("clientId") + "|authType=connwl|";
		assertRefused(decide(vector, withoutMode, vector.text("password"), true), 2, "securemode");
	}

	@Test
	void tokenOfAnotherClientIdIsRefused() throws Exception {
		ProtocolVector vector = tokenVectors().findFirst().orElseThrow();
		Device device = deviceWithToken(vector);
		DeviceToken other = device.tokens().issue();
		this.registry.add(device);
		String clientId = other.clientId() + "|authType=connwl,securemode=-2|";
		assertRefused(decide(vector, clientId, vector.text("password"), true), 4, "token");
		String unknown = "unknown|authType=connwl,securemode=-2|";
		assertRefused(decide(vector, unknown, vector.text("password"), true), 4, "unknown-client-id");
	}

	@Test
	void tokenLoginMeetsTheRulesOfEveryLogin() throws Exception {
		ProtocolVector vector = tokenVectors().findFirst().orElseThrow();
		Device device = deviceWithToken(vector);
		this.registry.add(device);
		byte[] password = vector.text("password").getBytes(StandardCharsets.US_ASCII);
		ConnectRequest slow = new ConnectRequest(vector.text("mqttClientId"), vector.text("username"), password, 1201,
				true, false);
		assertRefused(this.verifier.decide(slow, true), 2, "keep-alive");
		device.setStatus(DeviceStatus.DISABLED);
		assertRefused(decide(vector, vector.text("mqttClientId"), vector.text("password"), true), 5, "disabled");
	}

	@ParameterizedTest
	@ValueSource(strings = { "invented", "Register" })
	void unsupportedWayToLogInIsRejected(String authType) throws Exception {
		Login login = Login.of(device()).and("authType=" + authType);
		assertRefused(this.verifier.decide(login.signed(), true), 2, "auth-type");
	}

	@Test
	void unknownMethodIsRejected() throws Exception {
		Login login = Login.of(device()).parameters("securemode=2,signmethod=sha256");
		assertRefused(this.verifier.decide(login.signed(), true), 2, "signmethod");
	}

	@Test
	void timestampThatIsNoNumberIsRejected() throws Exception {
		Login login = Login.of(device()).and("timestamp=now");
		assertRefused(this.verifier.decide(login.signed("HmacSHA256", "timestampnow"), true), 2, "timestamp");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "sensor_01", "a1B2c3D4e5F&sensor_01&x", "&a1B2c3D4e5F", "sensor_01&" })
	void malformedUserNameIsRefused(String username) {
		ConnectRequest request = new ConnectRequest("me|securemode=2|", username, new byte[0], 60, true, false);
		assertRefused(this.verifier.decide(request, true), 4, "username");
	}

	@Test
	void unknownDeviceIsRefused() throws Exception {
		Device stranger = new Device(new DeviceIdentity("a1B2c3D4e5F", "stranger"), "secret");
		assertRefused(this.verifier.decide(Login.of(stranger).signed(), true), 4, "unknown-device");
	}

	@Test
	void disabledDeviceIsNotAuthorized() throws Exception {
		Device device = device();
		device.setStatus(DeviceStatus.DISABLED);
		assertRefused(this.verifier.decide(Login.of(device).signed(), true), 5, "disabled");
	}

	@Test
	void deletedDeviceIsNotAuthorized() throws Exception {
		Device device = device();
		device.setStatus(DeviceStatus.DELETED);
		assertRefused(this.verifier.decide(Login.of(device).signed(), true), 5, "deleted");
	}

	@Test
	void refusalTellsWhatWasSignedButNoSecretAndNoSignature() throws Exception {
		Device device = device();
		ConnectRequest request = Login.of(device).secret("wrong-secret").signed();
		Refused refused = (Refused) this.verifier.decide(request, true);
		assertThat(refused.text()).contains("clientIdmedeviceNamesensor_01productKeya1B2c3D4e5F")
			.doesNotContain(device.secret())
			.doesNotContain(new String(request.password(), StandardCharsets.US_ASCII));
		assertThat(request.toString()).doesNotContain(new String(request.password(), StandardCharsets.US_ASCII));
	}

	private Device device() {
		Device device = new Device(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"), "0123456789abcdef");
		this.registry.add(device);
		return device;
	}

	private static Device deviceWithToken(ProtocolVector vector) {
		Device device = new Device(vector.identity(), "secret");
		device.tokens().add(new DeviceToken(vector.input("clientId"), vector.input("deviceToken")));
		return device;
	}

	private LoginDecision decide(ProtocolVector vector, String clientId, String password, boolean secure) {
		return this.verifier.decide(new ConnectRequest(clientId, vector.text("username"),
				password.getBytes(StandardCharsets.US_ASCII), 60, true, false), secure);
	}

	private LoginDecision decide(Vector vector, String password) {
		ConnectRequest request = new ConnectRequest(vector.clientId(), vector.username(),
				password.getBytes(StandardCharsets.US_ASCII), 60, true, false);
		return this.verifier.decide(request, vector.clientId().contains("securemode=2"));
	}

	private static void assertRefused(LoginDecision decision, int code, String reason) {
		assertThat(decision).isInstanceOfSatisfying(Refused.class, (refused) -> {
			assertThat(refused.reason()).isEqualTo(reason);
			assertThat(refused.code().code()).isEqualTo(code);
		});
	}

	private static String swapCase(String hex) {
		return hex.equals(hex.toUpperCase()) ? hex.toLowerCase() : hex.toUpperCase();
	}

	/**
	 * A worked signature of {@code vectors.json}.
	 *
	 * @param id its name
	 * @param device the device it is for
	 * @param clientId the MQTT client id
	 * @param username the user name
	 * @param password the right password
	 */
	record Vector(String id, Device device, String clientId, String username, String password) {

		static Vector of(ProtocolVector vector) {
			return new Vector(vector.id(), new Device(vector.identity(), vector.input("deviceSecret")),
					vector.text("mqttClientId"), vector.text("username"), vector.text("password"));
		}

		@Override
		public String toString() {
			return this.id;
		}

	}

}
