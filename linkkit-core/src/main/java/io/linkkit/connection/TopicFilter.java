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

import java.util.List;

import org.springframework.util.Assert;

/**
 * A legal topic filter, and the topics it takes in.
 *
 * @param value the filter as it goes into SUBSCRIBE
 * @param levels what stands between its slashes
 */
record TopicFilter(String value, List<String> levels) {

	static TopicFilter of(String value, int qos) {
		String violation = TopicRules.violatedBySubscription(value, qos);
		Assert.isTrue(violation == null, () -> "Cannot subscribe to '" + value + "': " + violation);
		return new TopicFilter(value, levelsOf(value));
	}

	/**
	 * Take a topic apart, once for all filters that it is held against.
	 */
	static List<String> levelsOf(String topic) {
		return List.of(topic.split("/", -1));
	}

	boolean matches(List<String> topicLevels) {
		for (int i = 0; i < this.levels.size(); i++) {
			String wanted = this.levels.get(i);
			if (wanted.equals("#")) {
				return true;
			}
			if (i >= topicLevels.size() || !(wanted.equals("+") || wanted.equals(topicLevels.get(i)))) {
				return false;
			}
		}
		return this.levels.size() == topicLevels.size();
	}

}
