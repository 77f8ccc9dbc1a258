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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reference §6.6.
 */
class AutomaticSubscriptionTests {

	private final AutomaticSubscription subscription = new AutomaticSubscription(new DeviceIdentity("pk", "device"));

	@ParameterizedTest
	@ValueSource(strings = { "/sys/pk/device/thing/model/down_raw", "/sys/pk/device/thing/event/property/post_reply",
			"/sys/pk/device/thing/event/property/history/post_reply", "/sys/pk/device/thing/deviceinfo/update_reply",
			"/sys/pk/device/rrpc/request/123", "/sys/pk/device/thing/service/property/set",
			"/sys/pk/device/thing/service/reboot", "/sys/pk/device/thing/property/desired/delete_reply",
			"/sys/pk/device/_thing/event/notify", "/sys/pk/device/thing/job/notify", "/ota/device/upgrade/pk/device",
			"/ota/device/request/pk/device", "/shadow/get/pk/device", "/sys/pk/device/thing/lan/prefix/get_reply" })
	void listedTopicIsCovered(String topic) {
		assertThat(this.subscription.covers(topic)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/sys/pk/device/thing/ota/firmware/get_reply",
			"/ext/session/pk/device/combine/login_reply", "/ext/ntp/pk/device/response", "/ext/rrpc/1/pk/device/user/x",
			"/ext/error/pk/device", "/sys/pk/device/thing/event/property/pack/post_reply",
			"/sys/pk/device/thing/event/property/batch/post_reply", "/sys/pk/device/thing/config/log/get_reply",
			"/sys/pk/device/thing/config/log/push", "/sys/pk/device/thing/log/post_reply",
			"/sys/pk/device/thing/topo/add/notify", "/sys/pk/device/thing/list/found_reply",
			"/sys/pk/device/thing/disable", "/sys/pk/device/thing/enable", "/sys/pk/device/thing/delete",
			"/sys/pk/device/thing/file/upload/mqtt/init_reply", "/sys/pk/device/thing/bootstrap/notify",
			"/sys/pk/other/thing/service/reboot", "/pk/device/user/get" })
	void unlistedTopicIsNotCovered(String topic) {
		assertThat(this.subscription.covers(topic)).isFalse();
	}

}
