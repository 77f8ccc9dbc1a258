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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reference §6.1, §8.
 */
class TopicRightsTests {

	private static final DeviceIdentity DEVICE = new DeviceIdentity("pk", "device");

	private final TopicRights rights = new TopicRights(DEVICE, true);

	@ParameterizedTest
	@ValueSource(strings = { "/pk/device/user/update", "/pk/device/user/a/b/c/d",
			"/sys/pk/device/thing/event/property/history/post", "/ota/device/inform/pk/device",
			"/shadow/update/pk/device", "/ext/ntp/pk/device/request", "/ext/session/pk/device/combine/login",
			"/ext/rrpc/123456789/pk/device/user/ask", "/ext/rrpc/123/sys/pk/device/thing/service/reboot" })
	void deviceMayPublishToItsOwnTopics(String topic) {
		assertThat(this.rights.objectionToPublish(topic)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/pk/other/user/update", "/other/device/user/update", "/pk/device/user/",
			"/pk/device/update", "/sys/pk/other/thing/event/property/post", "/sys/pk/device",
			"/ota/device/inform/pk/other", "/shadow/update/pk/other", "/ext/ntp/pk/other/request", "/ext/register",
			"/ext/rrpc/123/pk/other/user/ask", "/ext/rrpc/123", "/broadcast/pk/news", "pk/device/user/update", "free" })
	void deviceMayNotPublishToOtherTopics(String topic) {
		assertThat(this.rights.objectionToPublish(topic)).isPresent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/pk/device/user/#", "/pk/device/user/+/x", "/sys/pk/device/thing/service/+",
			"/sys/pk/device/#", "/ota/device/upgrade/pk/device", "/broadcast/pk/news", "/ext/rrpc/+/pk/device/user/ask",
			"/ext/error/pk/device" })
	void deviceMaySubscribeToItsOwnTopicsAndBroadcasts(String filter) {
		assertThat(this.rights.objectionToSubscribe(new TopicFilter(filter))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "#", "/#", "/pk/#", "/pk/+/user/x", "/+/device/user/x", "/sys/pk/+/thing/service/+",
			"/sys/#", "/ota/#", "/broadcast/other/news", "/pk/device/user/#/x" })
	void deviceMayNotSubscribeToWhatCoversOthers(String filter) {
		assertThat(this.rights.objectionToSubscribe(new TopicFilter(filter))).isPresent();
	}

	@Test
	void sevenSlashesAreAllowedAndEightAreNot() {
		assertThat(this.rights.objectionToPublish("/pk/device/user/4/5/6/7")).isEmpty();
		assertThat(this.rights.objectionToPublish("/pk/device/user/4/5/6/7/8").orElseThrow()).contains("slashes: 8");
	}

	@Test
	void topicMayHave128BytesInUtf8() {
		String prefix = "/pk/device/user/";
		assertThat(this.rights.objectionToPublish(prefix + "é".repeat((128 - prefix.length()) / 2))).isEmpty();
		assertThat(this.rights.objectionToPublish(prefix + "é".repeat((128 - prefix.length()) / 2) + "x").orElseThrow())
			.contains("bytes: 129");
	}

	@Test
	void messageIdOfRrpcDoesNotCount() {
		String longest = "/pk/device/user/" + "x".repeat(128 - "/pk/device/user/".length());
		assertThat(this.rights.objectionToPublish("/ext/rrpc/1234567890" + longest)).isEmpty();
	}

	@Test
	void rrpcOnCustomTopicsNeedsItsBitInTheClientId() {
		TopicRights without = new TopicRights(DEVICE, false);
		assertThat(without.objectionToPublish("/ext/rrpc/1/pk/device/user/ask").orElseThrow()).contains("ext");
		assertThat(without.objectionToPublish("/ext/rrpc/1/sys/pk/device/thing/service/x")).isEmpty();
	}

}
