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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the platform and MQTT ask of topics and messages (reference §6.1). Checked here,
 * because the platform answers a breach by silence or by cutting the connection. Lengths
 * are those of the device's own topic, without what RRPC puts before it.
 */
public final class TopicRules {

	static final int MAX_TOPIC_BYTES = 128;

	static final int MAX_SLASHES = 7;

	static final int MAX_PAYLOAD_BYTES = 256 * 1024;

	private static final List<String> SYSTEM_PREFIXES = List.of("/sys/", "/ext/", "/ota/", "/shadow/");

	/**
	 * What the platform puts before a topic of the device to ask there (reference §8.9).
	 */
	private static final Pattern RRPC_PREFIX = Pattern.compile("^/ext/rrpc/[^/]+/");

	private TopicRules() {
	}

	/**
	 * Return the rule a message breaks.
	 * @param topic topic to publish to
	 * @param payload bytes to publish
	 * @param qos quality of service
	 * @return the rule, or {@code null} if it breaks none
	 */
	public static @Nullable String violatedByMessage(String topic, byte[] payload, int qos) {
		if (topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
			return "a topic to publish to must not contain the wildcards + and #";
		}
		if (payload.length > MAX_PAYLOAD_BYTES) {
			return "a message must not be larger than 256 KB, this one has " + payload.length + " bytes";
		}
		return violatedBy(topic, qos);
	}

	/**
	 * Return the rule a subscription breaks.
	 * @param topicFilter topic filter to subscribe to
	 * @param qos quality of service
	 * @return the rule, or {@code null} if it breaks none
	 */
	public static @Nullable String violatedBySubscription(String topicFilter, int qos) {
		String violation = violatedBy(topicFilter, qos);
		return (violation != null) ? violation : violatedByWildcards(topicFilter);
	}

	private static @Nullable String violatedBy(String topic, int qos) {
		if (qos != 0 && qos != 1) {
			return "the quality of service must be 0 or 1, not " + qos;
		}
		if (topic.isEmpty()) {
			return "a topic must not be empty";
		}
		if (topic.indexOf('\0') >= 0) {
			return "a topic must not contain the character NUL";
		}
		String own = topic.startsWith("/ext/rrpc/") ? RRPC_PREFIX.matcher(topic).replaceFirst("/") : topic;
		if (own.length() > MAX_TOPIC_BYTES || own.getBytes(StandardCharsets.UTF_8).length > MAX_TOPIC_BYTES) {
			return "a topic must not be longer than " + MAX_TOPIC_BYTES + " bytes in UTF-8";
		}
		if (slashes(own) > MAX_SLASHES && isCustom(own)) {
			return "a topic must not contain more than " + MAX_SLASHES + " slashes";
		}
		return null;
	}

	private static int slashes(String topic) {
		int slashes = 0;
		for (int at = topic.indexOf('/'); at >= 0; at = topic.indexOf('/', at + 1)) {
			slashes++;
		}
		return slashes;
	}

	// the platform's own topics have up to nine slashes (reference §8.9)
	private static boolean isCustom(String topicFilter) {
		return SYSTEM_PREFIXES.stream().noneMatch(topicFilter::startsWith);
	}

	private static @Nullable String violatedByWildcards(String topicFilter) {
		String[] levels = topicFilter.split("/", -1);
		for (int i = 0; i < levels.length; i++) {
			String level = levels[i];
			boolean wildcard = level.indexOf('+') >= 0 || level.indexOf('#') >= 0;
			if (wildcard && level.length() > 1) {
				return "the wildcards + and # must stand alone between slashes";
			}
			if (level.equals("#") && i < levels.length - 1) {
				return "the wildcard # must come last";
			}
		}
		return null;
	}

}
