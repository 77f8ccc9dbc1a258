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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TopicFilterTests {

	@ParameterizedTest
	@CsvSource({ "/a/b, /a/b", "/a/+, /a/b", "/+/b, /a/b", "/a/#, /a/b/c", "/a/#, /a", "#, /a/b", "+/a, /a",
			"/a/+, /a/" })
	void filterCoversTopic(String filter, String topic) {
		assertThat(new TopicFilter(filter).matches(topic)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "/a/b, /a/c", "/a/b, /a/b/c", "/a/+, /a/b/c", "/a/+, /a", "/a/b, /a", "+, /a", "/A, /a" })
	void filterDoesNotCoverTopic(String filter, String topic) {
		assertThat(new TopicFilter(filter).matches(topic)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a/b", "/a/+/c", "/a/#", "#", "+" })
	void filterIsWellFormed(String filter) {
		assertThat(new TopicFilter(filter).isWellFormed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/a/#/c", "/a/b#", "/a/b+", "/a\0" })
	void filterIsMalformed(String filter) {
		assertThat(new TopicFilter(filter).isWellFormed()).isFalse();
	}

}
