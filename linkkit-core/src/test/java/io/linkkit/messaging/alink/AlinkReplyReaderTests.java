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

package io.linkkit.messaging.alink;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.linkkit.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AlinkReplyReader}, {@link AlinkReply} and {@link AlinkCode}.
 */
class AlinkReplyReaderTests {

	private static AlinkReply read(String payload) {
		return AlinkReplyReader.read(payload.getBytes(StandardCharsets.UTF_8)).orElseThrow();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{\"id\":\"7\",\"code\":200}", "{\"id\":7,\"code\":200}", "{\"id\":\"7\",\"code\":\"200\"}",
					"{\"id\":\"7\",\"code\":200,\"data\":null,\"message\":null,\"version\":null}" })
	void f32IdAndCodeMayBeNumberOrTextAndTheRestMissing(String payload) {
		AlinkReply reply = read(payload);
		assertThat(reply.id()).isEqualTo("7");
		assertThat(reply.code().isSuccess()).isTrue();
		assertThat(reply.message()).isNull();
		assertThat(reply.data().isNull()).isTrue();
		assertThat(reply.dataAs(String.class)).isNull();
	}

	@Test
	void f32DataMayBeAnything() {
		assertThat(read("{\"id\":1,\"code\":200,\"data\":{}}").data().isObject()).isTrue();
		assertThat(read("{\"id\":1,\"code\":200,\"data\":[{\"a\":1}]}").data().isArray()).isTrue();
		assertThat(read("{\"id\":1,\"code\":200,\"data\":\"text\"}").dataAs(String.class)).isEqualTo("text");
		assertThat(read("{\"id\":1,\"code\":200,\"data\":{\"a\":1}}").dataAs(new TypeReference<Map<String, Integer>>() {
		})).isEqualTo(Map.of("a", 1));
	}

	@Test
	void dataThatDoesNotFitIsNotQuoted() {
		AlinkReply reply = read("{\"id\":1,\"code\":200,\"data\":{\"a\":\"hunter2\"}}");
		assertThatExceptionOfType(AlinkException.class)
			.isThrownBy(() -> reply.dataAs(new TypeReference<Map<String, Integer>>() {
			}))
			.satisfies((ex) -> assertThat(ex.getKind()).isEqualTo(AlinkException.Kind.UNREADABLE))
			.withMessageNotContaining("hunter2")
			.withNoCause();
		assertThat(reply.toString()).doesNotContain("hunter2");
	}

	@Test
	void f32RepliesOfEveryShapeAreReadOrIgnored() {
		Fuzz.examples("{\"id\":\"1\",\"code\":200,\"data\":{\"a\":[1]},\"message\":\"success\",\"version\":\"1.0\"}",
				"{\"id\":4294967295,\"code\":\"6401\"}")
			.words("[", "{\"a\":", "null", "200", "\"", "\\u0000", "9999999999999999999", "1e999999", "\"id\":",
					"\"code\":")
			.check((input) -> AlinkReplyReader.read(input).ifPresent((reply) -> {
				assertThat(reply.id()).isNotEmpty().hasSizeLessThanOrEqualTo(64);
				assertThat(reply.code().description()).isNotEmpty();
				assertThat(AlinkException.refused("method", reply).getMessage()).hasSizeLessThan(1000);
			}));
	}

	@Test
	void knownCodesSayWhatTheyMeanAndUnknownOnesAreKept() {
		assertThat(AlinkCode.PARAMETER_ERROR.description()).contains("too many parameters");
		assertThat(AlinkCode.PARAMETER_ERROR.isDocumented()).isTrue();
		assertThat(new AlinkCode(6401).description()).contains("topological");
		assertThat(new AlinkCode(6315).description()).contains("thing model");
		assertThat(new AlinkCode(4711)).satisfies((code) -> {
			assertThat(code.value()).isEqualTo(4711);
			assertThat(code.isDocumented()).isFalse();
			assertThat(code.description()).contains("not documented");
			assertThat(code.remedy()).isNotEmpty();
		});
		assertThat(new AlinkCode(100_001).description()).contains("own");
	}

}
