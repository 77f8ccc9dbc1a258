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

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DevicesBenchmarkTests {

	@Test
	void holdsConnectionsOfEachClient() throws Exception {
		Table table = new DevicesBenchmark(1, List.of(20), Duration.ZERO, List.of(Jdks.present())).run();
		assertThat(table.rows()).extracting((row) -> row.labels().get(2))
			.contains("LinkKit connection", "Paho 1.2.5", "HiveMQ 1.4.0", "Vert.x 5.0.7");
		assertThat(table.rows()).filteredOn((row) -> row.labels().get(2).equals("Paho 1.2.5"))
			.allSatisfy((row) -> assertThat(row.figures().get(3)).isBetween(3.5, 4.5));
	}

}
