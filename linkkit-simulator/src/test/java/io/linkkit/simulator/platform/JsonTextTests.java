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

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JsonTextTests {

	@Test
	void everyKindOfValueIsRead() {
		Map<?, ?> object = JsonText.parseObject("""
				{ "text" : "a\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9é", "number": -1.5e2, "yes": true, "no" :false,
				  "list": [1, [], {}, null], "nothing": null }
				""");
		assertThat(object.get("text")).isEqualTo("a\"\\/\b\f\n\r\téé");
		assertThat(object.get("number")).isEqualTo(new BigDecimal("-1.5e2"));
		assertThat(object.get("yes")).isEqualTo(true);
		assertThat(object.get("no")).isEqualTo(false);
		assertThat(object.get("list")).isEqualTo(Arrays.asList(BigDecimal.ONE, List.of(), Map.of(), null));
		assertThat(object.containsKey("nothing")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "1", "{", "{}x", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":tru}",
			"{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":\"", "{\"a\":1.2.3}", "{\"a\":\"\n\"}" })
	void malformedTextIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parseObject(text));
	}

	@Test
	void deepNestingIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> JsonText.parseObject("{\"a\":" + "[".repeat(100_000) + "}"));
	}

	@Test
	void quotedTextIsReadAsItself() {
		String text = "\"\\\n\u0001é";
		assertThat(JsonText.parseObject("{\"a\":" + JsonText.quote(text) + "}").get("a")).isEqualTo(text);
	}

}
