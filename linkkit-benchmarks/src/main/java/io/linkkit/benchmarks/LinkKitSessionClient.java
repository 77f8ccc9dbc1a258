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

package io.linkkit.benchmarks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.linkkit.mqtt.InboundMessage;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.mqtt.MqttSessionListener;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.OutboundMessage;
import io.linkkit.mqtt.PahoSessionFactory;

/**
 * Our MQTT session alone: no queue, no window, no reconnecting.
 */
final class LinkKitSessionClient implements Client {

	private static final int QOS = 1;

	private static final long LIMIT = 20;

	private final PahoSessionFactory sessions = new PahoSessionFactory();

	@Override
	public String name() {
		return "LinkKit session";
	}

	@Override
	public Link connect(Device device, MqttSessionRequest request) throws Exception {
		Connecting connecting = new Connecting(new CompletableFuture<>());
		MqttSession session = this.sessions.open(request, connecting);
		connecting.done.get(LIMIT, TimeUnit.SECONDS);
		return new SessionLink(session);
	}

	private record SessionLink(MqttSession session) implements Link {

		@Override
		public void publish(String topic, byte[] payload, Runnable acknowledged) {
			this.session.publish(new OutboundMessage(topic, payload, QOS, false)).thenRun(acknowledged);
		}

		@Override
		public void close() throws Exception {
			this.session.close(Duration.ofSeconds(1)).get(LIMIT, TimeUnit.SECONDS);
		}

	}

	private record Connecting(CompletableFuture<Boolean> done) implements MqttSessionListener {

		@Override
		public void connected(boolean sessionPresent) {
			this.done.complete(sessionPresent);
		}

		@Override
		public void connectFailed(MqttFailure failure) {
			this.done.completeExceptionally(new IllegalStateException(failure.detail(), failure.cause()));
		}

		@Override
		public void lost(MqttFailure failure) {
		}

		@Override
		public void messageArrived(InboundMessage message) {
		}

	}

}
