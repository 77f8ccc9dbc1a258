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

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StatisticsTests {

	@Test
	void describesMeasurementsInAnyOrder() {
		List<Double> measurements = IntStream.rangeClosed(1, 100).mapToObj((i) -> (double) (101 - i)).toList();
		assertThat(Statistics.of(measurements)).isEqualTo(new Statistics(1, 50.5, 95, 100));
	}

	@Test
	void takesTheMiddleOfAnOddNumber() {
		assertThat(Statistics.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Statistics(1, 2, 9, 9));
	}

	@Test
	void refusesToDescribeNothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> Statistics.of(List.of()))
			.withMessageStartingWith("'measurements'");
	}

}
