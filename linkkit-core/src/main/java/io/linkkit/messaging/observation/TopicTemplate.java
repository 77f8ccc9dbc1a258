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

package io.linkkit.messaging.observation;

import java.util.regex.Pattern;

import io.linkkit.identity.DeviceIdentity;

/**
 * Makes one text of topics that differ in the device or in the id of a request only, so
 * that there are no more of them than an application and its product have topics.
 */
final class TopicTemplate {

	private static final Pattern RRPC = Pattern.compile("(/rrpc/(?:request|response)/|^/ext/rrpc/)[^/]+");

	private TopicTemplate() {
	}

	static String of(String topic, DeviceIdentity device) {
		String known = topic.replace("/" + device.productKey() + "/" + device.deviceName() + "/",
				"/${productKey}/${deviceName}/");
		return known.contains("/rrpc/") ? RRPC.matcher(known).replaceFirst("$1+") : known;
	}

}
