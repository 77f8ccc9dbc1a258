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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.linkkit.benchmarks.Table.Row;

/**
 * A table as bars, one panel for rows that differ in their last label only. A column
 * "median x" becomes bars, and columns "min x" and "max x" their whiskers; a table
 * without such columns has bars for its first.
 *
 * @param table what is drawn
 * @param series which columns
 */
record Plot(Table table, List<Series> series) {

	private static final String MEDIAN = "median ";

	private static final int MOST_SERIES = 3;

	private static final int MARGIN = 16;

	private static final int LABEL_WIDTH = 210;

	private static final int BAR_WIDTH = 240;

	private static final int FIGURE_WIDTH = 90;

	private static final int ROW_HEIGHT = 20;

	private static final int BAR_HEIGHT = 12;

	private static final int HEAD_HEIGHT = 30;

	static Plot of(Table table) {
		List<String> columns = table.figureColumns();
		List<Series> medians = columns.stream()
			.filter((column) -> column.startsWith(MEDIAN))
			.map((column) -> column.substring(MEDIAN.length()))
			.limit(MOST_SERIES)
			.map((unit) -> new Series(unit, columns.indexOf(MEDIAN + unit), columns.indexOf("min " + unit),
					columns.indexOf("max " + unit)))
			.toList();
		return new Plot(table, medians.isEmpty() ? List.of(new Series(columns.get(0), 0, -1, -1)) : medians);
	}

	String toSvg() {
		Map<String, List<Row>> panels = panels();
		StringBuilder drawn = new StringBuilder();
		int top = MARGIN;
		for (Map.Entry<String, List<Row>> panel : panels.entrySet()) {
			drawn.append(panel(panel.getKey(), panel.getValue(), top));
			top += HEAD_HEIGHT + panel.getValue().size() * ROW_HEIGHT + MARGIN;
		}
		int width = 2 * MARGIN + LABEL_WIDTH + this.series.size() * (BAR_WIDTH + FIGURE_WIDTH);
		return """
				<svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
				<title>%3$s</title>
				<style>
				text { font: 12px sans-serif; fill: #24292f }
				.head { font-weight: bold }
				.unit { fill: #57606a }
				.ours { fill: #d9601a }
				.peer { fill: #9db2c4 }
				path { stroke: #24292f; fill: none }
				</style>
				<rect width="%1$d" height="%2$d" fill="#fff"/>
				%4$s</svg>
				""".formatted(width, top, escape(this.table.title()), drawn);
	}

	private Map<String, List<Row>> panels() {
		return this.table.rows()
			.stream()
			.collect(Collectors.groupingBy((row) -> String.join(", ", row.labels().subList(0, row.labels().size() - 1)),
					LinkedHashMap::new, Collectors.toList()));
	}

	private String panel(String title, List<Row> rows, int top) {
		StringBuilder panel = new StringBuilder(text(MARGIN, top + 12, "head", title));
		for (int i = 0; i < rows.size(); i++) {
			String label = rows.get(i).labels().get(rows.get(i).labels().size() - 1);
			panel.append(text(MARGIN, top + HEAD_HEIGHT + i * ROW_HEIGHT + 10, "label", label));
		}
		IntStream.range(0, this.series.size()).forEach((i) -> {
			int left = MARGIN + LABEL_WIDTH + i * (BAR_WIDTH + FIGURE_WIDTH);
			panel.append(text(left, top + 12, "unit", this.series.get(i).unit()))
				.append(bars(this.series.get(i), rows, left, top + HEAD_HEIGHT));
		});
		return panel.toString();
	}

	private String bars(Series series, List<Row> rows, int left, int top) {
		double longest = rows.stream().mapToDouble(series::greatest).max().orElse(0);
		double scale = (longest > 0) ? BAR_WIDTH / longest : 0;
		StringBuilder bars = new StringBuilder();
		for (int i = 0; i < rows.size(); i++) {
			Row row = rows.get(i);
			int y = top + i * ROW_HEIGHT;
			boolean ours = row.labels().get(row.labels().size() - 1).startsWith("LinkKit");
			bars.append(format("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
					ours ? "ours" : "peer", left, y, scale * series.figure(row), BAR_HEIGHT));
			if (series.hasWhiskers()) {
				bars.append(whisker(left + scale * series.least(row), left + scale * series.greatest(row),
						y + BAR_HEIGHT / 2));
			}
			bars.append(text((int) (left + scale * series.greatest(row)) + 6, y + 10, "figure",
					this.table.format(series.figure(row))));
		}
		return bars.toString();
	}

	private static String whisker(double from, double to, int y) {
		return format("<path d=\"M%1$.1f %3$dv6M%1$.1f %4$dH%2$.1fM%2$.1f %3$dv6\"/>\n", from, to, y - 3, y);
	}

	private static String text(int x, int y, String style, String text) {
		return format("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", style, x, y, escape(text));
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

	private static String format(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

	/**
	 * Columns that are drawn together.
	 *
	 * @param unit what is measured
	 * @param bar index of the column for the bars
	 * @param min index of the column where whiskers begin, or -1
	 * @param max index of the column where whiskers end, or -1
	 */
	record Series(String unit, int bar, int min, int max) {

		boolean hasWhiskers() {
			return this.min >= 0 && this.max >= 0;
		}

		double figure(Row row) {
			return row.figures().get(this.bar);
		}

		double least(Row row) {
			return row.figures().get(this.min);
		}

		double greatest(Row row) {
			return hasWhiskers() ? row.figures().get(this.max) : figure(row);
		}

	}

}
