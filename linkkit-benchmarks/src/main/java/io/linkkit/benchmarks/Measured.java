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

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Turns what was observed into the three figures that plots understand.
 */
final class Measured {

	private Measured() {
	}

	static List<String> columns(List<String> units) {
		return units.stream()
			.flatMap((unit) -> List.of("median " + unit, "min " + unit, "max " + unit).stream())
			.toList();
	}

	/**
	 * Return median, minimum and maximum of each figure.
	 * @param <F> the type of what was observed
	 * @param observed all that counts
	 * @param figures what to take from it
	 */
	static <F> List<Double> figures(List<F> observed, List<ToDoubleFunction<F>> figures) {
		List<Double> result = new ArrayList<>();
		for (ToDoubleFunction<F> figure : figures) {
			Statistics statistics = Statistics.of(observed.stream().map(figure::applyAsDouble).toList());
			result.addAll(List.of(statistics.median(), statistics.min(), statistics.max()));
		}
		return result;
	}

}
