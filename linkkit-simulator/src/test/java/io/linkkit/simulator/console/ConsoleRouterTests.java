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

package io.linkkit.simulator.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.junit.LinkKitSimulatorExtension;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks the router in HTTP what a browser may ask, and what it may not.
 */
class ConsoleRouterTests {

	@RegisterExtension
	LinkKitSimulatorExtension platform = LinkKitSimulatorExtension.with((builder) -> builder.tcp());

	private final List<EmbeddedChannel> channels = new ArrayList<>();

	private LinkKitSimulator simulator;

	private SimulatedDevice device;

	private Devices devices;

	private EventStreams streams;

	@BeforeEach
	void createDevice() {
		this.simulator = this.platform.simulator();
		this.device = this.simulator.cloud().createProduct("a1B2c3D4e5F").createDevice("sensor_01");
		this.devices = new Devices(this.simulator);
		this.streams = new EventStreams(new ConsoleFeed(), this.devices::state);
	}

	@AfterEach
	void closeChannels() {
		this.channels.forEach(EmbeddedChannel::finishAndReleaseAll);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/            | text/html; charset=utf-8       | <title>LinkKit console</title>
			/?x=y        | text/html; charset=utf-8       | <title>LinkKit console</title>
			/console.css | text/css; charset=utf-8        | color-scheme: light dark
			/console.js  | text/javascript; charset=utf-8 | new EventSource('events')
			/console.svg | image/svg+xml                  | <svg
			""")
	void fileIsServed(String path, String contentType, String content) {
		Answer answer = ask(get(path));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).isEqualTo(contentType);
		assertThat(answer.body()).contains(content);
	}

	@ParameterizedTest
	@CsvSource({ "GET, /console.html, 404", "GET, /../pom.xml, 404", "GET, /package-info.class, 404", "POST, /, 405",
			"GET, /actions/kick, 405", "POST, /actions/, 404", "POST, /actions/format, 404",
			"OPTIONS, /actions/kick, 405", "POST, /events, 405", "HEAD, /, 405" })
	void whatDoesNotExistIsNotServed(String method, String path, int status) {
		FullHttpRequest request = post(path, "{}");
		request.setMethod(HttpMethod.valueOf(method));
		Answer answer = ask(request);
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.open()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/console.js", "/nothing", "/events", "/actions/kick" })
	void everyAnswerSaysWhatABrowserMayDoWithIt(String path) {
		Answer answer = ask(get(path));
		assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self'",
				"frame-ancestors 'none'");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
		assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:18830", "LOCALHOST:1", "127.0.0.1:18830", "[::1]:18830" })
	void requestToTheLoopbackAddressIsAnswered(String host) {
		assertThat(ask(get("/"), Map.of("Host", host)).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "evil.example", "evil.example:18830", "localhost.evil.example",
			"127.0.0.1.evil.example", "evil.example:80:18830", "127.0.0.2", "0.0.0.0:18830" })
	void nameThatSomebodyLetsResolveToTheLoopbackAddressIsRefused(String host) {
		assertThat(ask(get("/"), Map.of("Host", host)).status()).isEqualTo(403);
		assertThat(ask(get("/events"), Map.of("Host", host)).status()).isEqualTo(403);
		assertThat(ask(post("/actions/kick", "{}"), Map.of("Host", host)).status()).isEqualTo(403);
	}

	@Test
	void requestWithoutHostOrWithTwoIsRefused() {
		FullHttpRequest without = get("/");
		without.headers().remove("Host");
		assertThat(ask(without).status()).isEqualTo(403);
		FullHttpRequest two = get("/");
		two.headers().add("Host", "evil.example");
		assertThat(ask(two).status()).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cross-site", "same-site" })
	void pageOfAnotherSiteMayOnlyLinkHere(String site) {
		Map<String, String> header = Map.of("Sec-Fetch-Site", site);
		assertThat(ask(get("/"), header).status()).isEqualTo(200);
		assertThat(ask(get("/events"), header).status()).isEqualTo(403);
		assertThat(ask(disabling(), header).status()).isEqualTo(403);
		assertThat(this.device.isEnabled()).isTrue();
	}

	@Test
	void buttonIsNotPressedWithoutTheHeaderOfThePage() {
		FullHttpRequest request = disabling();
		request.headers().remove(RequestGuard.HEADER);
		assertThat(ask(request).status()).isEqualTo(403);
		assertThat(this.device.isEnabled()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "http://evil.example, 403", "null, 403", "http://localhost:1, 403", "http://localhost:18830, 200" })
	void buttonIsPressedFromThisOriginOnly(String origin, int status) {
		assertThat(ask(disabling(), Map.of("Origin", origin)).status()).isEqualTo(status);
		assertThat(this.device.isEnabled()).isEqualTo(status != 200);
	}

	@ParameterizedTest
	@CsvSource({ "text/plain, 415", "application/x-www-form-urlencoded, 415", "application/json; charset=utf-8, 200" })
	void buttonIsPressedByJsonOnly(String type, int status) {
		assertThat(ask(disabling(), Map.of("Content-Type", type)).status()).isEqualTo(status);
		assertThat(this.device.isEnabled()).isEqualTo(status != 200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}", "{\"device\":\"sensor_02&a1B2c3D4e5F\"}", "{\"device\":7}" })
	void bodyThatNamesNoDeviceIsRefused(String body) {
		Answer answer = ask(post("/actions/disable", body));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).startsWith("{\"problem\":");
		assertThat(this.device.isEnabled()).isTrue();
	}

	@Test
	void requestThatIsNoHttpIsRefused() {
		FullHttpRequest request = get("/");
		request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("test")));
		assertThat(ask(request).status()).isEqualTo(400);
	}

	@Test
	void deviceIsDisabledAndEnabled() {
		assertThat(ask(disabling()).body()).isEqualTo("{\"text\":\"disabled\"}");
		assertThat(this.device.isEnabled()).isFalse();
		assertThat(ask(post("/actions/enable", body(""))).status()).isEqualTo(200);
		assertThat(this.device.isEnabled()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "black-hole, black-hole", "close-ports, not-listening", "withhold-puback, puback-withheld",
			"refuse, connack-3" })
	void simulatorMisbehavesUntilItIsHealed(String action, String fault) {
		assertThat(ask(post("/actions/" + action, "{}")).status()).isEqualTo(200);
		assertThat(this.simulator.faults().active()).containsExactly(fault);
		this.device.disable();
		assertThat(ask(post("/actions/heal", "{}")).status()).isEqualTo(200);
		assertThat(this.simulator.faults().active()).isEmpty();
		assertThat(this.device.isEnabled()).isTrue();
	}

	@Test
	void loginsAreRefusedWithTheCodeAskedFor() {
		assertThat(ask(post("/actions/refuse", "{\"code\":4}")).status()).isEqualTo(200);
		assertThat(this.simulator.faults().active()).containsExactly("connack-4");
		assertThat(ask(post("/actions/refuse", "{\"code\":6}")).status()).isEqualTo(400);
	}

	@Test
	void messageIsSentAndItsFateTold() {
		assertThat(ask(post("/actions/send", body(",\"topic\":\"/x\",\"payload\":\"{}\",\"qos\":0"))).body())
			.isEqualTo("{\"text\":\"OFFLINE\"}");
		assertThat(ask(post("/actions/send", body(",\"topic\":\" \""))).status()).isEqualTo(400);
		assertThat(ask(post("/actions/send", body(",\"topic\":\"/x\",\"qos\":2"))).status()).isEqualTo(400);
	}

	@Test
	void deviceThatCannotBeAskedIsAConflict() {
		Answer answer = ask(post("/actions/rrpc", body(",\"payload\":\"hello\"")));
		assertThat(answer.status()).isEqualTo(409);
		assertThat(answer.body()).contains("cannot be asked");
	}

	@Test
	void deviceOfAnotherProcessIsNotToldToReconnect() {
		assertThat(ask(post("/actions/reconnect", body(""))).status()).isEqualTo(400);
	}

	@Test
	void streamBeginsWithTheState() {
		EmbeddedChannel channel = channel();
		channel.writeInbound(get("/events"));
		HttpResponse head = channel.readOutbound();
		assertThat(head.status().code()).isEqualTo(200);
		assertThat(head.headers().get("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
		assertThat(channel.isOpen()).isTrue();
	}

	@Test
	void oneBrowserTooManyIsRefused() {
		for (int browser = 0; browser < EventStreams.MAX_BROWSERS; browser++) {
			channel().writeInbound(get("/events"));
		}
		assertThat(ask(get("/events")).status()).isEqualTo(503);
	}

	private FullHttpRequest disabling() {
		return post("/actions/disable", body(""));
	}

	private static String body(String more) {
		return "{\"device\":\"sensor_01&a1B2c3D4e5F\"" + more + "}";
	}

	private static FullHttpRequest get(String path) {
		return request(HttpMethod.GET, path, "");
	}

	private static FullHttpRequest post(String path, String body) {
		FullHttpRequest request = request(HttpMethod.POST, path, body);
		request.headers().set("Content-Type", "application/json").set(RequestGuard.HEADER, "1");
		return request;
	}

	private static FullHttpRequest request(HttpMethod method, String path, String body) {
		FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, path,
				Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
		request.headers().set("Host", "localhost:18830");
		return request;
	}

	private Answer ask(FullHttpRequest request, Map<String, String> headers) {
		headers.forEach((name, value) -> request.headers().set(name, value));
		return ask(request);
	}

	private Answer ask(FullHttpRequest request) {
		EmbeddedChannel channel = channel();
		channel.writeInbound(request);
		channel.runPendingTasks();
		HttpResponse response = channel.readOutbound();
		String body = (response instanceof FullHttpResponse full) ? full.content().toString(StandardCharsets.UTF_8)
				: "";
		return new Answer(response, body, channel.isOpen());
	}

	private EmbeddedChannel channel() {
		EmbeddedChannel channel = new EmbeddedChannel(
				new ConsoleRouter(new ConsoleActions(this.simulator, this.devices), this.streams));
		this.channels.add(channel);
		return channel;
	}

	private record Answer(HttpResponse response, String body, boolean open) {

		int status() {
			return this.response.status().code();
		}

		String header(String name) {
			return this.response.headers().get(name);
		}

	}

}
