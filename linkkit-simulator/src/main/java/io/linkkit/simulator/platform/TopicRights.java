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
import java.util.Optional;

/**
 * Which topics a device may use: its own, and the broadcasts of its product (reference
 * §6.1, §6.5, §8).
 * <p>
 * The limit of seven slashes is for the topics a user makes up. System topics break it
 * themselves ({@code /sys/{pk}/{dn}/thing/event/property/history/post_reply} has eight),
 * and an RRPC topic counts without the {@code /ext/rrpc/{messageId}} in front.
 */
final class TopicRights {

	private static final int MAX_BYTES = 128;

	private static final int MAX_SLASHES = 7;

	private static final String RRPC = "/ext/rrpc/";

	private final DeviceIdentity identity;

	private final boolean customRrpc;

	/**
	 * Create the rights of a device.
	 * @param identity the device
	 * @param customRrpc whether its client id switched RRPC on custom topics on
	 */
	TopicRights(DeviceIdentity identity, boolean customRrpc) {
		this.identity = identity;
		this.customRrpc = customRrpc;
	}

	/**
	 * Say why a device may not publish to a topic.
	 * @param topic a well-formed topic
	 * @return the reason, or empty when it may
	 */
	Optional<String> objectionToPublish(String topic) {
		if (topic.startsWith("/broadcast/")) {
			return Optional.of("broadcast topics are for subscribing only");
		}
		return objection(topic);
	}

	/**
	 * Say why a device may not subscribe to a filter.
	 * @param filter the filter
	 * @return the reason, or empty when it may
	 */
	Optional<String> objectionToSubscribe(TopicFilter filter) {
		if (!filter.isWellFormed()) {
			return Optional.of("not a well-formed topic filter");
		}
		return objection(filter.value());
	}

	private Optional<String> objection(String topic) {
		if (topic.startsWith(RRPC)) {
			int end = topic.indexOf('/', RRPC.length());
			String inner = (end > 0) ? topic.substring(end) : "";
			if (inner.startsWith("/sys/")) {
				return objectionToOwn(inner);
			}
			return this.customRrpc ? objectionToOwn(inner)
					: Optional.of("RRPC on custom topics needs bit 0 of 'ext' in the client id");
		}
		return objectionToOwn(topic);
	}

	private Optional<String> objectionToOwn(String topic) {
		int bytes = topic.getBytes(StandardCharsets.UTF_8).length;
		if (bytes > MAX_BYTES) {
			return Optional.of("longer than " + MAX_BYTES + " bytes: " + bytes);
		}
		if (isCustom(topic)) {
			long slashes = topic.chars().filter((character) -> character == '/').count();
			return (slashes > MAX_SLASHES) ? Optional.of("more than " + MAX_SLASHES + " slashes: " + slashes)
					: Optional.empty();
		}
		return isSystem(topic) ? Optional.empty() : Optional.of("not a topic of this device");
	}

	private boolean isCustom(String topic) {
		return isBelow(this.identity.topicLevels() + "/user/", topic)
				|| isBelow("/broadcast/" + this.identity.productKey() + "/", topic);
	}

	private boolean isSystem(String topic) {
		String own = this.identity.topicLevels();
		if (isBelow("/sys" + own + "/", topic)) {
			return true;
		}
		if (topic.startsWith("/ota/") || topic.startsWith("/shadow/")) {
			return topic.endsWith(own);
		}
		return topic.startsWith("/ext/") && (topic.endsWith(own) || topic.contains(own + "/"));
	}

	private static boolean isBelow(String prefix, String topic) {
		return topic.startsWith(prefix) && topic.length() > prefix.length();
	}

}
