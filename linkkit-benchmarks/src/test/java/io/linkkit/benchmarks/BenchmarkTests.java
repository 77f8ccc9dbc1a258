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
import java.util.List;
import java.util.Set;

import io.linkkit.benchmarks.PublishBenchmark.Load;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs each benchmark with tiny numbers, so that none of them rots.
 */
class BenchmarkTests {

	private static final Rounds ROUNDS = new Rounds(1, 2);

	private static final Peers LINKKIT_AND_PAHO = new Peers(Peers.builtIn()
		.present()
		.stream()
		.filter((peer) -> Set.of(Peers.LINKKIT, Peers.PAHO).contains(peer.name()))
		.toList(), List.of());

	@TempDir
	private Path directory;

	@Test
	void connectMeasuresEachClientOverTcpAndTls() throws Exception {
		Benchmark benchmark = new ConnectBenchmark(ROUNDS, LINKKIT_AND_PAHO, this.directory);
		Table table = benchmark.run();
		assertThat(table.rows()).extracting(Table.Row::labels)
			.contains(List.of("simulator", "TCP", Peers.LINKKIT), List.of("simulator", "TCP", Peers.PAHO),
					List.of("simulator", "TLS", Peers.LINKKIT), List.of("simulator", "TLS", Peers.PAHO));
		assertHasFiguresOnly(table);
		assertThat(judge(benchmark, table)).contains("simulator, TCP: stop ≤ 200 ms",
				"simulator, TLS: connect ≤ 25 ms or 1.1 × HiveMQ's");
	}

	@Test
	void registerMeasuresEachWay() throws Exception {
		Table table = new RegisterBenchmark(ROUNDS, this.directory).run();
		assertThat(table.rows()).extracting(Table.Row::labels)
			.containsExactly(List.of("HTTPS"), List.of("MQTT"), List.of("storing alone"));
		assertHasFiguresOnly(table);
	}

	@Test
	void publishMeasuresEachClientUnderEachLoad() throws Exception {
		List<Load> loads = List.of(new Load(false, 1, 64, 1000), new Load(false, 0, 1024, 20));
		Benchmark benchmark = new PublishBenchmark(ROUNDS, Duration.ofMillis(50), loads,
				List.of(new Load(true, 1, 64, 20)), Peers.builtIn(), this.directory);
		Table table = benchmark.run();
		assertThat(table.rows()).extracting(Table.Row::labels)
			.contains(List.of("sink", "TCP, QoS 1, 64 B, window 1000", Peers.LINKKIT),
					List.of("sink", "TCP, QoS 1, 64 B, window 1000", "LinkKit without template"),
					List.of("sink", "TCP, QoS 1, 64 B, window 1000", Peers.PAHO),
					List.of("sink", "TCP, QoS 1, 64 B, window 1000", "Spring Integration"),
					List.of("sink", "TCP, QoS 0, 1 KB, window 20", Peers.LINKKIT),
					List.of("sink", "TCP, QoS 0, 1 KB, window 20", Peers.PAHO));
		assertThat(table.rows()).allSatisfy((row) -> assertThat(row.figures().get(0)).isPositive().isFinite());
		assertThat(judge(benchmark, table)).containsExactly("sink, QoS 1, window 1000: ≥ 4 × Paho",
				"sink, QoS 1, window 1000: ≤ 4 µs CPU a message");
	}

	@Test
	void roundTripMeasuresEachClient() throws Exception {
		Table table = new RoundTripBenchmark(ROUNDS, 20, LINKKIT_AND_PAHO, this.directory).run();
		assertThat(table.rows()).extracting(Table.Row::labels)
			.contains(List.of("echo", Peers.LINKKIT), List.of("echo", Peers.PAHO));
		assertHasFiguresOnly(table);
	}

	@Test
	void leavesOutWhoFails() throws Exception {
		Peer broken = new Peer("broken", List.of("false"), Set.of(Peer.Ability.SUBSCRIBE));
		Peers peers = new Peers(List.of(LINKKIT_AND_PAHO.present().get(0), broken), List.of("lacking"));
		Table table = new RoundTripBenchmark(ROUNDS, 5, peers, this.directory).run();
		assertThat(table.rows()).extracting((row) -> row.labels().get(1)).containsOnly(Peers.LINKKIT);
		assertThat(table.explanation()).contains("Left out: not on this machine: lacking;",
				"broken failed at roundtrip, echo: ");
	}

	private static List<String> judge(Benchmark benchmark, Table table) {
		return benchmark.targets()
			.stream()
			.map((target) -> target.judge(table))
			.filter((verdict) -> verdict.outcome() != Verdict.Outcome.NOT_MEASURED)
			.map(Verdict::target)
			.filter((target) -> !target.startsWith("mosquitto"))
			.toList();
	}

	private static void assertHasFiguresOnly(Table table) {
		assertThat(table.rows()).allSatisfy((row) -> assertThat(row.figures()).hasSize(table.figureColumns().size())
			.allSatisfy((figure) -> assertThat(figure).isPositive().isFinite()));
	}

}
