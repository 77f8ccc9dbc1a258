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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.linkkit.connection.ConnectionSettings;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.PublishResult.Acknowledged;
import io.linkkit.connection.QueueSettings;
import io.linkkit.connection.ReconnectSettings;
import io.linkkit.connection.SessionRequestFactory;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.identity.Endpoint;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.PahoSessionFactory;
import io.linkkit.thread.ThreadKind;

import org.springframework.util.Assert;

/**
 * The whole path that an application uses: queue, window, futures.
 */
final class LinkKitConnectionClient implements Client {

	private static final int QOS = 1;

	private static final long LIMIT = 20;

	private static final QueueSettings QUEUE = new QueueSettings(0, 64 * 1024 * 1024);

	private static final ReconnectSettings RECONNECT = new ReconnectSettings(Duration.ofSeconds(1),
			Duration.ofSeconds(1), Duration.ZERO);

	/** Of the operating system only where the JVM has no better ones. */
	private static final ThreadKind THREADS = ThreadKind.virtualIf(true);

	private final PahoSessionFactory sessions = new PahoSessionFactory(THREADS);

	@Override
	public String name() {
		return "LinkKit connection";
	}

	@Override
	public Link connect(Device device, MqttSessionRequest request) throws InterruptedException {
		CountDownLatch connected = new CountDownLatch(1);
		LinkKitConnection connection = LinkKitConnection.create(device.identity(), settings(request),
				new FixedRequest(request), this.sessions, null, (event) -> {
					if (event instanceof DeviceConnectedEvent) {
						connected.countDown();
					}
				}, THREADS);
		connection.start();
		Assert.state(connected.await(LIMIT, TimeUnit.SECONDS), "The device does not come online");
		return new ConnectionLink(connection);
	}

	private static ConnectionSettings settings(MqttSessionRequest request) {
		return new ConnectionSettings(request.protocolVersion(), request.keepAlive(), request.cleanSession(),
				request.maxInflight(), request.connectTimeout(), request.connackTimeout(), RECONNECT, QUEUE);
	}

	private record FixedRequest(MqttSessionRequest request) implements SessionRequestFactory {

		@Override
		public Endpoint endpoint() {
			return this.request.endpoint();
		}

		@Override
		public MqttSessionRequest create() {
			return this.request;
		}

	}

	private record ConnectionLink(LinkKitConnection connection) implements Link {

		@Override
		public void publish(String topic, byte[] payload, Runnable acknowledged) {
			this.connection.publish(topic, payload, QOS).thenAccept((result) -> {
				if (result instanceof Acknowledged) {
					acknowledged.run();
				}
			});
		}

		@Override
		public void close() {
			this.connection.close();
		}

	}

}
