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
import java.util.stream.Stream;

/**
 * The topics that the platform subscribes for a device whose client id says {@code _ss=1}
 * (reference §6.6), and not one more: others must be subscribed before use.
 */
final class AutomaticSubscription {

	/**
	 * Topics below {@code /sys/{pk}/{dn}/}.
	 */
	private static final List<String> SYSTEM_TOPICS = List.of("thing/model/down_raw", "thing/model/up_raw_reply",
			"thing/event/+/post_reply", "thing/event/property/history/post_reply", "thing/deviceinfo/update_reply",
			"thing/deviceinfo/delete_reply", "thing/dynamicTsl/get_reply", "thing/dsltemplate/get_reply",
			"rrpc/request/+", "thing/service/property/set", "thing/service/property/get", "thing/service/+",
			"thing/gateway/permit", "thing/topo/change", "thing/topo/add_reply", "thing/topo/delete_reply",
			"thing/topo/get_reply", "thing/sub/register_reply", "thing/sub/unregister_reply", "thing/disable_reply",
			"thing/config/push", "thing/config/get_reply", "thing/property/desired/get_reply",
			"thing/property/desired/delete_reply", "thing/reset_reply",
			"thing/proxy/provisioning/product_register_reply", "thing/bootstrap/config/push", "_thing/event/notify",
			"_thing/service/post_reply", "thing/job/notify", "thing/job/get_reply", "thing/job/update_reply",
			"thing/lan/#", "thing/awss/#", "thing/cipher/get_reply");

	/**
	 * Topics that end with {@code /{pk}/{dn}}.
	 */
	private static final List<String> OTHER_TOPICS = List.of("/ota/device/upgrade", "/ota/device/request",
			"/shadow/get");

	private final List<TopicFilter> filters;

	AutomaticSubscription(DeviceIdentity identity) {
		String own = identity.topicLevels();
		this.filters = Stream
			.concat(SYSTEM_TOPICS.stream().map((topic) -> "/sys" + own + "/" + topic),
					OTHER_TOPICS.stream().map((topic) -> topic + own))
			.map(TopicFilter::new)
			.toList();
	}

	List<TopicFilter> filters() {
		return this.filters;
	}

	boolean covers(String topic) {
		return this.filters.stream().anyMatch((filter) -> filter.matches(topic));
	}

}
