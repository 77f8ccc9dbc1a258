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

package io.linkkit.registration.exchange;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.InboundMessage;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.mqtt.MqttSessionListener;
import io.linkkit.mqtt.OutboundMessage;
import io.linkkit.mqtt.SubscriptionAnswer;
import io.linkkit.mqtt.TopicSubscription;
import org.jspecify.annotations.Nullable;

/**
 * A session that runs a script as soon as it is opened, on a thread of its own, and notes
 * what it was asked for.
 */
final class ScriptedSession implements MqttSession {

	private final List<String> calls = new CopyOnWriteArrayList<>();

	private final Consumer<ScriptedSession> script;

	private final CompletableFuture<Void> closed;

	private volatile @Nullable MqttSessionListener listener;

	ScriptedSession(Consumer<ScriptedSession> script) {
		this(script, CompletableFuture.completedFuture(null));
	}

	ScriptedSession(Consumer<ScriptedSession> script, CompletableFuture<Void> closed) {
		this.script = script;
		this.closed = closed;
	}

	/**
	 * Run the script to its end.
	 */
	MqttSession open(MqttSessionListener sessionListener) {
		this.listener = sessionListener;
		CompletableFuture.runAsync(() -> this.script.accept(this)).join();
		return this;
	}

	void accept() {
		listener().connected(false);
	}

	void refuse(FailureReason reason) {
		listener().connectFailed(new MqttFailure(reason, "told by the test", null));
	}

	void lose(FailureReason reason) {
		listener().lost(new MqttFailure(reason, "told by the test", null));
	}

	void push(String topic, String payload) {
		listener().messageArrived(new InboundMessage(topic, Registrations.bytes(payload), 1, false, 1));
	}

	private MqttSessionListener listener() {
		MqttSessionListener current = this.listener;
		if (current == null) {
			throw new IllegalStateException("Not opened");
		}
		return current;
	}

	List<String> calls() {
		return this.calls;
	}

	@Override
	public CompletableFuture<List<SubscriptionAnswer>> subscribe(List<TopicSubscription> topics) {
		this.calls.add("subscribe");
		return new CompletableFuture<>();
	}

	@Override
	public CompletableFuture<Void> unsubscribe(List<String> topicFilters) {
		this.calls.add("unsubscribe");
		return new CompletableFuture<>();
	}

	@Override
	public CompletableFuture<Void> publish(OutboundMessage message) {
		this.calls.add("publish");
		return new CompletableFuture<>();
	}

	@Override
	public void acknowledge(InboundMessage message) {
		this.calls.add("acknowledge " + message.topic());
	}

	@Override
	public CompletableFuture<Void> close(Duration timeout) {
		this.calls.add("close");
		return this.closed;
	}

	@Override
	public void abort() {
		this.calls.add("abort");
	}

	@Override
	public <T> T unwrap(Class<T> type) {
		throw new IllegalArgumentException("A scripted session has no " + type.getName());
	}

}
