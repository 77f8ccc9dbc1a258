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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.linkkit.connection.PublishResult;

import org.springframework.messaging.Message;

/**
 * Publishes on the connection of a device. Messages are queued and sent as soon as the
 * device is online.
 * <p>
 * A topic may name the device by <code>${productKey}</code> and
 * <code>${deviceName}</code>. A payload is sent as it is if it is a {@code byte[]}, as
 * UTF-8 if it is a {@code String}, and as JSON otherwise, unless a
 * {@link org.springframework.messaging.converter.MessageConverter} of the application
 * knows better. A message that breaks a rule (reference §6.1) is not sent and becomes
 * {@link PublishResult.Rejected}.
 */
public interface LinkKitOperations {

	/**
	 * Publish with the default quality of service. Returns at once.
	 * @param topic topic without wildcards
	 * @param payload what to publish
	 * @return what became of it; never completes exceptionally
	 * @throws PayloadConversionException if the payload cannot be turned into bytes
	 * @throws IllegalArgumentException if the topic holds an unknown placeholder
	 */
	default CompletableFuture<PublishResult> publish(String topic, Object payload) {
		return topic(topic).publish(payload);
	}

	/**
	 * Publish with the default quality of service and wait for what becomes of it.
	 * @param topic topic without wildcards
	 * @param payload what to publish
	 * @param timeout how long to wait
	 * @return what became of it
	 * @throws PublishNotConfirmedException if that is not known in time, or the thread is
	 * interrupted, which it then still is
	 * @throws PayloadConversionException if the payload cannot be turned into bytes
	 * @throws IllegalArgumentException if the topic holds an unknown placeholder
	 * @throws IllegalStateException on a thread that results depend on, such as the one
	 * that completes the futures of this interface
	 */
	default PublishResult publishAndWait(String topic, Object payload, Duration timeout) {
		return topic(topic).publishAndWait(payload, timeout);
	}

	/**
	 * Publish a message to the topic in its header
	 * {@link org.springframework.integration.mqtt.support.MqttHeaders#TOPIC}, with the
	 * quality of service in
	 * {@link org.springframework.integration.mqtt.support.MqttHeaders#QOS}, if it is
	 * there. Returns at once.
	 * @param message the message
	 * @return what became of it; never completes exceptionally
	 * @throws PayloadConversionException if the payload cannot be turned into bytes
	 * @throws IllegalArgumentException if there is no topic, or it holds an unknown
	 * placeholder
	 */
	CompletableFuture<PublishResult> publish(Message<?> message);

	/**
	 * Begin a message with settings of its own.
	 * @param topic topic without wildcards
	 * @return settings to change, and then to publish with; may be used several times
	 * @throws IllegalArgumentException if the topic holds an unknown placeholder
	 */
	PublishSpec topic(String topic);

	/**
	 * How to publish to a topic. Immutable: each setting makes a new one.
	 */
	interface PublishSpec {

		/**
		 * Choose the quality of service.
		 * @param qos 0 or 1
		 * @return with this setting
		 */
		PublishSpec withQos(int qos);

		/**
		 * Limit how long a message may wait to be sent before it is given up.
		 * @param timeToLive the limit, positive
		 * @return with this setting
		 */
		PublishSpec withTimeToLive(Duration timeToLive);

		/**
		 * Publish. Returns at once.
		 * @param payload what to publish
		 * @return what became of it; never completes exceptionally
		 * @throws PayloadConversionException if the payload cannot be turned into bytes
		 */
		CompletableFuture<PublishResult> publish(Object payload);

		/**
		 * Publish and wait for what becomes of it.
		 * @param payload what to publish
		 * @param timeout how long to wait
		 * @return what became of it
		 * @throws PublishNotConfirmedException if that is not known in time, or the
		 * thread is interrupted, which it then still is
		 * @throws PayloadConversionException if the payload cannot be turned into bytes
		 * @throws IllegalStateException on a thread that results depend on
		 */
		PublishResult publishAndWait(Object payload, Duration timeout);

	}

}
