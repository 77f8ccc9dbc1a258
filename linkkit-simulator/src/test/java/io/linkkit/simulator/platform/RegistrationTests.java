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

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.jayway.jsonpath.JsonPath;
import io.linkkit.simulator.log.LogEntry;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.log.SimulatorLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Reference §4 and §5 without a network.
 */
class RegistrationTests {

	private static final String PRODUCT_SECRET = "PsPsPsPs12345678";

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final DeviceIdentity IDENTITY = new DeviceIdentity("a1B2c3D4e5F", "sensor_01");

	private static final DeviceIdentity STRANGER = new DeviceIdentity("a1B2c3D4e5F", "stranger");

	private final MutableClock clock = new MutableClock();

	private final SimulatorLog log = new SimulatorLog(this.clock);

	private final FaultPlan faults = new FaultPlan();

	private final Platform platform = new Platform(this.log, this.faults, PlatformSettings.lenient(), this.clock);

	private final Product product = this.platform.createProduct(IDENTITY.productKey(), PRODUCT_SECRET);

	private final Device device = this.platform.createDevice(IDENTITY, null);

	private final RecordingConnection connection = RecordingConnection.overTls();

	static Stream<ProtocolVector> httpsVectors() throws Exception {
		return ProtocolVector.ofKind("https-register");
	}

	static Stream<ProtocolVector> mqttVectors() throws Exception {
		return Stream.concat(ProtocolVector.ofKind("mqtt-register"), ProtocolVector.ofKind("mqtt-regnwl"));
	}

	@Test
	void everyVectorOfTheSectionsIsTried() throws Exception {
		assertThat(httpsVectors()).hasSize(5);
		assertThat(mqttVectors()).hasSize(7);
	}

	@ParameterizedTest
	@MethodSource("httpsVectors")
	void vectorIsRegisteredOverHttps(ProtocolVector vector) {
		String answer = post(fields(vector));
		assertThat(code(answer)).isEqualTo(200);
		assertThat(JsonPath.<String>read(answer, "$.data.productKey")).isEqualTo(IDENTITY.productKey());
		assertThat(JsonPath.<String>read(answer, "$.data.deviceName")).isEqualTo(IDENTITY.deviceName());
		assertThat(JsonPath.<String>read(answer, "$.data.deviceSecret")).isEqualTo(secret());
	}

	@ParameterizedTest
	@MethodSource("httpsVectors")
	void vectorInOtherCaseIsRegisteredOverHttps(ProtocolVector vector) {
		Map<String, String> fields = fields(vector);
		fields.computeIfPresent("sign", (name, sign) -> sign.toUpperCase(Locale.ROOT));
		fields.computeIfPresent("signMethod", (name, method) -> method.replace("hmac", "Hmac").replace("md5", "MD5"));
		assertThat(code(post(fields))).isEqualTo(200);
	}

	@ParameterizedTest
	@MethodSource("httpsVectors")
	void vectorWithAnyCharacterOfTheSignChangedIsRefused(ProtocolVector vector) {
		Map<String, String> fields = fields(vector);
		for (String wrong : wrongSigns(fields.getOrDefault("sign", ""))) {
			fields.put("sign", wrong);
			assertThat(code(post(fields))).isEqualTo(6600);
		}
	}

	@ParameterizedTest
	@MethodSource("mqttVectors")
	void vectorIsRegisteredOverMqtt(ProtocolVector vector) {
		assertThat(connect(vector, vector.text("password"))).containsInstanceOf(RegisteringClient.class);
		assertThat(this.connection.events()).containsExactly("accepted",
				"delivered /ext/" + (isNotRegisteredBeforehand(vector) ? "regnwl" : "register"));
		assertThat(this.connection.deliveries()).extracting(Delivery::qos).containsExactly(0);
	}

	@ParameterizedTest
	@MethodSource("mqttVectors")
	void vectorWithAnyCharacterOfThePasswordChangedIsRefused(ProtocolVector vector) {
		for (String wrong : wrongSigns(vector.text("password"))) {
			assertThat(connect(vector, wrong)).isEmpty();
		}
		assertThat(this.connection.events()).containsOnly("refused with 4");
		assertThat(refusals()).containsOnly("signature");
	}

	@Test
	void pushOfARegisteredDeviceHoldsTheNewSecret() throws Exception {
		String former = secret();
		register("register", IDENTITY);
		assertThat(push()).isEqualTo(
				"{\"productKey\":\"a1B2c3D4e5F\",\"deviceName\":\"sensor_01\",\"deviceSecret\":\"" + secret() + "\"}");
		assertThat(secret()).isNotEqualTo(former).hasSize(32);
	}

