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

package io.linkkit.connection;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.InboundMessage;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.mqtt.MqttSessionListener;
import io.linkkit.mqtt.OutboundMessage;
import io.linkkit.mqtt.SubscriptionAnswer;
import io.linkkit.mqtt.TopicSubscription;

/**
 * A session that does what a test says, and notes what it was asked for.
 */
final class FakeSession implements MqttSession {

	final List<List<String>> subscribed = new CopyOnWriteArrayList<>();

	/** What the platform would send, by its answers. */
	final Set<String> active = ConcurrentHashMap.newKeySet();

	final List<String> unsubscribed = new CopyOnWriteArrayList<>();

	final Map<OutboundMessage, CompletableFuture<Void>> published = Collections.synchronizedMap(new LinkedHashMap<>());

	final List<InboundMessage> acknowledged = new CopyOnWriteArrayList<>();

	volatile long strange;

	volatile boolean closed;

	volatile boolean aborted;

	private final MqttSessionListener listener;

	private final ToIntFunction<String> grants;

	/**
	 * Create a session.
	 * @param listener told what the test says
	 * @param grants return code of SUBACK for a topic filter; negative for no answer
	 */
	FakeSession(MqttSessionListener listener, ToIntFunction<String> grants) {
		this.listener = listener;
		this.grants = grants;
	}

	void accept() {
		this.listener.connected(false);
	}

	void acceptWithSessionPresent() {
		this.listener.connected(true);
	}

	void refuse(FailureReason reason) {
		this.listener.connectFailed(new MqttFailure(reason, "told by the test", null));
	}

	void lose(FailureReason reason) {
		this.listener.lost(new MqttFailure(reason, "told by the test", null));
	}

	void deliver(String topic, String payload) {
		this.listener.messageArrived(new InboundMessage(topic, payload.getBytes(), 1, false, 1));
	}

	@Override
	public CompletableFuture<List<SubscriptionAnswer>> subscribe(List<TopicSubscription> topics) {
		this.subscribed.add(topics.stream().map(TopicSubscription::topicFilter).toList());
		List<SubscriptionAnswer> answers = topics.stream()
			.map((topic) -> new SubscriptionAnswer(topic, this.grants.applyAsInt(topic.topicFilter())))
			.toList();
		answers.stream()
			.filter((answer) -> answer.returnCode() >= 0 && answer.granted())
			.forEach((answer) -> this.active.add(answer.subscription().topicFilter()));
		boolean silent = answers.stream().anyMatch((answer) -> answer.returnCode() < 0);
		return silent ? new CompletableFuture<>() : CompletableFuture.completedFuture(answers);
	}

	@Override
	public CompletableFuture<Void> unsubscribe(List<String> topicFilters) {
		this.unsubscribed.addAll(topicFilters);
		topicFilters.forEach(this.active::remove);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<Void> publish(OutboundMessage message) {
		CompletableFuture<Void> result = new CompletableFuture<>();
		this.published.put(message, result);
		return result;
	}

	@Override
	public long strangeAcknowledgements() {
		return this.strange;
	}

	@Override
	public void acknowledge(InboundMessage message) {
		this.acknowledged.add(message);
	}

	@Override
	public CompletableFuture<Void> close(Duration timeout) {
		this.closed = true;
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void abort() {
		this.aborted = true;
	}

	@Override
	public <T> T unwrap(Class<T> type) {
		throw new IllegalArgumentException("A fake session has no " + type.getName());
	}

}
