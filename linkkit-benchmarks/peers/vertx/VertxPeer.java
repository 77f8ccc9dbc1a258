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

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.linkkit.benchmarks.peer.Login;
import io.linkkit.benchmarks.peer.PeerClient;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.TrustOptions;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;

/**
 * The MQTT client of Vert.x.
 */
public final class VertxPeer implements PeerClient {

	private static final Vertx VERTX = Vertx.vertx();

	private static final long LIMIT = 20;

	/** It throws when more come than it allows. */
	private static final int INFLIGHT_RESERVE = 8;

	private MqttClient client;

	private volatile Runnable finished;

	@Override
	public void connect(Login login) throws Exception {
		MqttClientOptions options = new MqttClientOptions().setClientId(login.clientId())
			.setUsername(login.username())
			.setPassword(login.password())
			.setCleanSession(true)
			.setKeepAliveInterval(300)
			.setMaxInflightQueue(login.window() + INFLIGHT_RESERVE);
		if (login.trust() != null) {
			options.setSsl(true)
				.setHostnameVerificationAlgorithm("HTTPS")
				.setTrustOptions(TrustOptions.wrap(login.trust().getTrustManagers()[0]));
		}
		this.client = MqttClient.create(VERTX, options);
		this.client.publishCompletionHandler((id) -> this.finished.run());
		await(this.client.connect(login.port(), login.host()));
	}

	@Override
	public void publish(String topic, byte[] payload, int qos, Runnable finished) {
		this.finished = finished;
		Future<Integer> written = this.client.publish(topic, Buffer.buffer(payload), MqttQoS.valueOf(qos), false,
				false);
		if (qos == 0) {
			written.onSuccess((id) -> finished.run());
		}
	}

	@Override
	public void subscribe(String topic, int qos, Runnable arrived) throws Exception {
		this.client.publishHandler((message) -> arrived.run());
		Future<Void> granted = Future.future((promise) -> this.client.subscribeCompletionHandler((answer) -> promise.complete()));
		this.client.subscribe(topic, qos);
		await(granted);
	}

	@Override
	public void disconnect() throws Exception {
		await(this.client.disconnect());
	}

	private static void await(Future<?> future) throws ExecutionException, InterruptedException, TimeoutException {
		future.toCompletionStage().toCompletableFuture().get(LIMIT, TimeUnit.SECONDS);
	}

}
