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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.linkkit.benchmarks.Table.Row;

/**
 * What a connection costs of memory and threads, when one JVM has many that are idle.
 */
final class DevicesBenchmark implements Benchmark {

	/** A heap that follows what lives in it, so that what is resident is what is used. */
	private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xms8m", "-Xmx2g",
			"-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10");

	private static final String JDK_OF_TARGETS = "25";

	private static final Map<String, Supplier<Client>> CLIENTS = clients();

	private final int rounds;

	private final List<Integer> counts;

	private final Duration settling;

	private final List<Path> jdks;

	DevicesBenchmark(int rounds, List<Integer> counts, Duration settling, List<Path> jdks) {
		this.rounds = rounds;
		this.jdks = jdks;
		this.counts = counts;
		this.settling = settling;
	}

	private static Map<String, Supplier<Client>> clients() {
		Map<String, Supplier<Client>> clients = new LinkedHashMap<>();
		clients.put("linkkit", LinkKitConnectionClient::new);
		clients.put("paho", PahoClient::new);
		clients.put("hivemq", HiveMqClient::new);
		clients.put("vertx", VertxClient::new);
		return clients;
	}

	static Client client(String key) {
		Supplier<Client> client = CLIENTS.get(key);
		if (client == null) {
			throw new IllegalArgumentException("There is no client '%s'".formatted(key));
		}
		return client.get();
	}

	@Override
	public String name() {
		return "devices";
	}

	@Override
	public List<Target> targets() {
		return this.counts.stream()
			.flatMap((count) -> Stream.of(
					Target.atMost("At most one thread a device on JDK 25, of %d".formatted(count),
							figure(count, "linkkit", "threads a device"), 1),
					Target.atMostTimes("At most half of Paho's memory on JDK 25, of %d devices".formatted(count),
							figure(count, "linkkit", "KiB a device"), 0.5, figure(count, "paho", "KiB a device"))))
			.toList();
	}

	private static Figure figure(int count, String client, String column) {
		return new Figure(List.of(String.valueOf(count), JDK_OF_TARGETS, client(client).name()), column);
	}

	@Override
	public Table run() throws Exception {
		List<Row> rows = new ArrayList<>();
		try (Server sink = JavaServer.start("sink", AcknowledgingSink.class)) {
			for (int count : this.counts) {
				for (Path jdk : this.jdks) {
					rows.addAll(measure(sink, jdk, count));
				}
			}
		}
		return new Table("devices",
				"Idle connections in one JVM to a sink, over TCP: how much more is resident and how many more threads run than with one connection, after two collections, divided by their number; and milliseconds until all are connected, 64 at a time. Median of %d rounds with the least and the greatest."
					.formatted(this.rounds),
				List.of("devices", "JDK", "client"), List.of("KiB a device", "min KiB", "max KiB", "threads a device",
						"connect ms", "min connect ms", "max connect ms"),
				1, rows);
	}

	private List<Row> measure(Server sink, Path jdk, int count) throws Exception {
		Map<String, List<Held>> measured = new LinkedHashMap<>();
		for (int round = 0; round < this.rounds; round++) {
			for (String key : CLIENTS.keySet()) {
				measured.computeIfAbsent(key, (absent) -> new ArrayList<>()).add(hold(sink, jdk, key, count));
			}
		}
		String feature = Jdks.feature(jdk);
		return measured.entrySet()
			.stream()
			.map((entry) -> row(count, feature, entry.getKey(), entry.getValue()))
			.toList();
	}

	private Held hold(Server sink, Path jdk, String key, int count) throws Exception {
		try (ChildProcess child = ChildProcess.start(jdk, System.getProperty("java.class.path"), OPTIONS,
				DevicesMain.class, List.of(key, String.valueOf(sink.tcp().port()), String.valueOf(count),
						String.valueOf(this.settling.toMillis())))) {
			List<String> words = child.await("held");
			return new Held(Double.parseDouble(words.get(0)) / count, Double.parseDouble(words.get(1)) / count,
					Double.parseDouble(words.get(2)));
		}
	}

	private static Row row(int count, String feature, String key, List<Held> held) {
		Statistics resident = Statistics.of(held.stream().map(Held::residentKib).toList());
		Statistics threads = Statistics.of(held.stream().map(Held::threads).toList());
		Statistics millis = Statistics.of(held.stream().map(Held::connectMillis).toList());
		return new Row(List.of(String.valueOf(count), feature, client(key).name()), List.of(resident.median(),
				resident.min(), resident.max(), threads.median(), millis.median(), millis.min(), millis.max()));
	}

	/**
	 * What one JVM with many connections said.
	 *
	 * @param residentKib resident memory of a connection
	 * @param threads threads of a connection
	 * @param connectMillis time until all were connected
	 */
	private record Held(double residentKib, double threads, double connectMillis) {

	}

}
