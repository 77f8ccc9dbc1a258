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

import org.springframework.util.Assert;

/**
 * What a number of measurements say together.
 *
 * @param min the least
 * @param median the middle one, or the mean of the two in the middle
 * @param p95 the least that 95 % do not exceed
 * @param max the greatest
 */
record Statistics(double min, double median, double p95, double max) {

	static Statistics of(List<Double> measurements) {
		Assert.notEmpty(measurements, "'measurements' must not be empty");
		List<Double> sorted = measurements.stream().sorted().toList();
		int count = sorted.size();
		double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
		double p95 = sorted.get((int) Math.ceil(0.95 * count) - 1);
		return new Statistics(sorted.get(0), median, p95, sorted.get(count - 1));
	}

}
