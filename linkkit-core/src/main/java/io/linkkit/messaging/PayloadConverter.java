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

package io.linkkit.messaging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.ByteArrayMessageConverter;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.util.function.SingletonSupplier;

/**
 * Turns payloads into objects and back: bytes as they are, text in UTF-8, anything else
 * as JSON. Converters of the application are asked first. What they throw is replaced by
 * a {@link PayloadConversionException}, since messages of JSON parsers quote their input.
 */
public final class PayloadConverter {

	private final CompositeMessageConverter converters;

	private final boolean bytesStay;

	/**
	 * Create a converter.
	 * @param first converters to ask first, in this order
	 * @param json asked once for what reads and writes JSON, when that is needed first:
	 * Jackson takes long to load
	 */
	public PayloadConverter(List<MessageConverter> first, Supplier<JsonMapper> json) {
		List<MessageConverter> all = new ArrayList<>(first);
		all.add(new Bytes());
		all.add(new Text());
		all.add(new LateJson(json));
		this.converters = new CompositeMessageConverter(all);
		this.bytesStay = first.isEmpty();
	}

	/**
	 * Return what Spring's messaging infrastructure works with. This class is no message
	 * converter itself, since a bean of that type might be taken for one of the
	 * application's.
	 * @return reads and writes as this converter does
	 */
	public SmartMessageConverter toMessageConverter() {
		return new Adapter();
	}

	/**
	 * Turn a payload into the bytes to publish.
	 * @param topic where it goes, to be named if it cannot be done
	 * @param payload the payload
	 * @param headers may tell converters more
	 * @return the bytes
	 * @throws PayloadConversionException if no converter can do it
	 */
	public byte[] toBytes(String topic, Object payload, Map<String, Object> headers) {
		if (this.bytesStay && payload instanceof byte[] bytes) {
			return bytes;
		}
		Object converted = null;
		try {
			Message<?> message = this.converters.toMessage(payload, new MessageHeaders(headers));
			converted = (message != null) ? message.getPayload() : null;
		}
		catch (RuntimeException ex) {
			throw cannotWrite(topic, payload, reason(ex));
		}
		if (converted instanceof byte[] bytes) {
			return bytes;
		}
		if (converted instanceof String text) {
			return text.getBytes(StandardCharsets.UTF_8);
		}
		throw cannotWrite(topic, payload, "no converter makes bytes of it");
	}

	/**
	 * Turn the bytes of a message into an object.
	 * @param message a message with the headers of a received one
	 * @param type what to make of it
	 * @return the object
	 * @throws PayloadConversionException if no converter can do it
	 */
	public Object fromBytes(Message<byte[]> message, Class<?> type) {
		Object payload;
		try {
			payload = this.converters.fromMessage(message, type);
		}
		catch (RuntimeException ex) {
			throw cannotRead(message, type, reason(ex));
		}
		if (payload == null) {
			throw cannotRead(message, type, "no converter makes such an object of it");
		}
		return payload;
	}

	private static PayloadConversionException cannotRead(Message<?> message, Class<?> type, String reason) {
		return new PayloadConversionException("Cannot read a message to "
				+ message.getHeaders().get(MqttHeaders.RECEIVED_TOPIC) + " as " + type.getTypeName() + ": " + reason);
	}

	private static PayloadConversionException cannotWrite(String topic, Object payload, String reason) {
		return new PayloadConversionException(
				"Cannot write a message to " + topic + " from " + payload.getClass().getTypeName() + ": " + reason);
	}

	private static String reason(RuntimeException failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof JacksonException json) {
				return json.getClass().getSimpleName() + place(json.getLocation());
			}
		}
		return failure.getClass().getSimpleName();
	}

	private static String place(@Nullable TokenStreamLocation location) {
		return (location != null && location.getLineNr() > 0)
				? " at line " + location.getLineNr() + ", column " + location.getColumnNr() : "";
	}

	private final class Adapter implements SmartMessageConverter {

		@Override
		public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
			return fromMessage(message, targetClass, null);
		}

		@Override
		public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass, @Nullable Object conversionHint) {
			try {
				return PayloadConverter.this.converters.fromMessage(message, targetClass, conversionHint);
			}
			catch (RuntimeException ex) {
				throw cannotRead(message, targetClass, reason(ex));
			}
		}

		@Override
		public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
			return toMessage(payload, headers, null);
		}

		@Override
		public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers,
				@Nullable Object conversionHint) {
			return PayloadConverter.this.converters.toMessage(payload, headers, conversionHint);
		}

	}

	// A flow may have written JSON already and say so in the header: bytes and text stay
	// as
	// they are whatever that says, and what is neither becomes JSON.

	private static final class Bytes extends ByteArrayMessageConverter {

		@Override
		protected boolean supportsMimeType(@Nullable MessageHeaders headers) {
			return true;
		}

	}

	private static final class Text extends StringMessageConverter {

		@Override
		protected boolean supportsMimeType(@Nullable MessageHeaders headers) {
			return true;
		}

	}

	private static final class LateJson implements SmartMessageConverter {

		private final SingletonSupplier<Json> json;

		LateJson(Supplier<JsonMapper> mapper) {
			this.json = SingletonSupplier.of(() -> new Json(mapper.get()));
		}

		@Override
		public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
			return this.json.obtain().fromMessage(message, targetClass);
		}

		@Override
		public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass, @Nullable Object conversionHint) {
			return this.json.obtain().fromMessage(message, targetClass, conversionHint);
		}

		@Override
		public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
			return this.json.obtain().toMessage(payload, headers);
		}

		@Override
		public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers,
				@Nullable Object conversionHint) {
			return this.json.obtain().toMessage(payload, headers, conversionHint);
		}

	}

	private static final class Json extends JacksonJsonMessageConverter {

		Json(JsonMapper mapper) {
			super(mapper);
		}

		@Override
		protected boolean supportsMimeType(@Nullable MessageHeaders headers) {
			return true;
		}

	}

}
