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

/**
 * The platform's answer to an Alink request (reference §9).
 *
 * @param topic where it goes to: the topic of the request and {@code _reply}
 * @param json the envelope
 */
record AlinkReply(String topic, String json) {

	static AlinkReply of(String requestTopic, String id, int code, String message, String method) {
		return new AlinkReply(requestTopic + "_reply",
				"{\"code\":" + code + ",\"data\":{},\"id\":" + JsonText.quote(id) + ",\"message\":"
						+ JsonText.quote(message) + ",\"method\":" + JsonText.quote(method) + ",\"version\":\"1.0\"}");
	}

	byte[] payload() {
		return this.json.getBytes(StandardCharsets.UTF_8);
	}

}
