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

import java.util.List;

/**
 * An MQTT topic filter: {@code +} stands for one level, {@code #} for the rest.
 *
 * @param value the filter as the device wrote it
 */
public record TopicFilter(String value) {

	/**
	 * Whether a text is a topic to publish to: not empty, without wildcards.
	 * @param topic the text
	 * @return whether it is
	 */
	static boolean isTopicName(String topic) {
		return !topic.isEmpty() && topic.chars().noneMatch((character) -> "#+\0".indexOf(character) >= 0);
	}

	/**
	 * Whether wildcards stand only where MQTT allows them.
	 * @return whether the filter is well-formed
	 */
	boolean isWellFormed() {
		if (this.value.isEmpty() || this.value.indexOf('\0') >= 0) {
			return false;
		}
		List<String> levels = levels(this.value);
		for (int i = 0; i < levels.size(); i++) {
			String level = levels.get(i);
			boolean wildcard = level.contains("#") || level.contains("+");
			if (wildcard && level.length() > 1) {
				return false;
			}
			if (level.equals("#") && i < levels.size() - 1) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether a topic is meant.
	 * @param topic a topic without wildcards
	 * @return whether the filter covers it
	 */
	public boolean matches(String topic) {
		List<String> filter = levels(this.value);
		List<String> levels = levels(topic);
		for (int i = 0; i < filter.size(); i++) {
			if (filter.get(i).equals("#")) {
				return true;
			}
			if (i >= levels.size() || !(filter.get(i).equals("+") || filter.get(i).equals(levels.get(i)))) {
				return false;
			}
		}
		return filter.size() == levels.size();
	}

	private static List<String> levels(String topic) {
		return List.of(topic.split("/", -1));
	}

}
