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

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.linkkit.messaging.LinkKitHeaders;
import io.linkkit.mqtt.InboundMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/**
 * A message and when it came.
 *
 * @param message the message
 * @param time when it came, by the wall clock
 * @param nanoTime when it came, by a clock that never jumps
 * @param observation of what the listener does with it, or {@code null} if nobody
 * observes
 */
record Reception(InboundMessage message, Instant time, long nanoTime, @Nullable ListenerObservation observation) {

	Reception(InboundMessage message, Instant time, long nanoTime) {
		this(message, time, nanoTime, null);
	}

	Reception observedBy(ListenerObservation observer) {
		return new Reception(this.message, this.time, this.nanoTime, observer);
	}

	/**
	 * Return the message as Spring knows it.
	 */
	Message<byte[]> toMessage() {
		Map<String, Object> headers = new HashMap<>();
		headers.put(MqttHeaders.RECEIVED_TOPIC, this.message.topic());
		headers.put(MqttHeaders.RECEIVED_QOS, this.message.qos());
		headers.put(MqttHeaders.DUPLICATE, this.message.duplicate());
		headers.put(LinkKitHeaders.RECEIVED_TIME, this.time);
		if (this.message.qos() > 0) {
			headers.put(MqttHeaders.ID, this.message.packetId());
		}
		return new GenericMessage<>(this.message.payload(), headers);
	}

}
