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

package io.linkkit.boot.autoconfigure;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.linkkit.mqtt.InboundMessage;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.mqtt.MqttSessionFactory;
import io.linkkit.mqtt.MqttSessionListener;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.OutboundMessage;
import io.linkkit.mqtt.SubscriptionAnswer;
import io.linkkit.mqtt.TopicSubscription;

/**
 * A platform that accepts every login and takes every message, without a network.
 */
class StubSessionFactory implements MqttSessionFactory {

	final List<MqttSessionRequest> requests = new CopyOnWriteArrayList<>();

	final List<OutboundMessage> published = new CopyOnWriteArrayList<>();

	final List<String> closed = new CopyOnWriteArrayList<>();

	/** What was opened and closed, in order. */
	final List<String> story = new CopyOnWriteArrayList<>();

	/** How long an acknowledgement takes. */
	volatile Duration latency = Duration.ZERO;

	@Override
	public MqttSession open(MqttSessionRequest request, MqttSessionListener listener) {
		this.requests.add(request);
		this.story.add("open " + request.login().clientId());
		listener.connected(false);
		return new StubSession(request.login().clientId());
	}

	private final class StubSession implements MqttSession {

		private final String clientId;

		StubSession(String clientId) {
			this.clientId = clientId;
		}

		@Override
		public CompletableFuture<List<SubscriptionAnswer>> subscribe(List<TopicSubscription> topics) {
			return CompletableFuture
				.completedFuture(topics.stream().map((topic) -> new SubscriptionAnswer(topic, topic.qos())).toList());
		}

		@Override
		public CompletableFuture<Void> unsubscribe(List<String> topicFilters) {
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public CompletableFuture<Void> publish(OutboundMessage message) {
			StubSessionFactory.this.published.add(message);
			CompletableFuture<Void> acknowledged = new CompletableFuture<>();
			Duration after = StubSessionFactory.this.latency;
			return after.isZero() ? CompletableFuture.completedFuture(null)
					: acknowledged.completeOnTimeout(null, after.toMillis(), TimeUnit.MILLISECONDS);
		}

		@Override
		public void acknowledge(InboundMessage message) {
		}

		@Override
		public CompletableFuture<Void> close(Duration timeout) {
			StubSessionFactory.this.closed.add(this.clientId);
			StubSessionFactory.this.story.add("close " + this.clientId);
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public void abort() {
		}

		@Override
		public <T> T unwrap(Class<T> type) {
			return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
					(proxy, method, arguments) -> null));
		}

	}

}
