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

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.linkkit.connection.AsyncMessageHandler;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.OutgoingMessage;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.Subscription;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.mqtt.InboundMessage;

/**
 * A connection that writes down what is subscribed to and published.
 */
public final class RecordingConnection {

	/**
	 * Handlers by topic filter.
	 */
	public final Map<String, AsyncMessageHandler> handlers = new ConcurrentHashMap<>();

	/**
	 * Topic filters that were given up.
	 */
	public final List<String> unsubscribed = new CopyOnWriteArrayList<>();

	/**
	 * What was published.
	 */
	public final List<OutgoingMessage> published = new CopyOnWriteArrayList<>();

	/**
	 * What becomes of what is published.
	 */
	public volatile PublishResult result = new PublishResult.Acknowledged();

	private final LinkKitConnection connection = (LinkKitConnection) Proxy.newProxyInstance(getClass().getClassLoader(),
			new Class<?>[] { LinkKitConnection.class }, this::call);

	private Object call(Object proxy, Method method, Object[] arguments) {
		return switch (method.getName()) {
			case "device" -> new DeviceIdentity("a1B2c3D4e5F", "sensor_01");
			case "mayAwaitResults" -> true;
			case "publish" -> publish((OutgoingMessage) arguments[0]);
			case "subscribeAsync" -> subscribe((String) arguments[0], (AsyncMessageHandler) arguments[2]);
			default -> throw new UnsupportedOperationException(method.toString());
		};
	}

	private CompletableFuture<PublishResult> publish(OutgoingMessage message) {
		this.published.add(message);
		return CompletableFuture.completedFuture(this.result);
	}

	private Subscription subscribe(String topicFilter, AsyncMessageHandler handler) {
		this.handlers.put(topicFilter, handler);
		return new Subscription() {

			@Override
			public String topicFilter() {
				return topicFilter;
			}

			@Override
			public void close() {
				RecordingConnection.this.unsubscribed.add(topicFilter);
			}

		};
	}

	/**
	 * Return the connection.
	 * @return the connection
	 */
	public LinkKitConnection get() {
		return this.connection;
	}

	/**
	 * Deliver a message with QoS 1.
	 * @param topicFilter which handler gets it
	 * @param topic its topic
	 * @param payload its payload
	 * @return what the handler returns
	 */
	public CompletionStage<?> deliver(String topicFilter, String topic, String payload) {
		return deliver(topicFilter, new InboundMessage(topic, payload.getBytes(StandardCharsets.UTF_8), 1, false, 7));
	}

	CompletionStage<?> deliver(String topicFilter, InboundMessage message) {
		try {
			return this.handlers.get(topicFilter).handle(message);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Return what was published, as texts.
	 * @return topics and payloads
	 */
	public List<String> texts() {
		List<String> texts = new ArrayList<>();
		this.published.forEach(
				(message) -> texts.add(message.topic() + " " + new String(message.payload(), StandardCharsets.UTF_8)));
		return texts;
	}

}
