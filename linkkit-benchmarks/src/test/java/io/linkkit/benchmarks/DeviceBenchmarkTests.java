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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs what has to do with losses and with messages from the server with tiny numbers.
 */
class DeviceBenchmarkTests {

	@Test
	void stormBringsEachDeviceBack() throws Exception {
		StormBenchmark storm = new StormBenchmark(1, 5);
		Table table = storm.run();
		assertThat(table.rows()).hasSize(15);
		assertThat(table.rows()).filteredOn((row) -> row.labels().get(0).equals("peak"))
			.hasSize(3)
			.allSatisfy((row) -> assertThat(row.figures()).allSatisfy((peak) -> assertThat(peak).isBetween(1.0, 5.0)));
		assertMeasured(storm, table);
	}

	private static void assertMeasured(Benchmark benchmark, Table table) {
		assertThat(benchmark.targets()).isNotEmpty()
			.allSatisfy(
					(target) -> assertThat(target.judge(table).outcome()).isNotEqualTo(Verdict.Outcome.NOT_MEASURED));
	}

}
