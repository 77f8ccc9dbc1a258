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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.OutgoingMessage;
import io.linkkit.connection.PublishResult;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.messaging.observation.LinkKitObservations;
import io.linkkit.messaging.observation.LinkKitPublishContext;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.Message;
import org.springframework.util.Assert;

/**
 * Publishes on a {@link LinkKitConnection}. Safe for use by several threads.
 */
public class LinkKitTemplate implements LinkKitOperations {

	private static final int AT_LEAST_ONCE = 1;

	private final LinkKitConnection connection;

	private final DeviceTopics topics;

	private final PayloadConverter converter;

	private final int qos;

	private final LinkKitObservations observations;

	/**
	 * Create a template that publishes with QoS 1 and writes JSON by default settings.
	 * @param connection where to publish
	 */
	public LinkKitTemplate(LinkKitConnection connection) {
		this(connection, new PayloadConverter(List.of(), JsonMapper::shared), AT_LEAST_ONCE);
	}

	/**
	 * Create a template.
	 * @param connection where to publish
	 * @param converter turns payloads into bytes
	 * @param qos default quality of service, 0 or 1
	 * @throws InvalidSettingException if the quality of service is another
	 */
	public LinkKitTemplate(LinkKitConnection connection, PayloadConverter converter, int qos) {
		this(connection, converter, qos, LinkKitObservations.NONE);
	}

	/**
	 * Create a template whose messages are observed.
	 * @param connection where to publish
	 * @param converter turns payloads into bytes
	 * @param qos default quality of service, 0 or 1
	 * @param observations whether and how to observe
	 * @throws InvalidSettingException if the quality of service is another
	 */
	public LinkKitTemplate(LinkKitConnection connection, PayloadConverter converter, int qos,
			LinkKitObservations observations) {
		if (qos != 0 && qos != 1) {
			throw new InvalidSettingException("template.qos", String.valueOf(qos), "must be 0 or 1",
					"Remove it: 1, the default, delivers at least once. The platform has no QoS 2.");
		}
		this.connection = connection;
		this.topics = new DeviceTopics(connection.device());
		this.converter = converter;
		this.qos = qos;
		this.observations = observations;
	}

	@Override
	public CompletableFuture<PublishResult> publish(Message<?> message) {
		Object topic = message.getHeaders().get(MqttHeaders.TOPIC);
		Assert.isInstanceOf(String.class, topic, () -> "Header '" + MqttHeaders.TOPIC + "' must hold the topic");
		Spec spec = new Spec(resolve((String) topic), this.qos, null, message.getHeaders());
		Object wanted = message.getHeaders().get(MqttHeaders.QOS);
		return ((wanted instanceof Number number) ? spec.withQos(number.intValue()) : spec)
			.publish(message.getPayload());
	}

	@Override
	public PublishSpec topic(String topic) {
		return new Spec(resolve(topic), this.qos, null, Map.of());
	}

	private String resolve(String topic) {
		String resolved = this.topics.resolve(topic);
		Assert.isTrue(!resolved.contains("${"),
				() -> "Topic '" + topic + "' holds a placeholder other than ${productKey} and ${deviceName}");
		return resolved;
	}

	/**
	 * How to publish to a topic. Headers may tell converters more.
	 */
	private final class Spec implements PublishSpec {

		private final String topic;

		private final int qos;

		private final @Nullable Duration timeToLive;

		private final Map<String, Object> headers;

		Spec(String topic, int qos, @Nullable Duration timeToLive, Map<String, Object> headers) {
			this.topic = topic;
			this.qos = qos;
			this.timeToLive = timeToLive;
			this.headers = headers;
		}

		@Override
		public PublishSpec withQos(int wanted) {
			return new Spec(this.topic, wanted, this.timeToLive, this.headers);
		}

		@Override
		public PublishSpec withTimeToLive(Duration limit) {
			return new Spec(this.topic, this.qos, limit, this.headers);
		}

		@Override
		public CompletableFuture<PublishResult> publish(Object payload) {
			return LinkKitTemplate.this.observations.isNoop() ? send(toMessage(payload)) : observe(payload);
		}

		private CompletableFuture<PublishResult> send(OutgoingMessage message) {
			return LinkKitTemplate.this.connection.publish(message);
		}

		private CompletableFuture<PublishResult> observe(Object payload) {
			LinkKitPublishContext context = new LinkKitPublishContext(LinkKitTemplate.this.connection.device(),
					this.topic, this.qos);
			Observation observation = LinkKitTemplate.this.observations.publication(context).start();
			CompletableFuture<PublishResult> result;
			try (Observation.Scope scope = observation.openScope()) {
				OutgoingMessage message = toMessage(payload);
				context.setSize(message.payload().length);
				result = send(message);
			}
			catch (RuntimeException ex) {
				observation.error(ex);
				observation.stop();
				throw ex;
			}
			// not the result itself: whoever waits for it shall find the observation
			// ended
			return result.whenComplete((settled, failure) -> {
				context.setResult(settled);
				observation.stop();
			});
		}

		private OutgoingMessage toMessage(Object payload) {
			byte[] bytes = LinkKitTemplate.this.converter.toBytes(this.topic, payload, this.headers);
			return new OutgoingMessage(this.topic, bytes, this.qos, this.timeToLive);
		}

		@Override
		public PublishResult publishAndWait(Object payload, Duration timeout) {
			Assert.state(LinkKitTemplate.this.connection.mayAwaitResults(),
					() -> "Thread " + Thread.currentThread().getName()
							+ " must not wait for what becomes of a message, since it is needed to find out;"
							+ " publish without waiting");
			try {
				return publish(payload).get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
			}
			catch (TimeoutException ex) {
				throw new PublishNotConfirmedException(this.topic, "waited for " + timeout.toMillis() + " ms", ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new PublishNotConfirmedException(this.topic, "the thread was interrupted", ex);
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException("A message to " + this.topic + " has no result", ex);
			}
		}

	}

}
