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

package io.linkkit.mqtt;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Remembers what it was told, in order.
 */
final class RecordingListener implements MqttSessionListener {

	private final List<String> calls = new CopyOnWriteArrayList<>();

	private final List<InboundMessage> messages = new CopyOnWriteArrayList<>();

	private volatile @Nullable MqttFailure failure;

	@Override
	public void connected(boolean sessionPresent) {
		this.calls.add("connected " + sessionPresent);
	}

	@Override
	public void connectFailed(MqttFailure failure) {
		this.failure = failure;
		this.calls.add("connectFailed " + failure.reason());
	}

	@Override
	public void lost(MqttFailure failure) {
		this.failure = failure;
		this.calls.add("lost " + failure.reason());
	}

	@Override
	public void messageArrived(InboundMessage message) {
		this.messages.add(message);
		this.calls.add("messageArrived " + message.topic());
	}

	List<String> calls() {
		return this.calls;
	}

	List<InboundMessage> messages() {
		return this.messages;
	}

	RecordingListener awaitConnected() {
		Awaitility.await().until(() -> !this.calls.isEmpty());
		assertThat(this.calls.get(0)).as(() -> String.valueOf(this.failure)).startsWith("connected");
		return this;
	}

	MqttFailure awaitFailure() {
		return awaitFailure(Duration.ofSeconds(10));
	}

	MqttFailure awaitFailure(Duration limit) {
		return Awaitility.await().atMost(limit).until(() -> this.failure, (value) -> value != null);
	}

}
