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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * Rules for tags and for what a device tells about itself (reference §7.9, §8.4).
 */
final class Tags {

	private static final int MOST = 200;

	private static final int LONGEST_KEY = 64;

	/** What SDKs tell about themselves is no tag. */
	private static final String SYSTEM_PREFIX = "SYS_";

	private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

	private static final Pattern VALUE = Pattern.compile("[\\p{IsHan}A-Za-z0-9_.-]+");

	private Tags() {
	}

	static boolean areValidAttributes(JsonNode params) {
		return areValidKeys(params) && params.valueStream().allMatch(Tags::isValidValue);
	}

	static boolean areValidKeys(JsonNode params) {
		return params.isArray() && !params.isEmpty() && params.size() <= MOST
				&& params.valueStream().allMatch(Tags::isValidKey);
	}

	private static boolean isValidKey(JsonNode attribute) {
		String key = attribute.path("attrKey").asString("");
		return attribute.path("attrKey").isString() && KEY.matcher(key).matches()
				&& key.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY;
	}

	private static boolean isValidValue(JsonNode attribute) {
		JsonNode value = attribute.path("attrValue");
		return value.isString()
				&& (isSystem(attribute.path("attrKey").stringValue()) || VALUE.matcher(value.stringValue()).matches());
	}

	private static boolean isSystem(String key) {
		return key.startsWith(SYSTEM_PREFIX);
	}

	/**
	 * Leave what SDKs tell about themselves out.
	 * @param info values by key
	 * @return those that are tags
	 */
	static Map<String, String> of(Map<String, String> info) {
		Set<String> keys = new HashSet<>(info.keySet());
		keys.removeIf(Tags::isSystem);
		return keys.stream().collect(Collectors.toUnmodifiableMap((key) -> key, info::get));
	}

}