	@Test
	void pushOfADeviceNotRegisteredBeforehandHoldsClientIdAndToken() throws Exception {
		register("regnwl", STRANGER);
		DeviceToken token = stranger().tokens().all().get(0);
		assertThat(push()).isEqualTo("{\"productKey\":\"a1B2c3D4e5F\",\"deviceName\":\"stranger\",\"clientId\":\""
				+ token.clientId() + "\",\"deviceToken\":\"" + token.token() + "\"}");
		assertThat(this.log.entries(LogEvent.REGISTERED)).extracting(LogEntry::device)
			.containsExactly("stranger&a1B2c3D4e5F");
	}

	@Test
	void onlyTheLastSecretIsValid() throws Exception {
		register("register", IDENTITY);
		Login former = Login.of(this.device);
		register("register", IDENTITY);
		assertThat(this.platform.connect(former.signed(), this.connection)).isEmpty();
		assertThat(this.platform.connect(Login.of(this.device).signed(), this.connection))
			.containsInstanceOf(OnlineDevice.class);
	}

	@Test
	void activatedDeviceIsRefusedUntilItIsReset() throws Exception {
		assertThat(this.platform.registrationConsole().isActivated(this.device)).isFalse();
		this.platform.connect(Login.of(this.device).signed(), RecordingConnection.overTls());
		assertThat(this.platform.registrationConsole().isActivated(this.device)).isTrue();
		assertThat(code(post(form(IDENTITY)))).isEqualTo(6289);
		assertThat(register("register", IDENTITY)).isEmpty();
		assertThat(this.connection.events()).containsExactly("refused with 4");
		assertThat(refusals()).containsExactly("activated", "activated");
		this.platform.registrationConsole().resetRegistration(this.device);
		assertThat(code(post(form(IDENTITY)))).isEqualTo(200);
		assertThat(this.platform.registrationConsole().isActivated(this.device)).isFalse();
	}

	@Test
	void registeringNeitherActivatesNorDisturbsADeviceThatIsOnline() throws Exception {
		RecordingConnection online = RecordingConnection.overTls();
		this.platform.connect(Login.of(this.device).signed(), online);
		this.platform.registrationConsole().resetRegistration(this.device);
		assertThat(register("register", IDENTITY)).isPresent();
		assertThat(register("regnwl", IDENTITY)).isPresent();
		assertThat(online.events()).containsExactly("accepted");
		assertThat(this.platform.onlineSince(this.device)).isPresent();
		assertThat(this.platform.registrationConsole().isActivated(this.device)).isFalse();
	}

	@Test
	void registeringDoesNotBringADeviceOnline() throws Exception {
		ConnectedClient client = register("register", IDENTITY).orElseThrow();
		assertThat(this.platform.onlineSince(this.device)).isEmpty();
		client.disconnected("device", "the device sent DISCONNECT");
		assertThat(this.log.entries(LogEvent.DISCONNECTED)).singleElement()
			.asString()
			.contains("connection for registering");
	}

	@ParameterizedTest
	@ValueSource(strings = { "productKey", "deviceName", "random", "sign", "signMethod" })
	void formWithoutAFieldIsAnsweredWith460(String field) throws Exception {
		Map<String, String> fields = form(IDENTITY);
		fields.remove(field);
		assertThat(code(post(fields))).isEqualTo(460);
		fields.put(field, "");
		assertThat(code(post(fields))).isEqualTo(460);
		assertThat(this.log.entries(LogEvent.REGISTRATION_REFUSED)).extracting(LogEntry::text)
			.allMatch((text) -> text.contains("'" + field + "'"));
	}

	@ParameterizedTest
	@CsvSource({ "productKey, a1-B2", "productKey, a1B2c3D4e5Fa1B2c3D4e5", "deviceName, abc", "deviceName, a/b/c" })
	void malformedFieldIsAnsweredWith460(String field, String value) throws Exception {
		Map<String, String> fields = form(IDENTITY);
		fields.put(field, value);
		assertThat(code(post(fields))).isEqualTo(460);
	}

