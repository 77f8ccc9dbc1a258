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

package io.linkkit.messaging.listener;

import java.util.List;

import io.linkkit.messaging.PayloadConverter;
import io.linkkit.mqtt.InboundMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.Assert;
import org.springframework.validation.Validator;

/**
 * Lets methods take what Spring's messaging annotations offer, and the
 * {@link InboundMessage} itself.
 */
public class LinkKitMessageHandlerMethodFactory extends DefaultMessageHandlerMethodFactory {

	/**
	 * Create a factory. Outside of a Spring context, {@link #afterPropertiesSet()} must
	 * be called.
	 * @param converter reads payloads
	 * @param validator validates payloads that ask for it, or {@code null}
	 */
	public LinkKitMessageHandlerMethodFactory(PayloadConverter converter, @Nullable Validator validator) {
		setMessageConverter(converter.toMessageConverter());
		if (validator != null) {
			setValidator(validator);
		}
		setCustomArgumentResolvers(List.of(new InboundMessageArgumentResolver()));
	}

	private static final class InboundMessageArgumentResolver implements HandlerMethodArgumentResolver {

		@Override
		public boolean supportsParameter(MethodParameter parameter) {
			return parameter.getParameterType() == InboundMessage.class;
		}

		@Override
		public Object resolveArgument(MethodParameter parameter, Message<?> message) {
			MessageHeaders headers = message.getHeaders();
			Integer packetId = headers.get(MqttHeaders.ID, Integer.class);
			return new InboundMessage(required(headers, MqttHeaders.RECEIVED_TOPIC, String.class),
					(byte[]) message.getPayload(), required(headers, MqttHeaders.RECEIVED_QOS, Integer.class),
					required(headers, MqttHeaders.DUPLICATE, Boolean.class), (packetId != null) ? packetId : 0);
		}

		private static <T> T required(MessageHeaders headers, String name, Class<T> type) {
			T value = headers.get(name, type);
			Assert.state(value != null, () -> "Header '" + name + "' is missing");
			return value;
		}

	}

}
