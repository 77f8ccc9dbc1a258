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
import java.util.OptionalDouble;

/**
 * Points at a figure of a table.
 *
 * @param labels all labels of the row
 * @param column the head of the column
 */
record Figure(List<String> labels, String column) {

	/**
	 * Look it up.
	 * @param table where
	 * @return the figure, or nothing if it was not measured
	 */
	OptionalDouble in(Table table) {
		int column = table.figureColumns().indexOf(this.column);
		if (column < 0) {
			throw new IllegalArgumentException("Table '%s' has no column '%s'".formatted(table.title(), this.column));
		}
		return table.rows()
			.stream()
			.filter((row) -> row.labels().equals(this.labels))
			.mapToDouble((row) -> row.figures().get(column))
			.findFirst();
	}

}
