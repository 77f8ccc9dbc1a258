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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.linkkit.benchmarks.Client.Link;
import io.linkkit.benchmarks.Table.Row;

import org.springframework.util.Assert;

/**
 * How many QoS 1 messages a second one thread gets acknowledged.
 */
final class PublishBenchmark implements Benchmark {

	private static final long LIMIT = 30;

	private final Rounds rounds;

	private final Duration roundTime;

	private final List<Load> loads;

	private final Path directory;

	PublishBenchmark(Rounds rounds, Duration roundTime, List<Load> loads, Path directory) {
		this.rounds = rounds;
		this.roundTime = roundTime;
		this.loads = loads;
		this.directory = directory;
	}

	@Override
	public String name() {
		return "publish";
	}

	@Override
	public Table run() throws Exception {
		List<Row> rows = new ArrayList<>();
		try (Server sink = JavaServer.start("sink", AcknowledgingSink.class)) {
			rows.addAll(measure(sink));
		}
		Optional<Server> mosquitto = Mosquitto.start(this.directory, ServerCertificate.create(this.directory));
		if (mosquitto.isPresent()) {
			try (Server server = mosquitto.get()) {
				rows.addAll(measure(server));
			}
		}
		return new Table("publish",
				"QoS 1 messages acknowledged a second over TCP, one publishing thread; %d rounds of %d ms for each client in turn after %d to warm up. The sink only acknowledges."
					.formatted(this.rounds.counted(), this.roundTime.toMillis(), this.rounds.warmUp()),
				List.of("server", "load", "client"), List.of("median msg/s", "min msg/s", "max msg/s"), 0, rows);
	}

	private List<Row> measure(Server server) throws Exception {
		List<Row> rows = new ArrayList<>();
		for (Load load : this.loads) {
			List<Subject> subjects = connect(server, load);
			try {
				this.rounds.measure(subjects, (subject) -> messagesPerSecond(subject, load))
					.forEach((subject, rate) -> rows
						.add(new Row(List.of(server.name(), load.toString(), subject.client().name()),
								List.of(rate.median(), rate.min(), rate.max()))));
			}
			finally {
				for (Subject subject : subjects) {
					subject.link().close();
				}
			}
		}
		return rows;
	}

	// Only the connection has a queue, which twice the window keeps from running empty.
	private static List<Subject> connect(Server server, Load load) throws Exception {
		int queued = (load.window() > 1) ? 2 * load.window() : 1;
		return List.of(connect(new LinkKitConnectionClient(), server, load.window(), queued),
				connect(new LinkKitSessionClient(), server, load.window(), load.window()),
				connect(new PahoClient(), server, load.window(), load.window()));
	}

	private static Subject connect(Client client, Server server, int window, int unfinished) throws Exception {
		Device device = Device.named(client.name().replaceAll("\\W", "_"));
		return new Subject(client, client.connect(device, device.request(server.tcp(), null, window)), device.topic(),
				unfinished);
	}

	// By time, not by number: clients differ by a factor of a hundred.
	private double messagesPerSecond(Subject subject, Load load) throws Exception {
		byte[] payload = new byte[load.payloadBytes()];
		Semaphore free = new Semaphore(subject.unfinished());
		long messages = 0;
		long start = System.nanoTime();
		while (System.nanoTime() - start < this.roundTime.toNanos()) {
			acquire(free, 1);
			subject.link().publish(subject.topic(), payload, free::release);
			messages++;
		}
		acquire(free, subject.unfinished());
		return messages * 1e9 / (System.nanoTime() - start);
	}

	private static void acquire(Semaphore free, int permits) throws InterruptedException {
		Assert.state(free.tryAcquire(permits, LIMIT, TimeUnit.SECONDS), "Messages are not acknowledged any more");
	}

	/**
	 * What is published.
	 *
	 * @param payloadBytes length of a payload
	 * @param window most messages in flight
	 */
	record Load(int payloadBytes, int window) {

		@Override
		public String toString() {
			return this.payloadBytes + " B, " + ((this.window > 1) ? "window " + this.window : "one at a time");
		}

	}

	/**
	 * A client under measurement.
	 *
	 * @param client which client
	 * @param link its connection
	 * @param topic where it publishes to
	 * @param unfinished most messages handed to it that are not acknowledged yet
	 */
	private record Subject(Client client, Link link, String topic, int unfinished) {

	}

}
