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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.linkkit.connection.AsyncMessageHandler;
import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.ConnectionStatus;
import io.linkkit.connection.InboundStatus;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.MessageHandler;
import io.linkkit.connection.OutgoingMessage;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.QueueStatus;
import io.linkkit.connection.SessionListener;
import io.linkkit.connection.Subscription;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.mqtt.InboundMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A connection whose platform is the test. Everything published is acknowledged at once,
 * unless the test says otherwise.
 */
public final class FakeConnection implements LinkKitConnection {

	/**
	 * Everything published.
	 */
	public final List<OutgoingMessage> published = new CopyOnWriteArrayList<>();

	/**
	 * Everything subscribed to at some time.
	 */
	public final List<String> subscribed = new CopyOnWriteArrayList<>();

	/**
	 * Everything listened to without a subscription.
	 */
	public final List<String> listened = new CopyOnWriteArrayList<>();

	/**
	 * What becomes of a message.
	 */
	public volatile Function<OutgoingMessage, CompletableFuture<PublishResult>> results = (message) -> CompletableFuture
		.completedFuture(new PublishResult.Acknowledged());

	/**
	 * When subscriptions are answered.
	 */
	public volatile CompletableFuture<Void> settled = CompletableFuture.completedFuture(null);

	/**
	 * Whether the device is online.
	 */
	public volatile ConnectionState state = ConnectionState.CONNECTED;

	private final Map<String, MessageHandler> handlers = new ConcurrentHashMap<>();

	private final DeviceIdentity device;

	/**
	 * Create a connection.
	 * @param deviceName ends the names of threads
	 */
	public FakeConnection(String deviceName) {
		this.device = new DeviceIdentity("a1B2c3D4e5F", deviceName);
	}

	/**
	 * Hand a message to who subscribed or listens to exactly this topic.
	 */
	public void deliver(String topic, String payload) {
		try {
			this.handlers.get(topic)
				.handle(new InboundMessage(topic, payload.getBytes(StandardCharsets.UTF_8), 1, false, 1));
		}
		catch (Exception ex) {
			throw new AssertionError("A handler failed", ex);
		}
	}

	/**
	 * Return what was published as JSON.
	 */
	public JsonNode json(int index) {
		return JsonMapper.shared().readTree(this.published.get(index).payload());
	}

	/**
	 * Return the id of a request that was published.
	 */
	public String id(int index) {
		return json(index).path("id").asString();
	}

	/**
	 * Reply to a request that was published.
	 * @param rest of the reply, after the id
	 */
	public void reply(int index, String rest) {
		deliver(this.published.get(index).topic() + "_reply", "{\"id\":\"" + id(index) + "\"," + rest + "}");
	}

	/**
	 * Return a login of this device.
	 */
	public DeviceConnectedEvent login() {
		return new DeviceConnectedEvent(this, this.device, false, false, 1, Duration.ZERO);
	}

	/**
	 * Return a topic of this device.
	 */
	public String system(String suffix) {
		return new DeviceTopics(this.device).system(suffix);
	}

	/**
	 * Return whether somebody listens to a topic.
	 */
	public boolean isHeard(String topic) {
		return this.handlers.containsKey(topic);
	}

	@Override
	public DeviceIdentity device() {
		return this.device;
	}

	@Override
	public CompletableFuture<PublishResult> publish(OutgoingMessage message) {
		this.published.add(message);
		return this.results.apply(message);
	}

	@Override
	public Subscription subscribe(String topicFilter, int qos, MessageHandler handler) {
		if (topicFilter.contains("illegal")) {
			throw new IllegalArgumentException("the rule");
		}
		this.subscribed.add(topicFilter);
		return hold(topicFilter, handler);
	}

	@Override
	public Subscription subscribeAsync(String topicFilter, int qos, AsyncMessageHandler handler) {
		return subscribe(topicFilter, qos, (MessageHandler) handler::handle);
	}

	@Override
	public boolean mayAwaitResults() {
		return true;
	}

	@Override
	public InboundStatus inbound() {
		throw new UnsupportedOperationException();
	}

	@Override
	public List<X509Certificate> peerCertificates() {
		throw new UnsupportedOperationException();
	}

	@Override
	public InboundStatus inbound(int qos) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Subscription listen(String topicFilter, MessageHandler handler) {
		this.listened.add(topicFilter);
		return hold(topicFilter, handler);
	}

	private Subscription hold(String topicFilter, MessageHandler handler) {
		this.handlers.put(topicFilter, handler);
		return new Subscription() {

			@Override
			public String topicFilter() {
				return topicFilter;
			}

			@Override
			public CompletableFuture<Void> settled() {
				return FakeConnection.this.settled;
			}

			@Override
			public void close() {
				FakeConnection.this.handlers.remove(topicFilter);
			}

		};
	}

	@Override
	public ConnectionStatus status() {
		return new ConnectionStatus(this.state, Instant.EPOCH, 0, null, null, null, Set.of(), null, null);
	}

	@Override
	public void start() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void disconnect() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void disconnect(Duration timeout) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void reconnect() {
		throw new UnsupportedOperationException();
	}

	@Override
	public QueueStatus queue() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void addSessionListener(SessionListener listener) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void close() {
	}

}
