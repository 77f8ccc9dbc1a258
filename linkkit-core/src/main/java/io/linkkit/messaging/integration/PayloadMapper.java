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
package io.linkkit.messaging.integration;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.messaging.Message;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;

/**
 * Turns payloads of Spring messages into bytes and back.
 *
 * @param converter asked for everything that is neither bytes nor text
 */
record PayloadMapper(MessageConverter converter) {

	static PayloadMapper withJson() {
		return new PayloadMapper(new JacksonJsonMessageConverter(JsonMapper.shared()));
	}

	/**
	 * Read bytes.
	 * @throws MessageConversionException if they are nothing of that type
	 */
	Object fromBytes(Message<byte[]> message, Class<?> type) {
		if (type == byte[].class) {
			return message.getPayload();
		}
		if (type == String.class) {
			return text(message.getPayload());
		}
		Object payload = this.converter.fromMessage(message, type);
		if (payload == null) {
			throw new MessageConversionException(message, "The message converter made no " + type.getName() + " of it");
		}
		return payload;
	}

	/**
	 * Write bytes.
	 * @throws MessageConversionException if the payload cannot be written
	 */
	byte[] toBytes(Message<?> message) {
		byte[] bytes = bytesOf(message.getPayload());
		if (bytes != null) {
			return bytes;
		}
		Message<?> converted = this.converter.toMessage(message.getPayload(), message.getHeaders());
		byte[] written = (converted != null) ? bytesOf(converted.getPayload()) : null;
		if (written == null) {
			throw new MessageConversionException(message,
					"The message converter made neither bytes nor text of a " + message.getPayload().getClass());
		}
		return written;
	}

	private static byte @Nullable [] bytesOf(Object payload) {
		if (payload instanceof byte[] bytes) {
			return bytes;
		}
		return (payload instanceof String text) ? text.getBytes(StandardCharsets.UTF_8) : null;
	}

	private static String text(byte[] payload) {
		return new String(payload, StandardCharsets.UTF_8);
	}

}
