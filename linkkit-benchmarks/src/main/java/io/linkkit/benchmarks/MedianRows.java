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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.linkkit.benchmarks.Table.Row;

/**
 * Collects figures, round by round, into rows with their median, least and greatest.
 */
final class MedianRows {

	static final List<String> COLUMNS = List.of("median", "min", "max");

	private final Map<List<String>, List<Double>> figures = new LinkedHashMap<>();

	synchronized void add(List<String> labels, double figure) {
		this.figures.computeIfAbsent(labels, (absent) -> new ArrayList<>()).add(figure);
	}

	synchronized List<Row> rows() {
		return this.figures.entrySet().stream().map((entry) -> {
			Statistics statistics = Statistics.of(entry.getValue());
			return new Row(entry.getKey(), List.of(statistics.median(), statistics.min(), statistics.max()));
		}).toList();
	}

	static Figure median(String... labels) {
		return new Figure(List.of(labels), "median");
	}

	static Figure max(String... labels) {
		return new Figure(List.of(labels), "max");
	}

}
