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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.linkkit.connection.LinkKitConnection;
import org.eclipse.paho.client.mqttv3.DisconnectedBufferOptions;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * How soon a device is back after an outage, and its messages with it.
 */
final class ReturnBenchmark implements Benchmark {

	private static final String OURS = "LinkKit connection";

	private static final String PAHO = "Paho 1.2.5, automatic reconnect";

	private static final String BACK = "back after the server";

	private static final String FIRST = "first message after CONNACK";

	private static final String LAST = "last message after CONNACK";

	private static final long LIMIT = 30;

	private final Rounds rounds;

	private final int stored;

	private final Duration outage;

	ReturnBenchmark(Rounds rounds, int stored, Duration outage) {
		this.rounds = rounds;
		this.stored = stored;
		this.outage = outage;
	}

	@Override
	public String name() {
		return "return";
	}

	@Override
	public List<Target> targets() {
		return List.of(Target.atMost("Back within 1.5 s of an outage of 3 s", MedianRows.max(BACK, OURS), 1500), Target
			.atMost("First of 50 stored messages within 100 ms of CONNACK", MedianRows.max(FIRST, OURS), 100));
	}

	@Override
	public Table run() throws Exception {
		MedianRows rows = new MedianRows();
		for (int round = -this.rounds.warmUp(); round < this.rounds.counted(); round++) {
			MedianRows counted = (round < 0) ? new MedianRows() : rows;
			measure(OURS, new LinkKitPublisher(), counted);
			measure(PAHO, new PahoPublisher(), counted);
		}
		return new Table("return",
				"Milliseconds after an outage of %d ms, in which connects are refused and %d messages with QoS 1 are published: from the server's listening to its CONNACK, and from that to the first and to the last of the messages, as the server sees them. Delay before the first attempt at least 1 s. Median of %d rounds with the least and the greatest."
					.formatted(this.outage.toMillis(), this.stored, this.rounds.counted()),
				List.of("figure", "client"), MedianRows.COLUMNS, 1, rows.rows());
	}

	private void measure(String client, Publisher publisher, MedianRows rows) throws Exception {
		BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
		try (ScriptedServer server = new ScriptedServer(null, (payload) -> arrivals.add(System.nanoTime()));
				publisher) {
			publisher.connect(server.port());
			publisher.publish("before");
			Assert.notNull(arrivals.poll(LIMIT, TimeUnit.SECONDS), "The device does not come online");
			server.stopListening();
			server.cut(true);
			// Paho does not know at once, and loses what is published meanwhile
			Thread.sleep(this.outage.toMillis() / 2);
			for (int i = 0; i < this.stored; i++) {
				publisher.publish("stored " + i);
			}
			Thread.sleep(this.outage.toMillis() / 2);
			long listening = System.nanoTime();
			server.listenAgain();
			long first = arrival(arrivals);
			long last = first;
			for (int i = 1; i < this.stored; i++) {
				last = arrival(arrivals);
			}
			long back = server.logins().get(1);
			rows.add(List.of(BACK, client), (back - listening) / 1e6);
			rows.add(List.of(FIRST, client), (first - back) / 1e6);
			rows.add(List.of(LAST, client), (last - back) / 1e6);
		}
	}

	private static long arrival(BlockingQueue<Long> arrivals) throws InterruptedException {
		@Nullable Long arrival = arrivals.poll(LIMIT, TimeUnit.SECONDS);
		Assert.state(arrival != null, "A message does not arrive");
		return arrival;
	}

	/**
	 * A client that keeps what it is given while it is offline.
	 */
	private interface Publisher extends AutoCloseable {

		void connect(int port) throws Exception;

		void publish(String content) throws Exception;

	}

	private static final class LinkKitPublisher implements Publisher {

		private final Device device = Device.named("returning");

		private @Nullable LinkKitConnection connection;

		@Override
		public void connect(int port) {
			this.connection = MeasuredConnection.create(this.device, Endpoints.tcp(port), null, null, (event) -> {
			});
			this.connection.start();
		}

		@Override
		public void publish(String content) {
			Assert.state(this.connection != null, "Not connected");
			this.connection.publish(this.device.topic(), content.getBytes(StandardCharsets.US_ASCII), 1);
		}

		@Override
		public void close() {
			if (this.connection != null) {
				this.connection.close();
			}
		}

	}

	private static final class PahoPublisher implements Publisher {

		private static final int BUFFER = 1000;

		private final Device device = Device.named("paho");

		private @Nullable MqttAsyncClient client;

		@Override
		public void connect(int port) throws MqttException {
			MqttAsyncClient created = new MqttAsyncClient("tcp://" + Endpoints.HOST + ":" + port,
					this.device.identity().deviceName(), new MemoryPersistence());
			this.client = created;
			DisconnectedBufferOptions buffer = new DisconnectedBufferOptions();
			buffer.setBufferEnabled(true);
			buffer.setBufferSize(BUFFER);
			created.setBufferOpts(buffer);
			MqttConnectOptions options = new MqttConnectOptions();
			options.setAutomaticReconnect(true);
			options.setMaxInflight(BUFFER);
			created.connect(options).waitForCompletion();
		}

		@Override
		public void publish(String content) throws MqttException {
			Assert.state(this.client != null, "Not connected");
			this.client.publish(this.device.topic(), content.getBytes(StandardCharsets.US_ASCII), 1, false);
		}

		@Override
		public void close() throws MqttException {
			if (this.client != null) {
				this.client.disconnectForcibly(0, 1, false);
				this.client.close(true);
			}
		}

	}

}
