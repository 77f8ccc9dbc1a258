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
 * The platform's answer to an Alink request (reference §9).
 *
 * @param topic where it goes to: the topic of the request and {@code _reply}
 * @param fields what it says
 */
record AlinkReply(String topic, Map<String, Object> fields) {

	private static final String ID = "id";

	private static final String CODE = "code";

	static AlinkReply of(String requestTopic, String id, int code, String message, String method) {
		return new AlinkReply(requestTopic + "_reply", new TreeMap<>(
				Map.of(CODE, code, "data", Map.of(), ID, id, "message", message, "method", method, "version", "1.0")));
	}

	AlinkReply bare() {
		return new AlinkReply(this.topic, new TreeMap<>(Map.of(ID, field(ID), CODE, field(CODE))));
	}

	AlinkReply withCodeAsText() {
		Map<String, Object> changed = new TreeMap<>(this.fields);
		changed.put(CODE, field(CODE).toString());
		String id = field(ID).toString();
		if (id.matches("\\d{1,18}")) {
			changed.put(ID, Long.valueOf(id));
		}
		return new AlinkReply(this.topic, changed);
	}

	private Object field(String name) {
		return this.fields.getOrDefault(name, "");
	}

	byte[] payload() {
		return JsonMapper.shared().writeValueAsBytes(this.fields);
	}

}
