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

import java.util.concurrent.TimeUnit;

import io.linkkit.mqtt.MqttSessionRequest;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import org.jspecify.annotations.Nullable;

/**
 * The MQTT client of Vert.x, whose connections share its event loops.
 */
final class VertxClient implements Client {

	private static final long LIMIT = 20;

	private @Nullable Vertx vertx;

	@Override
	public String name() {
		return "Vert.x 5.0.7";
	}

	@Override
	public Link connect(Device device, MqttSessionRequest request) throws Exception {
		MqttClient client = MqttClient.create(vertx(),
				new MqttClientOptions().setClientId(request.login().clientId())
					.setCleanSession(request.cleanSession())
					.setKeepAliveInterval(Math.toIntExact(request.keepAlive().toSeconds()))
					.setMaxInflightQueue(request.maxInflight()));
		client.connect(request.endpoint().port(), request.endpoint().host())
			.toCompletionStage()
			.toCompletableFuture()
			.get(LIMIT, TimeUnit.SECONDS);
		return new VertxLink(client);
	}

	private synchronized Vertx vertx() {
		if (this.vertx == null) {
			this.vertx = Vertx.vertx();
		}
		return this.vertx;
	}

	private record VertxLink(MqttClient client) implements Link {

		@Override
		public void publish(String topic, byte[] payload, Runnable acknowledged) {
			throw new UnsupportedOperationException("Not needed yet");
		}

		@Override
		public void close() throws Exception {
			this.client.disconnect().toCompletionStage().toCompletableFuture().get(LIMIT, TimeUnit.SECONDS);
		}

	}

}
