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

import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.json.JsonMapper;

/**
 * What the platform says to a device unasked (reference §6.5, §8.8).
 */
final class Notices {

	static final String NOTIFICATION_TOPIC = "/ext/notify";

	private Notices() {
	}

	static String errorTopic(DeviceIdentity device) {
		return "/ext/error" + device.topicLevels();
	}

	static byte[] error(DeviceIdentity device, int code, String message) {
		return json(Map.of("id", "1", "code", code, "message", message, "data",
				new TreeMap<>(Map.of("productKey", device.productKey(), "deviceName", device.deviceName()))));
	}

	static byte[] notification(String title, String content) {
		return json(Map.of("title", title, "content", content));
	}

	private static byte[] json(Map<String, Object> fields) {
		return JsonMapper.shared().writeValueAsBytes(new TreeMap<>(fields));
	}

}
