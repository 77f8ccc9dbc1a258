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

package io.linkkit.connection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link TopicRules} and {@link TopicFilter}, row F20 of the fault matrix.
 */
class TopicRulesTests {

	@Test
	void allowsWhatThePlatformAllows() {
		assertThat(TopicRules.violatedByMessage("/a/b/c/d/e/f/g", new byte[256 * 1024], 1)).isNull();
		assertThat(TopicRules.violatedByMessage("/" + "x".repeat(127), new byte[0], 0)).isNull();
	}

	@Test
	void allowsMoreSlashesInThePlatformsOwnTopics() {
		assertThat(TopicRules.violatedBySubscription("/ext/rrpc/+/sys/a1B2c3D4e5F/sensor_01/thing/service/open", 0))
			.isNull();
		assertThat(TopicRules.violatedBySubscription("/a1B2c3D4e5F/sensor_01/user/a/b/c/d/e", 0)).contains("7 slashes");
	}

	@Test
	void doesNotCountWhatRrpcPutsBeforeATopic() {
		String rrpc = "/ext/rrpc/1234567890123456789";
		assertThat(TopicRules.violatedByMessage(rrpc + "/" + "x".repeat(127), new byte[0], 0)).isNull();
		assertThat(TopicRules.violatedByMessage(rrpc + "/" + "x".repeat(128), new byte[0], 0)).contains("128 bytes");
		assertThat(TopicRules.violatedByMessage(rrpc + "/a/b/user/1/2/3/4", new byte[0], 0)).isNull();
		assertThat(TopicRules.violatedByMessage(rrpc + "/a/b/user/1/2/3/4/5", new byte[0], 0)).contains("7 slashes");
	}

	@Test
	void refusesAPayloadOver256Kilobytes() {
		assertThat(TopicRules.violatedByMessage("/a", new byte[256 * 1024 + 1], 0)).contains("256 KB");
	}

	@Test
	void countsBytesOfATopicAndNotCharacters() {
		assertThat(TopicRules.violatedBySubscription("/" + "中".repeat(42), 0)).isNull();
		assertThat(TopicRules.violatedBySubscription("/" + "中".repeat(43), 0)).contains("128 bytes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a/+/b", "/a/#", "#" })
	void refusesWildcardsInATopicToPublishTo(String topic) {
		assertThat(TopicRules.violatedByMessage(topic, new byte[0], 0)).contains("wildcards");
		assertThat(TopicRules.violatedBySubscription(topic, 0)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a/b+", "/a/#/b", "/a#", "", "/1/2/3/4/5/6/7/8", "/a\0b" })
	void refusesIllegalTopicFilters(String topicFilter) {
		assertThat(TopicRules.violatedBySubscription(topicFilter, 0)).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> TopicFilter.of(topicFilter, 0))
			.withMessageStartingWith("Cannot subscribe to");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 2, 3 })
	void refusesQualitiesOfServiceThePlatformDoesNotHave(int qos) {
		assertThat(TopicRules.violatedByMessage("/a", new byte[0], qos)).contains("quality of service");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			/a/b,   /a/b,   true
			/a/b,   /a/c,   false
			/a/b,   /a,     false
			/a/b,   /a/b/c, false
			/a/+,   /a/b,   true
			/a/+,   /a/,    true
			/a/+,   /a,     false
			/a/+,   /a/b/c, false
			/+/b,   /a/b,   true
			/a/#,   /a,     true
			/a/#,   /a/b/c, true
			/a/#,   /b,     false
			#,      /a/b,   true
			""")
	void matchesAsMqttSays(String filter, String topic, boolean expected) {
		assertThat(TopicFilter.of(filter, 0).matches(TopicFilter.levelsOf(topic))).isEqualTo(expected);
	}

}
