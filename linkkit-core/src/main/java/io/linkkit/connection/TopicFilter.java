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

import org.springframework.util.Assert;

/**
 * A legal topic filter, and the topics it takes in.
 *
 * @param value the filter as it goes into SUBSCRIBE
 */
record TopicFilter(String value) {

	static TopicFilter of(String value, int qos) {
		String violation = TopicRules.violatedBy(value, qos);
		Assert.isTrue(violation == null, () -> "Cannot subscribe to '" + value + "': " + violation);
		return new TopicFilter(value);
	}

	boolean matches(String topic) {
		String[] wanted = this.value.split("/", -1);
		String[] given = topic.split("/", -1);
		for (int i = 0; i < wanted.length; i++) {
			if (wanted[i].equals("#")) {
				return true;
			}
			if (i >= given.length || !(wanted[i].equals("+") || wanted[i].equals(given[i]))) {
				return false;
			}
		}
		return wanted.length == given.length;
	}

}
