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

import tools.jackson.databind.json.JsonMapper;

/**
 * The platform's answer to an Alink request (reference §9).
 *
 * @param topic where it goes to: the topic of the request and {@code _reply}
 * @param envelope what it says
 */
record AlinkReply(String topic, Envelope envelope) {

	static AlinkReply of(String requestTopic, String id, int code, String message, String method) {
		return new AlinkReply(requestTopic + "_reply", new Envelope(code, Map.of(), id, message, method, "1.0"));
	}

	byte[] payload() {
		return JsonMapper.shared().writeValueAsBytes(this.envelope);
	}

	record Envelope(int code, Map<String, Object> data, String id, String message, String method, String version) {

	}

}
