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

package io.linkkit.registration.store;

import java.util.Base64;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes JSON. Jackson's exceptions are not passed on, since they may quote
 * what was read.
 */
final class Json {

	private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private Json() {
	}

	static String write(JsonNode json) {
		return MAPPER.writeValueAsString(json);
	}

	static JsonNode parse(String text) throws DamagedContentException {
		try {
			return MAPPER.readTree(text);
		}
		catch (JacksonException ex) {
			throw new DamagedContentException("it is not JSON");
		}
	}

	/**
	 * Return a text that is not empty.
	 */
	static String text(JsonNode json, String name) throws DamagedContentException {
		JsonNode value = json.path(name);
		if (!value.isString() || value.stringValue().isEmpty()) {
			throw new DamagedContentException("it has no text '" + name + "'");
		}
		return value.stringValue();
	}

	static byte[] base64(JsonNode json, String name) throws DamagedContentException {
		try {
			return Base64.getDecoder().decode(text(json, name));
		}
		catch (IllegalArgumentException ex) {
			throw new DamagedContentException("its '" + name + "' is not Base64");
		}
	}

	static long positive(JsonNode json, String name) throws DamagedContentException {
		JsonNode value = json.path(name);
		if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
			throw new DamagedContentException("it has no number '" + name + "'");
		}
		return value.longValue();
	}

}
