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

import io.linkkit.benchmarks.PublishBenchmark.Load;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs each benchmark with tiny numbers, so that none of them rots.
 */
class BenchmarkTests {

	private static final Rounds ROUNDS = new Rounds(1, 2);

	@TempDir
	private Path directory;

	@Test
	void connectMeasuresEachClientOverTcpAndTls() throws Exception {
		Table table = new ConnectBenchmark(ROUNDS, this.directory).run();
		assertThat(table.rows()).extracting(Table.Row::labels)
			.contains(List.of("simulator", "TCP", "LinkKit session"), List.of("simulator", "TCP", "Paho 1.2.5"),
					List.of("simulator", "TLS", "LinkKit session"), List.of("simulator", "TLS", "Paho 1.2.5"));
		assertHasFiguresOnly(table);
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
		List<Load> loads = List.of(new Load(64, 20), new Load(16 * 1024, 1));
		Table table = new PublishBenchmark(ROUNDS, Duration.ofMillis(20), loads, this.directory).run();
		assertThat(table.rows()).extracting(Table.Row::labels)
			.contains(List.of("sink", "64 B, window 20", "LinkKit connection"),
					List.of("sink", "64 B, window 20", "LinkKit session"),
					List.of("sink", "64 B, window 20", "Paho 1.2.5"),
					List.of("sink", "16384 B, one at a time", "LinkKit connection"),
					List.of("sink", "16384 B, one at a time", "LinkKit session"),
					List.of("sink", "16384 B, one at a time", "Paho 1.2.5"));
		assertHasFiguresOnly(table);
	}

	private static void assertHasFiguresOnly(Table table) {
		assertThat(table.rows()).allSatisfy((row) -> assertThat(row.figures()).hasSize(table.figureColumns().size())
			.allSatisfy((figure) -> assertThat(figure).isPositive().isFinite()));
	}

}
