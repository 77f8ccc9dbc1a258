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

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.util.Assert;

/**
 * What a benchmark found.
 *
 * @param title what was measured
 * @param explanation what one must know to read the figures
 * @param labelColumns heads of the columns that say what a row is about
 * @param figureColumns heads of the columns with figures, units included
 * @param decimals how many decimals of a figure below a thousand mean something
 * @param rows the rows
 */
record Table(String title, String explanation, List<String> labelColumns, List<String> figureColumns, int decimals,
		List<Row> rows) {

	private static final double LARGE = 1000;

	Table {
		for (Row row : rows) {
			Assert.isTrue(row.labels().size() == labelColumns.size(), "'rows' must have a label for each column");
			Assert.isTrue(row.figures().size() == figureColumns.size(), "'rows' must have a figure for each column");
		}
	}

	String toMarkdown() {
		Stream<String> lines = this.rows.stream()
			.map((row) -> line(Stream.concat(row.labels().stream(), row.figures().stream().map(this::format))));
		return Stream.concat(Stream.of("## " + this.title, "", this.explanation, "", head(), rule()), lines)
			.collect(Collectors.joining("\n", "", "\n"));
	}

	private String head() {
		return line(Stream.concat(this.labelColumns.stream(), this.figureColumns.stream()));
	}

	private String rule() {
		return line(Stream.concat(this.labelColumns.stream().map((column) -> "---"),
				this.figureColumns.stream().map((column) -> "---:")));
	}

	private static String line(Stream<String> cells) {
		return cells.collect(Collectors.joining(" | ", "| ", " |"));
	}

	String format(double figure) {
		return String.format(Locale.ROOT, "%,." + decimals(figure) + "f", figure);
	}

	BigDecimal round(double figure) {
		return BigDecimal.valueOf(figure).setScale(decimals(figure), RoundingMode.HALF_UP);
	}

	private int decimals(double figure) {
		return (Math.abs(figure) < LARGE) ? this.decimals : 0;
	}

	/**
	 * One row.
	 *
	 * @param labels what it is about
	 * @param figures what was measured
	 */
	record Row(List<String> labels, List<Double> figures) {

	}

}
