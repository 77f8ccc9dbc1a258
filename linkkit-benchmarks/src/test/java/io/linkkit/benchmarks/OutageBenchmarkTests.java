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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs what has to do with outages with tiny numbers.
 */
class OutageBenchmarkTests {

	@TempDir
	private Path directory;

	@Test
	void outageMeasuresMemoryAndDisk() throws Exception {
		Table table = new OutageBenchmark(new Rounds(0, 1), 20, this.directory).run();
		assertThat(table.rows()).extracting(Table.Row::labels)
			.containsExactly(List.of("memory", "queued a second"), List.of("memory", "heap bytes a message"),
					List.of("memory", "drained a second"), List.of("disk", "queued a second"),
					List.of("disk", "heap bytes a message"), List.of("disk", "file bytes a message"),
					List.of("disk", "drained a second"));
		assertThat(table.rows()).filteredOn((row) -> !row.labels().get(1).startsWith("heap"))
			.allSatisfy((row) -> assertThat(row.figures()).allSatisfy((figure) -> assertThat(figure).isPositive()));
	}

	@Test
	void killFindsNothingLost() throws Exception {
		KillBenchmark kill = new KillBenchmark(1, 20, this.directory);
		Table table = kill.run();
		assertThat(table.rows()).extracting((row) -> row.labels().get(0))
			.containsExactly("stored", "lost", "duplicated");
		assertThat(table.rows().get(0).figures().get(0)).isGreaterThanOrEqualTo(20);
		assertThat(kill.targets())
			.allSatisfy((target) -> assertThat(target.judge(table).outcome()).isEqualTo(Verdict.Outcome.MET));
	}

	@Test
	void returnMeasuresEachClient() throws Exception {
		ReturnBenchmark benchmark = new ReturnBenchmark(new Rounds(0, 1), 5, Duration.ofMillis(300));
		Table table = benchmark.run();
		assertThat(table.rows()).hasSize(6)
			.allSatisfy((row) -> assertThat(row.figures()).allSatisfy((figure) -> assertThat(figure).isFinite()));
		assertThat(benchmark.targets()).allSatisfy(
				(target) -> assertThat(target.judge(table).outcome()).isNotEqualTo(Verdict.Outcome.NOT_MEASURED));
	}

}
