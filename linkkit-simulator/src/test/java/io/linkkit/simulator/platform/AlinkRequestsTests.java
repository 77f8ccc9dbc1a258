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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.log.SimulatorLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reference §7.9, §8.4, §9.
 */
class AlinkRequestsTests {

	private static final String TOPIC = "/sys/pk/device/thing/deviceinfo/update";

	private static final String DELETE_TOPIC = "/sys/pk/device/thing/deviceinfo/delete";

	private final SimulatorLog log = new SimulatorLog(InstantSource.system());

	private final AlinkRequests requests = new AlinkRequests(this.log);

	private final Device device = new Device(new DeviceIdentity("pk", "device"), "secret");

	private AlinkReplyFault fault;

	@Test
	void deviceInfoIsKeptAndAnswered() {
		Optional<AlinkReply> reply = answer("""
				{"id":"7","version":"1.0","method":"thing.deviceinfo.update","params":[
				 {"domain":"SYSTEM","attrKey":"SYS_SDK_LANGUAGE","attrValue":"Java"},
				 {"attrKey":"SYS_SDK_IF_INFO","attrValue":"Eth|03ACDEFF0032"}]}
				""");
		assertThat(this.device.info()).containsEntry("SYS_SDK_LANGUAGE", "Java")
			.containsEntry("SYS_SDK_IF_INFO", "Eth|03ACDEFF0032");
		assertThat(reply.orElseThrow().topic()).isEqualTo(TOPIC + "_reply");
		assertThat(json(reply)).isEqualTo("{\"code\":200,\"data\":{},\"id\":\"7\",\"message\":\"success\","
				+ "\"method\":\"thing.deviceinfo.update\",\"version\":\"1.0\"}");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', textBlock = """
			{"id":7}, "7"
			{"id":"a\\"\\n\\u00e9"}, "a\\"\\né"
			{"id":"\\ud800"}, "\\uD800"
			{"id":null}, ""
			{"id":{}}, ""
			{}, ""
			""")
	void idIsEchoedAsText(String request, String id) {
		assertThat(json(answer(request))).contains("\"id\":" + id + ",");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"id\":\"1\"}", "{\"id\":\"1\",\"params\":{}}", "{\"id\":\"1\",\"params\":[1]}",
			"{\"id\":\"1\",\"params\":[{\"attrKey\":\"a\"}]}" })
	void badParametersAreAnsweredWith460AndChangeNothing(String request) {
		assertThat(json(answer(request))).contains("\"code\":460");
		assertThat(this.device.info()).isEmpty();
	}

	@Test
	void replyIsLeftOutWhenTheDeviceWantsNone() {
		assertThat(answer("{\"id\":\"1\",\"sys\":{\"ack\":0},\"params\":[{\"attrKey\":\"a\",\"attrValue\":\"b\"}]}"))
			.isEmpty();
		assertThat(this.device.info()).containsEntry("a", "b");
	}

	@ParameterizedTest
	@MethodSource
	void malformedRequestIsLoggedAndNotAnswered(String request) {
		assertThat(answer(request)).isEmpty();
		assertThat(this.log.entries(LogEvent.PROTOCOL_ERROR)).singleElement()
			.satisfies((entry) -> assertThat(entry.text()).startsWith(TOPIC + ": "));
	}

	static Stream<String> malformedRequestIsLoggedAndNotAnswered() {
		String deepNesting = "{\"params\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
		return Stream.of("", "[]", "null", "{", "{}x", "{} {}", "{\"id\":1,}", "{\"id\":\"\n\"}", deepNesting);
	}

	@Test
	void logTellsWhereARequestIsMalformedButQuotesNothingOfIt() {
		answer("{\"id\":\"1\",\n\"params\":hunter2}");
		assertThat(this.log.entries(LogEvent.PROTOCOL_ERROR)).singleElement()
			.satisfies((entry) -> assertThat(entry.text()).contains("at line 2, column").doesNotContain("hunter"));
	}

	@Test
	void tagsAreKeptAndRemoved() {
		answer("{\"id\":\"1\",\"params\":[{\"attrKey\":\"room\",\"attrValue\":\"\u673a\u623f_1\"},"
				+ "{\"attrKey\":\"SYS_SDK_LANGUAGE\",\"attrValue\":\"Java\"}]}");
		assertThat(Tags.of(this.device.info())).containsExactly(Map.entry("room", "\u673a\u623f_1"));
		Optional<AlinkReply> reply = answer(DELETE_TOPIC, "{\"id\":\"2\",\"params\":[{\"attrKey\":\"room\"}]}");
		assertThat(json(reply)).contains("\"code\":200").contains("\"method\":\"thing.deviceinfo.delete\"");
		assertThat(reply.orElseThrow().topic()).isEqualTo(DELETE_TOPIC + "_reply");
		assertThat(Tags.of(this.device.info())).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"attrKey\":\"1a\",\"attrValue\":\"b\"}", "{\"attrKey\":\"a-b\",\"attrValue\":\"b\"}",
			"{\"attrKey\":\"a\",\"attrValue\":\"b c\"}", "{\"attrKey\":\"a\",\"attrValue\":\"\"}" })
	void tagsAgainstTheRulesAreAnsweredWith460(String tag) {
		assertThat(json(answer("{\"id\":\"1\",\"params\":[" + tag + "]}"))).contains("\"code\":460");
		assertThat(this.device.info()).isEmpty();
	}

	@Test
	void moreThan200TagsAreAnsweredWith460() {
		String tags = IntStream.rangeClosed(0, 200)
			.mapToObj((i) -> "{\"attrKey\":\"k" + i + "\",\"attrValue\":\"v\"}")
			.collect(Collectors.joining(",", "[", "]"));
		assertThat(json(answer("{\"id\":\"1\",\"params\":" + tags + "}"))).contains("\"code\":460");
	}

	@Test
	void repliesGoWrongOnRequest() {
		String request = "{\"id\":\"7\",\"params\":[{\"attrKey\":\"a\",\"attrValue\":\"b\"}]}";
		this.fault = new AlinkReplyFault.Bare();
		assertThat(json(answer(request))).isEqualTo("{\"code\":200,\"id\":\"7\"}");
		this.fault = new AlinkReplyFault.CodeAsText();
		assertThat(json(answer(request))).contains("\"code\":\"200\"").contains("\"id\":7,");
		this.fault = new AlinkReplyFault.Withheld();
		assertThat(answer(request)).isEmpty();
		this.device.info().clear();
		this.fault = new AlinkReplyFault.Refused(6100);
		assertThat(json(answer(request))).contains("\"code\":6100");
		assertThat(this.device.info()).isEmpty();
	}

	@Test
	void otherTopicsAreNotAnswered() {
		assertThat(answer("/pk/device/user/update", "{\"id\":\"1\",\"params\":[]}")).isEmpty();
	}

	private static String json(Optional<AlinkReply> reply) {
		return new String(reply.orElseThrow().payload(), StandardCharsets.UTF_8);
	}

	private Optional<AlinkReply> answer(String payload) {
		return answer(TOPIC, payload);
	}

	private Optional<AlinkReply> answer(String topic, String payload) {
		return this.requests.answer(this.device,
				new DeviceMessage(Instant.EPOCH, topic, 1, false, payload.getBytes(StandardCharsets.UTF_8)),
				Optional.ofNullable(this.fault));
	}

}