	@Test
	void repeatedFieldIsAnsweredWith460() throws Exception {
		Map<String, List<String>> fields = new LinkedHashMap<>();
		form(IDENTITY).forEach((name, value) -> fields.put(name, List.of(value)));
		fields.put("deviceName", List.of(IDENTITY.deviceName(), IDENTITY.deviceName()));
		RegistrationForm form = new RegistrationForm("test", FORM, fields);
		assertThat(code(this.platform.register(form).orElseThrow().body())).isEqualTo(460);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "text/plain", "application/x-www-form-urlencodedx", "" })
	void wrongContentTypeIsAnsweredWith460(String contentType) throws Exception {
		assertThat(code(post(form(IDENTITY), contentType))).isEqualTo(460);
		assertThat(code(post(form(IDENTITY), null))).isEqualTo(460);
	}

	@ParameterizedTest
	@ValueSource(strings = { FORM + ";charset=UTF-8", "Application/X-WWW-Form-URLEncoded", FORM + " ; a=b" })
	void contentTypeMayBeWrittenInManyWays(String contentType) throws Exception {
		assertThat(code(post(form(IDENTITY), contentType))).isEqualTo(200);
	}

	@Test
	void refusalOverHttpsTellsCodeAndReason() throws Exception {
		Map<String, String> fields = form(IDENTITY);
		fields.put("signMethod", "sha256");
		assertThat(post(fields))
			.isEqualTo("{\"code\":6292,\"message\":\"sign method is not supported\",\"data\":null}");
		assertThat(code(post(form(new DeviceIdentity("unknown", "sensor_01"))))).isEqualTo(6250);
		assertThat(code(post(form(STRANGER)))).isEqualTo(6100);
		this.platform.disable(this.device);
		assertThat(code(post(form(IDENTITY)))).isEqualTo(6204);
		this.platform.delete(this.device);
		assertThat(code(post(form(IDENTITY)))).isEqualTo(6100);
		this.platform.registrationConsole().setDynamicRegistration(this.product, false);
		assertThat(code(post(form(IDENTITY)))).isEqualTo(6288);
		assertThat(refusals()).containsExactly("signmethod", "unknown-product", "unknown-device", "disabled",
				"unknown-device", "switched-off");
	}

	@ParameterizedTest
	@ValueSource(strings = { "register", "regnwl" })
	void registrationOverAPlainConnectionIsRejected(String authType) throws Exception {
		RecordingConnection plain = RecordingConnection.overTcp();
		assertThat(this.platform.connect(request(authType, IDENTITY), plain)).isEmpty();
		assertThat(plain.events()).containsExactly("refused with 2");
		assertThat(refusals()).containsExactly("plain");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "securemode=2,random=x,signmethod=hmacsha256; accepted",
			"random=x,signmethod=hmacsha256; refused with 2",
			"securemode=3,random=x,signmethod=hmacsha256; refused with 2",
			"securemode=-2,random=x,signmethod=hmacsha256; refused with 2",
			"securemode=2,signmethod=hmacsha256; refused with 2",
			"securemode=2,random=,signmethod=hmacsha256; refused with 2", "securemode=2,random=x; refused with 2",
			"securemode=2,random=x,signmethod=sha256; refused with 2" })
	void missingOrMalformedParameterIsRejected(String parameters, String answer) throws Exception {
		this.platform.connect(request("authType=register," + parameters, IDENTITY, 60), this.connection);
		assertThat(this.connection.events()).startsWith(answer);
	}

	@Test
	void securemodeMayBeMinusTwoForADeviceNotRegisteredBeforehand() throws Exception {
		this.platform.connect(request("authType=regnwl,securemode=-2,random=x,signmethod=hmacsha256", IDENTITY, 60),
				this.connection);
		assertThat(this.connection.events()).startsWith("accepted");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 29, 1201, 65535 })
	void keepAliveIsNotChecked(int keepAlive) throws Exception {
		this.platform.connect(
				request("authType=register,securemode=2,random=x,signmethod=hmacsha256", IDENTITY, keepAlive),
				this.connection);
		assertThat(this.connection.events()).startsWith("accepted");
	}

	@ParameterizedTest
	@ValueSource(strings = { "register", "regnwl" })
	void registrationOverMqttIsRefusedWith4(String authType) throws Exception {
		assertThat(register(authType, new DeviceIdentity("unknown", "sensor_01"))).isEmpty();
		this.platform.disable(this.device);
		assertThat(register(authType, IDENTITY)).isEmpty();
		this.platform.registrationConsole().setDynamicRegistration(this.product, false);
		assertThat(register(authType, STRANGER)).isEmpty();
		assertThat(this.connection.events()).containsOnly("refused with 4").hasSize(3);
		assertThat(refusals()).containsExactly("unknown-product", "disabled", "switched-off");
	}

	@Test
	void deviceThatWasNeverCreatedCannotRegisterAsKnown() throws Exception {
		assertThat(register("register", STRANGER)).isEmpty();
		assertThat(this.connection.events()).containsExactly("refused with 4");
		assertThat(refusals()).containsExactly("unknown-device");
		assertThat(this.platform.devices()).containsExactly(this.device);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "sensor_01", "a&b&c" })
	void malformedUserNameIsRefused(String username) throws Exception {
		ConnectRequest request = new ConnectRequest("me|authType=register,securemode=2,random=x,signmethod=hmacmd5|",
				username, new byte[0], 60, true, false);
		assertThat(this.platform.connect(request, this.connection)).isEmpty();
		assertThat(this.connection.events()).containsExactly("refused with 4");
	}

	@Test
	void fiveTokensAreIssuedForADeviceName() throws Exception {
		for (int i = 0; i < 5; i++) {
			assertThat(register("regnwl", STRANGER)).isPresent();
		}
		assertThat(this.platform.registrationConsole().tokenClientIds(stranger())).hasSize(5).doesNotHaveDuplicates();
		assertThat(register("regnwl", STRANGER)).isEmpty();
		assertThat(this.connection.events()).endsWith("refused with 4");
		assertThat(refusals()).containsExactly("no-token-left");
		this.platform.registrationConsole().clearTokens(stranger());
		assertThat(register("regnwl", STRANGER)).isPresent();
	}

	@Test
	void deviceIsCreatedAgainAfterItWasDeleted() throws Exception {
		register("regnwl", STRANGER);
		this.platform.delete(stranger());
		register("regnwl", STRANGER);
		assertThat(this.platform.registrationConsole().tokenClientIds(stranger())).hasSize(1);
	}

	@Test
	void devicesOfOneNameThrowEachOtherOut() throws Exception {
		RecordingConnection first = RecordingConnection.overTls();
		this.platform.connect(tokenLogin(issue()), first);
		this.platform.connect(tokenLogin(issue()), this.connection);
		assertThat(first.events()).containsExactly("accepted", "closed");
		assertThat(this.connection.events()).containsExactly("accepted");
		assertThat(this.platform.registrationConsole().isActivated(stranger())).isTrue();
	}

	@Test
	void keepingOneTokenBarsTheOthersAndThrowsThemOut() throws Exception {
		DeviceToken kept = issue();
		DeviceToken barred = issue();
		this.platform.connect(tokenLogin(barred), this.connection);
		this.platform.registrationConsole().keepToken(stranger(), kept.clientId());
		assertThat(this.connection.events()).containsExactly("accepted", "closed");
		assertThat(this.platform.connect(tokenLogin(barred), RecordingConnection.overTls())).isEmpty();
		assertThat(this.platform.connect(tokenLogin(kept), RecordingConnection.overTls())).isPresent();
		this.platform.registrationConsole().keepToken(stranger(), kept.clientId());
		assertThat(this.platform.onlineSince(stranger())).isPresent();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.platform.registrationConsole().keepToken(stranger(), barred.clientId()))
			.withMessageContaining(kept.clientId())
			.withMessageNotContaining(kept.token());
	}

	@Test
	void clearingTokensBarsAllOfThem() throws Exception {
		DeviceToken token = issue();
		this.platform.registrationConsole().clearTokens(stranger());
		this.platform.connect(tokenLogin(token), this.connection);
		assertThat(this.connection.events()).containsExactly("refused with 4");
		assertThat(this.log.entries(LogEvent.LOGIN_REFUSED)).extracting(LogEntry::reason)
			.containsExactly("unknown-client-id");
	}

	@Test
	void clearingTokensLeavesALoginWithTheSecretAlone() throws Exception {
		issue();
		this.platform.connect(Login.of(stranger()).signed(), this.connection);
		this.platform.registrationConsole().clearTokens(stranger());
		assertThat(this.platform.onlineSince(stranger())).isPresent();
	}

	@ParameterizedTest
	@EnumSource
	void refusalHasACodeOfItsOwn(RegistrationRefusal refusal) {
		assertThat(Stream.of(RegistrationRefusal.values()).filter((other) -> other.code() == refusal.code()))
			.containsExactly(refusal);
	}

	@Test
	void nothingThatIsLoggedHoldsASecret() throws Exception {
		DeviceToken token = issue();
		this.platform.connect(tokenLogin(new DeviceToken(token.clientId(), "wrong-token")), this.connection);
		register("register", IDENTITY);
		post(form(IDENTITY));
		Map<String, String> wrong = form(IDENTITY);
		wrong.put("sign", "0123456789abcdef");
		post(wrong);
		assertThat(this.log.entries()).extracting(LogEntry::toString)
			.noneMatch((entry) -> entry.contains(PRODUCT_SECRET) || entry.contains(secret())
					|| entry.contains(token.token()) || entry.contains("wrong-token")
					|| entry.contains("0123456789abcdef"));
		assertThat(token.toString()).doesNotContain(token.token());
	}

	@Test
	void malformedProductSecretIsRefusedWithoutBeingQuoted() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.platform.createProduct("pk", "s".repeat(65)))
			.withMessageContaining("'productSecret'")
			.withMessageNotContaining("sss");
		assertThatIllegalArgumentException().isThrownBy(() -> this.platform.createProduct("pk", ""));
		assertThat(this.platform.createProduct("pk", null).secret()).hasSize(16);
	}

	private Optional<ConnectedClient> connect(ProtocolVector vector, String password) {
		ConnectRequest request = new ConnectRequest(vector.text("mqttClientId"), vector.text("username"),
				password.getBytes(StandardCharsets.US_ASCII), 60, true, false);
		return this.platform.connect(request, this.connection);
	}

	private Optional<ConnectedClient> register(String authType, DeviceIdentity identity) throws Exception {
		return this.platform.connect(request(authType, identity), this.connection);
	}

	private DeviceToken issue() throws Exception {
		register("regnwl", STRANGER);
		this.connection.events().clear();
		List<DeviceToken> tokens = stranger().tokens().all();
		return tokens.get(tokens.size() - 1);
	}

	private Device stranger() {
		return this.platform.devices()
			.stream()
			.filter((candidate) -> candidate.identity().equals(STRANGER))
			.findFirst()
			.orElseThrow();
	}

	private static ConnectRequest tokenLogin(DeviceToken token) {
		return new ConnectRequest(token.clientId() + "|authType=connwl,securemode=-2,_ss=1|", STRANGER.username(),
				token.token().getBytes(StandardCharsets.US_ASCII), 60, true, false);
	}

	private static ConnectRequest request(String authType, DeviceIdentity identity) throws Exception {
		return request("authType=" + authType + ",securemode=2,random=x,signmethod=hmacsha256", identity, 60);
	}

	private static ConnectRequest request(String parameters, DeviceIdentity identity, int keepAlive) throws Exception {
		return new ConnectRequest("me|" + parameters + "|", identity.username(),
				sign(identity).getBytes(StandardCharsets.US_ASCII), keepAlive, true, false);
	}

	private static String sign(DeviceIdentity identity) throws Exception {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(PRODUCT_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		String content = "deviceName" + identity.deviceName() + "productKey" + identity.productKey() + "randomx";
		return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
	}

	private static Map<String, String> form(DeviceIdentity identity) throws Exception {
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("productKey", identity.productKey());
		fields.put("deviceName", identity.deviceName());
		fields.put("random", "x");
		fields.put("sign", sign(identity));
		fields.put("signMethod", "hmacsha256");
		return fields;
	}

	private static Map<String, String> fields(ProtocolVector vector) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (String field : vector.text("formBody").split("&")) {
			fields.put(field.substring(0, field.indexOf('=')), field.substring(field.indexOf('=') + 1));
		}
		return fields;
	}

	private String post(Map<String, String> fields) {
		return post(fields, FORM);
	}

	private String post(Map<String, String> fields, String contentType) {
		Map<String, List<String>> values = new LinkedHashMap<>();
		fields.forEach((name, value) -> values.put(name, List.of(value)));
		RegistrationReply reply = this.platform.register(new RegistrationForm("test", contentType, values))
			.orElseThrow();
		assertThat(reply.status()).isEqualTo(200);
		return reply.body();
	}

	private static int code(String json) {
		return JsonPath.read(json, "$.code");
	}

	private String push() {
		List<Delivery> deliveries = this.connection.deliveries();
		return new String(deliveries.get(deliveries.size() - 1).payload(), StandardCharsets.UTF_8);
	}

	private String secret() {
		return this.platform.deviceSecret(this.device);
	}

	private List<String> refusals() {
		return this.log.entries(LogEvent.REGISTRATION_REFUSED).stream().map(LogEntry::reason).toList();
	}

	private static boolean isNotRegisteredBeforehand(ProtocolVector vector) {
		return vector.text("kind").equals("mqtt-regnwl");
	}

	private static List<String> wrongSigns(String sign) {
		return Stream.iterate(0, (i) -> i < sign.length(), (i) -> i + 1)
			.map((i) -> sign.substring(0, i) + ((sign.charAt(i) == '0') ? '1' : '0') + sign.substring(i + 1))
			.toList();
	}

}
