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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StartBenchmarkTests {

	@TempDir
	private Path directory;

	@Test
	void measuresEachApplication() throws Exception {
		Table table = new StartBenchmark(new Rounds(0, 1), this.directory, "-XX:TieredStopAtLevel=1").run();
		assertThat(table.rows()).extracting((row) -> row.labels().get(0) + ": " + row.labels().get(1))
			.containsExactlyInAnyOrder("empty: ready", "Spring Integration, unconnected: ready", "LinkKit: ready",
					"LinkKit: connected", "LinkKit, broker refuses: ready", "LinkKit, broker unreachable: ready");
		assertThat(table.rows())
			.allSatisfy((row) -> assertThat(row.figures()).allSatisfy((figure) -> assertThat(figure).isPositive()));
	}

}
