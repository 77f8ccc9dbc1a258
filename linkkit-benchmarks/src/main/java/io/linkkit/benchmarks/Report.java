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

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run of a benchmark leaves behind: figures for programs, the same for readers,
 * and a plot.
 *
 * @param name name of the benchmark, which its files bear
 * @param surroundings where it ran
 * @param table what it found
 * @param verdicts how that compares with what was wanted
 */
record Report(String name, Surroundings surroundings, Table table, List<Verdict> verdicts) {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	static Report of(Benchmark benchmark, Surroundings surroundings, Table table) {
		return new Report(benchmark.name(), surroundings, table,
				benchmark.targets().stream().map((target) -> target.judge(table)).toList());
	}

	void write(Path directory) throws IOException {
		Files.createDirectories(directory);
		Files.writeString(directory.resolve(this.name + ".json"), toJson());
		Files.writeString(directory.resolve(this.name + ".md"), toMarkdown());
		Files.writeString(directory.resolve(this.name + ".svg"), Plot.of(this.table).toSvg());
	}

	String toMarkdown() {
		return """
				# %1$s

				%2$s
				![%1$s](%3$s.svg)

				%4$s%5$s""".formatted(this.table.title(), this.surroundings.toMarkdown(), this.name, targets(),
				this.table.toMarkdown().replaceFirst("^## .*", "## Figures"));
	}

	private String targets() {
		if (this.verdicts.isEmpty()) {
			return "";
		}
		return this.verdicts.stream()
			.map((verdict) -> "| %s | %s | %s |\n".formatted(verdict.target(), verdict.outcome().text(),
					verdict.figures(this.table)))
			.collect(Collectors.joining("", "## Targets\n\n| target | | measured |\n| --- | --- | --- |\n", "\n"));
	}

	String toJson() {
		ObjectNode root = JSON.createObjectNode();
		root.put("name", this.name).put("title", this.table.title()).put("explanation", this.table.explanation());
		root.putObject("surroundings")
			.put("commit", this.surroundings.commit())
			.put("date", this.surroundings.date())
			.put("jdk", this.surroundings.jdk())
			.put("machine", this.surroundings.machine())
			.put("load", BigDecimal.valueOf(this.surroundings.load()).setScale(2, RoundingMode.HALF_UP));
		ArrayNode targets = root.putArray("targets");
		this.verdicts.forEach((verdict) -> targets.addObject()
			.put("target", verdict.target())
			.put("outcome", verdict.outcome().name())
			.put("measured", round(verdict.measured()))
			.put("limit", round(verdict.limit())));
		ArrayNode rows = root.putArray("rows");
		this.table.rows().forEach((row) -> addRow(rows.addObject(), row));
		return JSON.writeValueAsString(root) + "\n";
	}

	private void addRow(ObjectNode object, Table.Row row) {
		for (int i = 0; i < row.labels().size(); i++) {
			object.put(this.table.labelColumns().get(i), row.labels().get(i));
		}
		for (int i = 0; i < row.figures().size(); i++) {
			object.put(this.table.figureColumns().get(i), round(row.figures().get(i)));
		}
	}

	private @Nullable BigDecimal round(@Nullable Double figure) {
		return (figure != null) ? this.table.round(figure) : null;
	}

}
