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

package io.linkkit.messaging.event;

import java.util.Optional;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.messaging.alink.AlinkCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads what the platform says unasked, whatever is missing in it (reference §6.5, §8.8).
 */
final class NoticeReader {

	private final LinkKitConnection connection;

	private final DeviceIdentity device;

	NoticeReader(LinkKitConnection connection) {
		this.connection = connection;
		this.device = connection.device();
	}

	/**
	 * Read an error.
	 * @param payload anything
	 * @return the event, or nothing if there is no code
	 */
	Optional<PlatformErrorEvent> error(byte[] payload) {
		JsonNode notice = parse(payload);
		return AlinkCode.read(notice.path("code"))
			.map((code) -> new PlatformErrorEvent(this.connection, this.device, code, message(notice),
					subject(notice.path("data"))));
	}

	/**
	 * Read a notification.
	 * @param payload anything
	 * @return the event, or nothing if it is no JSON object
	 */
	Optional<PlatformNotificationEvent> notification(byte[] payload) {
		JsonNode notice = parse(payload);
		return notice.isObject() ? Optional.of(new PlatformNotificationEvent(this.connection, this.device,
				text(notice.path("title")), text(notice.path("content")))) : Optional.empty();
	}

	private static JsonNode parse(byte[] payload) {
		try {
			return JsonMapper.shared().readTree(payload);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	private static @Nullable String message(JsonNode notice) {
		JsonNode message = notice.path("message");
		return message.isString() ? message.asString() : null;
	}

	private static String text(JsonNode node) {
		if (node.isMissingNode() || node.isNull()) {
			return "";
		}
		return node.isString() ? node.asString() : node.toString();
	}

	private static @Nullable DeviceIdentity subject(JsonNode data) {
		JsonNode productKey = data.path("productKey");
		JsonNode deviceName = data.path("deviceName");
		if (!productKey.isString() || !deviceName.isString()) {
			return null;
		}
		try {
			return new DeviceIdentity(productKey.asString(), deviceName.asString());
		}
		catch (InvalidSettingException ex) {
			return null;
		}
	}

}
