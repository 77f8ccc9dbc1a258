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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.linkkit.benchmarks.dispatch.ListeningApplication;
import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitConnection;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.Assert;

/**
 * How many messages a second come from the server to a method that listens, beside a
 * callback of Paho that hands over to an executor with one thread.
 */
final class DispatchBenchmark implements Benchmark {

	private static final String OURS = "@LinkKitListener";

	private static final String PAHO = "Paho 1.2.5 callback and executor";

	private static final List<Integer> QOS = List.of(0, 1);

	/**
	 * Two bursts are on their way at a time, which a listener's queue must have room for.
	 */
	private static final int BURST = 100;

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final long POLL_MILLIS = 10;

	private final Rounds rounds;

	private final int messages;

	/**
	 * Create a benchmark.
	 * @param messages how many messages a round has, a multiple of 100
	 */
	DispatchBenchmark(Rounds rounds, int messages) {
		this.rounds = rounds;
		this.messages = messages;
	}

	@Override
	public String name() {
		return "dispatch";
	}

	@Override
	public List<Target> targets() {
		return QOS.stream()
			.map((qos) -> Target.atLeastTimes("QoS %d to @LinkKitListener at 0.9 times Paho's rate".formatted(qos),
					MedianRows.median("QoS " + qos, OURS), 0.9, MedianRows.median("QoS " + qos, PAHO)))
			.toList();
	}

	@Override
	public Table run() throws Exception {
		MedianRows rows = new MedianRows();
		try (ChildProcess server = ChildProcess.start(DispatchServer.class, List.of())) {
			int port = Integer.parseInt(server.await("listening").get(0));
			Receiver ours = new Receiver();
			Receiver paho = new Receiver();
			try (Requester listener = listener(ours, port); Requester callback = callback(paho, port)) {
				for (int round = -this.rounds.warmUp(); round < this.rounds.counted(); round++) {
					MedianRows counted = (round < 0) ? new MedianRows() : rows;
					for (int qos : QOS) {
						counted.add(List.of("QoS " + qos, OURS), rate(listener, ours, qos));
						counted.add(List.of("QoS " + qos, PAHO), rate(callback, paho, qos));
					}
				}
			}
		}
		return new Table("dispatch",
				"Messages of 8 bytes a second from a server to the application's code, which checks that they come in order; %,d a round, asked for in bursts of %d of which two are on their way. Median of %d rounds with the least and the greatest."
					.formatted(this.messages, BURST, this.rounds.counted()),
				List.of("messages", "client"), MedianRows.COLUMNS, 0, rows.rows());
	}

	private double rate(Requester requester, Receiver receiver, int qos) throws Exception {
		String wanted = BURST + " " + qos;
		int bursts = this.messages / BURST;
		long start = System.nanoTime();
		requester.request(wanted);
		for (int i = 1; i < bursts; i++) {
			requester.request(wanted);
			receiver.await(BURST);
		}
		receiver.await(BURST);
		return bursts * BURST * 1e9 / (System.nanoTime() - start);
	}

	private static Requester listener(Receiver receiver, int port) throws Exception {
		Device device = Device.named("dispatch");
		ConfigurableApplicationContext application = ListeningApplication.start(receiver::take,
				Map.of("linkkit.product-key", device.identity().productKey(), "linkkit.device-name",
						device.identity().deviceName(), "linkkit.device-secret", device.secret().reveal(),
						"linkkit.endpoint", Endpoints.HOST, "linkkit.port", port, "linkkit.secure", "NONE",
						"linkkit.device-info.enabled", false, "spring.main.banner-mode", "off",
						"spring.main.web-application-type", "none"));
		LinkKitConnection connection = application.getBean(LinkKitConnection.class);
		long start = System.nanoTime();
		while (connection.status().state() != ConnectionState.CONNECTED) {
			Assert.state(System.nanoTime() - start < LIMIT.toNanos(), "The device does not come online");
			Thread.sleep(POLL_MILLIS);
		}
		return new Requester() {

			@Override
			public void request(String wanted) {
				connection.publish(device.topic(), wanted.getBytes(StandardCharsets.US_ASCII), 0);
			}

			@Override
			public void close() {
				application.close();
			}

		};
	}

	private static Requester callback(Receiver receiver, int port) throws Exception {
		Device device = Device.named("paho");
		ExecutorService executor = Executors.newSingleThreadExecutor();
		MqttAsyncClient client = new MqttAsyncClient("tcp://" + Endpoints.HOST + ":" + port,
				device.identity().deviceName(), new MemoryPersistence());
		client.connect().waitForCompletion();
		client
			.subscribe(device.topic(), 1,
					(topic, message) -> executor.execute(() -> receiver.take(message.getPayload())))
			.waitForCompletion();
		return new Requester() {

			@Override
			public void request(String wanted) throws Exception {
				client.publish(device.topic(), wanted.getBytes(StandardCharsets.US_ASCII), 0, false);
			}

			@Override
			public void close() throws Exception {
				client.disconnectForcibly(0, 1, false);
				client.close(true);
				executor.shutdown();
			}

		};
	}

	/**
	 * Asks the server for messages.
	 */
	private interface Requester extends AutoCloseable {

		void request(String wanted) throws Exception;

	}

	/**
	 * The application's code: takes messages one after another.
	 */
	private static final class Receiver {

		private final Semaphore taken = new Semaphore(0);

		private volatile long next;

		private volatile boolean outOfOrder;

		private void take(byte[] payload) {
			long number = ByteBuffer.wrap(payload).getLong();
			if (number != this.next) {
				this.outOfOrder = true;
			}
			this.next = number + 1;
			this.taken.release();
		}

		private void await(int messages) throws InterruptedException {
			Assert.state(this.taken.tryAcquire(messages, LIMIT.toMillis(), TimeUnit.MILLISECONDS),
					"Messages are missing");
			Assert.state(!this.outOfOrder, "Messages come in another order");
		}

	}

}
