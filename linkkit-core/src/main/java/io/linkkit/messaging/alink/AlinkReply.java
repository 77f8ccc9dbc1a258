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

package io.linkkit.messaging.alink;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the platform replied to a request (reference §9).
 *
 * @param id of the request
 * @param code 200 if the request was carried out
 * @param message what the platform has to say; {@code null} if it says nothing
 * @param data an object, an array or any other JSON; null ({@link JsonNode#isNull()}) if
 * the platform sent none
 */
public record AlinkReply(String id, AlinkCode code, @Nullable String message, JsonNode data) {

	/**
	 * Read the data as an object of a class. Fields that the class does not have are
	 * ignored.
	 * @param <T> type of the object
	 * @param type class of the object
	 * @return the object, or {@code null} if there is no data
	 * @throws AlinkException of kind {@link AlinkException.Kind#UNREADABLE} if the data
	 * does not fit
	 */
	public <T> @Nullable T dataAs(Class<T> type) {
		return read((json) -> json.treeToValue(this.data, type));
	}

	/**
	 * Read the data as an object of a generic type.
	 * @param <T> type of the object
	 * @param type the type
	 * @return the object, or {@code null} if there is no data
	 * @throws AlinkException of kind {@link AlinkException.Kind#UNREADABLE} if the data
	 * does not fit
	 */
	public <T> @Nullable T dataAs(TypeReference<T> type) {
		return read((json) -> json.treeToValue(this.data, type));
	}

	private <T> @Nullable T read(Reading<T> reading) {
		if (this.data.isNull()) {
			return null;
		}
		try {
			return reading.read(JsonMapper.shared());
		}
		catch (JacksonException ex) {
			throw AlinkException.unreadable(this, ex);
		}
	}

	/**
	 * Return everything but the data and the message, which may hold anything.
	 */
	@Override
	public String toString() {
		return "AlinkReply[id=" + this.id + ", code=" + this.code + "]";
	}

	/**
	 * Reads the data.
	 *
	 * @param <T> type of what is read
	 */
	private interface Reading<T> {

		T read(JsonMapper json);

	}

}
