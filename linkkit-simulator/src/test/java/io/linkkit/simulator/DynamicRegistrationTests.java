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

package io.linkkit.simulator;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.jayway.jsonpath.JsonPath;
import io.linkkit.simulator.PahoDevice.Received;
import io.linkkit.simulator.junit.LinkKitSimulatorExtension;
import io.linkkit.simulator.log.LogEntry;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.platform.MessageTrace;
import io.linkkit.simulator.platform.RegistrationFault;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Foreign clients register themselves, over MQTT and over HTTPS.
 */
class DynamicRegistrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final String FORM = "application/x-www-form-urlencoded";

	@RegisterExtension
	static LinkKitSimulatorExtension platform = LinkKitSimulatorExtension
		.with((builder) -> builder.tcp().tls().secureWebSocket().https());

	private static HttpClient http;

	private LinkKitSimulator simulator;

	private SimulatedProduct product;

	private SimulatedDevice device;

	@BeforeEach
	void createDevice() throws Exception {
		this.simulator = platform.simulator();
		if (http == null) {
			http = HttpClient.newBuilder().sslContext(PahoDevice.sslContext(this.simulator.caCertificatePem())).build();
		}
		this.product = this.simulator.cloud().createProduct();
		this.device = this.product.createDevice("sensor@1:a");
	}

	@AfterEach
	void heal() {
		this.simulator.faults().heal();
	}

	@Test
	void pushedSecretIsToldToNobodyWhoListensToMessages() throws Exception {
		List<MessageTrace> traces = new CopyOnWriteArrayList<>();
		Consumer<MessageTrace> listener = traces::add;
		this.simulator.cloud().addMessageListener(listener);
		try (PahoDevice registering = connect("register", this.device.deviceName())) {
			assertThat(registering.awaitMessage().text()).contains(this.device.deviceSecret());
		}
		this.simulator.cloud().removeMessageListener(listener);
		assertThat(traces).isEmpty();
	}

	@Test
	void deviceRegistersOverMqttAndLogsInWithItsSecret() throws Exception {
		try (PahoDevice registering = connect("register", this.device.deviceName())) {
			Received push = registering.awaitMessage();
			assertThat(push.topic()).isEqualTo("/ext/register");
			assertThat(push.qos()).isZero();
			assertThat(JsonPath.<String>read(push.text(), "$.deviceSecret")).isEqualTo(this.device.deviceSecret());
			assertThat(this.device.isOnline()).isFalse();
			registering.disconnect();
		}
		try (PahoDevice paho = PahoDevice.tls(this.simulator, this.device).connect()) {
			assertThat(this.device.isOnline()).isTrue();
			assertThat(this.device.isActivated()).isTrue();
			assertThatRefused("register", this.device.deviceName(), "activated");
			assertThat(paho.isConnected()).isTrue();
			this.device.resetRegistration();
			assertThat(this.device.isActivated()).isFalse();
			connect("register", this.device.deviceName()).close();
		}
	}

	@Test
	void deviceRegistersOverHttpsAndLogsInWithItsSecret() throws Exception {
		String former = this.device.deviceSecret();
		HttpResponse<String> response = post(form(this.device.deviceName()));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
		assertThat(JsonPath.<Integer>read(response.body(), "$.code")).isEqualTo(200);
		assertThat(JsonPath.<String>read(response.body(), "$.data.deviceName")).isEqualTo("sensor@1:a");
		assertThat(JsonPath.<String>read(response.body(), "$.data.deviceSecret")).isEqualTo(this.device.deviceSecret())
			.isNotEqualTo(former);
		try (PahoDevice paho = PahoDevice.tls(this.simulator, this.device).connect()) {
			assertThat(paho.isConnected()).isTrue();
			assertThat(codeOf(post(form(this.device.deviceName())))).isEqualTo(6289);
		}
	}

	@Test
	void deviceNotRegisteredBeforehandLogsInWithItsToken() throws Exception {
		Received push;
		try (PahoDevice registering = connect("regnwl", "walk_in")) {
			push = registering.awaitMessage();
			assertThat(push.topic()).isEqualTo("/ext/regnwl");
		}
		SimulatedDevice created = this.product.device("walk_in").orElseThrow();
		String clientId = JsonPath.read(push.text(), "$.clientId");
		assertThat(created.tokenClientIds()).containsExactly(clientId);
		try (PahoDevice paho = token(push, "walk_in").connect()) {
			created.awaitOnline(PATIENCE);
			paho.publish(created.userTopic("update"), "hello", 1);
			assertThat(created.awaitPublished(created.userTopic("update"), PATIENCE).text()).isEqualTo("hello");
			created.clearTokens();
			assertThat(paho.awaitLoss()).isNotNull();
			assertThatExceptionOfType(MqttException.class).isThrownBy(paho::connect)
				.satisfies((ex) -> assertThat(ex.getReasonCode()).isEqualTo(4));
		}
	}

	@Test
	void keptTokenGoesOnWorking() throws Exception {
		Received first;
		Received second;
		try (PahoDevice one = connect("regnwl", "walk_in"); PahoDevice two = connect("regnwl", "walk_in")) {
			first = one.awaitMessage();
			second = two.awaitMessage();
		}
		SimulatedDevice created = this.product.device("walk_in").orElseThrow();
		created.keepToken(JsonPath.read(second.text(), "$.clientId"));
		try (PahoDevice kept = token(second, "walk_in").connect(); PahoDevice barred = token(first, "walk_in")) {
			assertThatExceptionOfType(MqttException.class).isThrownBy(barred::connect);
			assertThat(kept.isConnected()).isTrue();
		}
	}

	@Test
	void productThatIsSwitchedOffRefuses() throws Exception {
		assertThat(this.product.isDynamicRegistration()).isTrue();
		this.product.dynamicRegistration(false);
		assertThatRefused("register", this.device.deviceName(), "switched-off");
		assertThatRefused("regnwl", "walk_in", "switched-off");
		assertThat(codeOf(post(form(this.device.deviceName())))).isEqualTo(6288);
		this.product.dynamicRegistration(true);
		assertThat(codeOf(post(form(this.device.deviceName())))).isEqualTo(200);
		assertThat(this.product.device("walk_in")).isEmpty();
	}

	@Test
	void connectionForRegisteringIsCutForTryingMore() throws Exception {
		try (PahoDevice registering = connect("register", this.device.deviceName())) {
			registering.awaitMessage();
			registering.publishAsync(this.device.userTopic("update"), new byte[0], 0);
			assertThat(registering.awaitLoss()).isNotNull();
			assertThat(this.device.publishedMessages()).isEmpty();
		}
	}

	@Test
	void connectionForRegisteringEndsByItselfInTheEnd() throws Exception {
		try (LinkKitSimulator hasty = LinkKitSimulator.builder()
			.tls()
			.registrationPatience(Duration.ofMillis(300))
			.start()) {
			SimulatedProduct hastyProduct = hasty.cloud().createProduct();
			SimulatedDevice hastyDevice = hastyProduct.createDevice("sensor_01");
			try (PahoDevice registering = connect(hasty, hastyProduct, "register", hastyDevice.deviceName())) {
				assertThat(registering.awaitMessage()).isNotNull();
				assertThat(registering.awaitLoss()).isNotNull();
			}
		}
	}

	@Test
	void secretOfARegistrationOutlivesTheSimulator(@TempDir Path directory) throws Exception {
		LinkKitSimulator.Builder builder = LinkKitSimulator.builder().tls().stateFile(directory.resolve("state.json"));
		Received push;
		try (LinkKitSimulator first = builder.start()) {
			SimulatedProduct kept = first.cloud().createProduct("a1B2c3D4e5F");
			kept.createDevice("sensor_01");
			try (PahoDevice registering = connect(first, kept, "register", "sensor_01")) {
				push = registering.awaitMessage();
			}
		}
		try (LinkKitSimulator second = builder.start()) {
			SimulatedDevice kept = second.cloud().createProduct("a1B2c3D4e5F").createDevice("sensor_01");
			assertThat(kept.deviceSecret()).isEqualTo(JsonPath.read(push.text(), "$.deviceSecret"));
			assertThat(kept.isActivated()).isFalse();
			try (PahoDevice paho = PahoDevice.tls(second, kept).connect()) {
				assertThat(paho.isConnected()).isTrue();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE", "HEAD" })
	void otherMethodsThanPostAreNotAllowed(String method) throws Exception {
		HttpRequest request = request(FORM).method(method, BodyPublishers.noBody()).build();
		HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("allow")).hasValue("POST");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "productKey=%zz", "a=b", "{}" })
	void nonsenseIsAnsweredWith460(String body) throws Exception {
		assertThat(codeOf(post(body, FORM))).isEqualTo(460);
	}

	@Test
	void wrongContentTypeIsAnsweredWith460AndLogged() throws Exception {
		assertThat(codeOf(post(form(this.device.deviceName()), "application/json"))).isEqualTo(460);
		assertThat(this.simulator.log().entries(LogEvent.REGISTRATION_REFUSED)).last()
			.asString()
			.contains("application/json");
	}

	@Test
	void bodyIsLimited() throws Exception {
		assertThat(post("random=" + "x".repeat(64 * 1024), FORM).statusCode()).isEqualTo(413);
	}

	@Test
	void secureWebSocketPortRegistersNobody() throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(
					URI.create("https://localhost:" + this.simulator.secureWebSocketPort() + "/auth/register/device"))
			.POST(BodyPublishers.noBody())
			.build();
		assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
	}

	@Test
	void answerIsWithheld() throws Exception {
		this.simulator.faults().withholdRegistration();
		try (PahoDevice registering = connect("register", this.device.deviceName())) {
			HttpRequest request = request(FORM).timeout(Duration.ofMillis(200))
				.POST(BodyPublishers.ofString(form(this.device.deviceName())))
				.build();
			assertThatExceptionOfType(HttpTimeoutException.class)
				.isThrownBy(() -> http.send(request, BodyHandlers.ofString()));
			assertThat(registering.isConnected()).isTrue();
			assertThat(registering.hasMessage()).isFalse();
		}
		assertThat(this.simulator.log().entries(LogEvent.REGISTERED))
			.filteredOn((entry) -> this.device.toString().equals(entry.device()))
			.hasSize(2)
			.extracting(LogEntry::text)
			.allMatch((text) -> text.contains("Withheld"));
		this.simulator.faults().heal();
		assertThat(codeOf(post(form(this.device.deviceName())))).isEqualTo(200);
	}

	@Test
	void answerIsLate() throws Exception {
		this.simulator.faults().delayRegistration(Duration.ofMillis(50));
		assertThat(codeOf(post(form(this.device.deviceName())))).isEqualTo(200);
		assertThat(push("register").topic()).isEqualTo("/ext/register");
		assertThat(this.simulator.log().entries(LogEvent.REGISTERED)).last().asString().contains("Delayed");
	}

	@Test
	void answerIsMalformed() throws Exception {
		this.simulator.faults().failRegistration(new RegistrationFault.Malformed());
		assertThat(post(form(this.device.deviceName())).body()).isEqualTo("{\"productKey\":");
		assertThat(push("register").text()).isEqualTo("{\"productKey\":");
	}

	@Test
	void answerIsForAnotherDevice() throws Exception {
		this.simulator.faults().failRegistration(new RegistrationFault.AnotherDevice());
		assertThat(JsonPath.<String>read(post(form(this.device.deviceName())).body(), "$.data.deviceName"))
			.isEqualTo("another_device");
		assertThat(JsonPath.<String>read(push("register").text(), "$.deviceName")).isEqualTo("another_device");
	}

	@Test
	void answerIsOversized() throws Exception {
		this.simulator.faults().failRegistration(new RegistrationFault.Oversized());
		String body = post(form(this.device.deviceName())).body();
		assertThat(body).hasSizeGreaterThan(64 * 1024);
		assertThat(JsonPath.<Integer>read(body, "$.code")).isEqualTo(200);
		assertThat(push("register").text()).hasSizeGreaterThan(64 * 1024);
	}

	@Test
	void pushComesOnTheOtherTopicAndBackAgain() throws Exception {
		this.simulator.faults().failRegistration(new RegistrationFault.OtherTopic());
		assertThat(push("register").topic()).isEqualTo("/ext/regnwl");
		assertThat(push("regnwl").topic()).isEqualTo("/ext/register");
		this.simulator.faults().heal();
		assertThat(push("register").topic()).isEqualTo("/ext/register");
	}

	@Test
	void pushComesAtQos1() throws Exception {
		this.simulator.faults().failRegistration(new RegistrationFault.AtLeastOnce());
		assertThat(push("register").qos()).isOne();
	}

	@Test
	void httpStatusAndCodeAreAnsweredAsAskedFor() throws Exception {
		String former = this.device.deviceSecret();
		this.simulator.faults().failRegistration(new RegistrationFault.HttpStatus(500));
		assertThat(post(form(this.device.deviceName())).statusCode()).isEqualTo(500);
		this.simulator.faults().failRegistration(new RegistrationFault.Code(429));
		HttpResponse<String> response = post(form(this.device.deviceName()));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(codeOf(response)).isEqualTo(429);
		assertThat(this.device.deviceSecret()).isEqualTo(former);
	}

	@Test
	void faultThatCannotBeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RegistrationFault.HttpStatus(200))
			.withMessageContaining("'status'");
		assertThatIllegalArgumentException().isThrownBy(() -> new RegistrationFault.Delayed(Duration.ofMillis(-1)))
			.withMessageContaining("'delay'");
	}

	private Received push(String authType) throws Exception {
		try (PahoDevice registering = connect(authType, this.device.deviceName())) {
			return registering.awaitMessage();
		}
	}

	private PahoDevice connect(String authType, String deviceName) throws Exception {
		return connect(this.simulator, this.product, authType, deviceName);
	}

	private static PahoDevice connect(LinkKitSimulator simulator, SimulatedProduct product, String authType,
			String deviceName) throws Exception {
		return registering(simulator, product, authType, deviceName).connect();
	}

	private static PahoDevice registering(LinkKitSimulator simulator, SimulatedProduct product, String authType,
			String deviceName) throws Exception {
		return PahoDevice.tls(simulator,
				deviceName + "." + product.productKey() + "|random=x,authType=" + authType
						+ ",securemode=2,signmethod=hmacsha256,instanceId=iot-06z00abcdefghij|",
				deviceName + "&" + product.productKey(), sign(product, deviceName));
	}

	private void assertThatRefused(String authType, String deviceName, String reason) throws Exception {
		try (PahoDevice paho = registering(this.simulator, this.product, authType, deviceName)) {
			assertThatExceptionOfType(MqttException.class).isThrownBy(paho::connect)
				.satisfies((ex) -> assertThat(ex.getReasonCode()).isEqualTo(4));
		}
		assertThat(this.simulator.log().entries(LogEvent.REGISTRATION_REFUSED)).last()
			.extracting(LogEntry::reason)
			.isEqualTo(reason);
	}

	private PahoDevice token(Received push, String deviceName) throws Exception {
		return PahoDevice.tls(this.simulator,
				JsonPath.read(push.text(), "$.clientId") + "|authType=connwl,securemode=-2,_ss=1,ext=3|",
				deviceName + "&" + this.product.productKey(), JsonPath.read(push.text(), "$.deviceToken"));
	}

	private static String sign(SimulatedProduct product, String deviceName) throws Exception {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(product.productSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		String content = "deviceName" + deviceName + "productKey" + product.productKey() + "randomx";
		return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
	}

	private String form(String deviceName) throws Exception {
		return Map
			.of("productKey", this.product.productKey(), "deviceName", deviceName, "random", "x", "signMethod",
					"HmacSHA256", "sign", sign(this.product, deviceName))
			.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	private HttpRequest.Builder request(String contentType) {
		return HttpRequest
			.newBuilder(URI.create("https://localhost:" + this.simulator.httpsPort() + "/auth/register/device"))
			.header("Content-Type", contentType)
			.timeout(PATIENCE);
	}

	private HttpResponse<String> post(String body) throws Exception {
		return post(body, FORM);
	}

	private HttpResponse<String> post(String body, String contentType) throws Exception {
		return http.send(request(contentType).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
	}

	private static int codeOf(HttpResponse<String> response) {
		return JsonPath.read(response.body(), "$.code");
	}

}
