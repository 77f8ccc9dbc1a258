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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs what has to do with losses and with messages from the server with tiny numbers.
 */
class DeviceBenchmarkTests {

	@TempDir
	private Path directory;

	@Test
	void stormBringsEachDeviceBack() throws Exception {
		StormBenchmark storm = new StormBenchmark(new Rounds(0, 1), 5);
		Table table = storm.run();
		assertThat(table.rows()).hasSize(15);
		assertThat(table.rows()).filteredOn((row) -> row.labels().get(0).equals("peak"))
			.hasSize(3)
			.allSatisfy((row) -> assertThat(row.figures()).allSatisfy((peak) -> assertThat(peak).isBetween(1.0, 5.0)));
		assertMeasured(storm, table);
	}

	@Test
	void lossNamesTheRightReason() throws Exception {
		Set<LossBenchmark.Kind> kinds = EnumSet.complementOf(EnumSet.of(LossBenchmark.Kind.SILENCE));
		LossBenchmark loss = new LossBenchmark(1, List.copyOf(kinds), this.directory);
		Table table = loss.run();
		assertThat(table.rows()).filteredOn((row) -> row.labels().get(1).equals("wrong reasons"))
			.hasSize(kinds.size())
			.allSatisfy((row) -> assertThat(row.figures()).containsOnly(0.0));
		assertMeasured(loss, table);
	}

	@Test
	void dispatchKeepsTheOrder() throws Exception {
		DispatchBenchmark dispatch = new DispatchBenchmark(new Rounds(0, 1), 200);
		Table table = dispatch.run();
		assertThat(table.rows()).hasSize(4)
			.allSatisfy((row) -> assertThat(row.figures()).allSatisfy((rate) -> assertThat(rate).isPositive()));
		assertMeasured(dispatch, table);
	}

	@Test
	void signMeasuresEachAlgorithm() throws Exception {
		Table table = new SignBenchmark(new Rounds(0, 1), Duration.ofMillis(5)).run();
		assertThat(table.rows()).extracting(Table.Row::labels)
			.contains(List.of("HMACMD5", "signature"), List.of("HMACSHA1", "login"),
					List.of("HMACSHA256", "javax.crypto.Mac"))
			.hasSize(9);
	}

	private static void assertMeasured(Benchmark benchmark, Table table) {
		assertThat(benchmark.targets()).isNotEmpty()
			.allSatisfy(
					(target) -> assertThat(target.judge(table).outcome()).isNotEqualTo(Verdict.Outcome.NOT_MEASURED));
	}

}
