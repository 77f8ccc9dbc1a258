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

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * Reads replies of every shape in which the platform sends them (reference §9).
 */
final class AlinkReplyReader {

	private static final int LONGEST_ID = 64;

	private AlinkReplyReader() {
	}

	/**
	 * Read a reply. What Jackson has to say about one that is no JSON is dropped, since
	 * it quotes from it.
	 * @param payload anything
	 * @return the reply, or nothing if it lacks an id or a code
	 */
	static Optional<AlinkReply> read(byte[] payload) {
		JsonNode reply;
		try {
			reply = JsonMapper.shared().readTree(payload);
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
		String id = id(reply.path("id"));
		AlinkCode code = AlinkCode.read(reply.path("code")).orElse(null);
		if (id == null || code == null) {
			return Optional.empty();
		}
		JsonNode data = reply.path("data");
		JsonNode message = reply.path("message");
		return Optional.of(new AlinkReply(id, code, message.isString() ? message.asString() : null,
				data.isMissingNode() ? NullNode.getInstance() : data));
	}

	private static @Nullable String id(JsonNode id) {
		if (id.isIntegralNumber() && id.canConvertToLong()) {
			return String.valueOf(id.longValue());
		}
		boolean text = id.isString() && !id.asString().isEmpty() && id.asString().length() <= LONGEST_ID;
		return text ? id.asString() : null;
	}

}
