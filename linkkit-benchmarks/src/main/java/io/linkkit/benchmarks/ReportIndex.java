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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first page of a directory of reports, made from whatever reports are there.
 */
final class ReportIndex {

	private static final String HEAD = """
			# Benchmarks

			Written by `linkkit-benchmarks/run.sh`; [how to run and read them](../../linkkit-benchmarks/README.md).
			Figures of different reports may come from different runs: each names its commit and machine.

			| benchmark | what | targets met | commit | date |
			| --- | --- | --- | --- | --- |
			""";

	private ReportIndex() {
	}

	static void write(Path directory) throws IOException {
		List<JsonNode> reports = reports(directory);
		String rows = reports.stream().map(ReportIndex::row).collect(Collectors.joining());
		String missed = reports.stream().flatMap(ReportIndex::missed).collect(Collectors.joining());
		Files.writeString(directory.resolve("README.md"), HEAD + rows + (missed.isEmpty() ? "" : """

				## Targets missed or not measured

				| benchmark | target | | measured | limit |
				| --- | --- | --- | ---: | ---: |
				""" + missed));
	}

	private static List<JsonNode> reports(Path directory) throws IOException {
		JsonMapper json = JsonMapper.shared();
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> file.toString().endsWith(".json"))
				.sorted()
				.map((file) -> json.readTree(file.toFile()))
				.toList();
		}
	}

	private static String row(JsonNode report) {
		JsonNode surroundings = report.path("surroundings");
		long met = targets(report).filter((target) -> hasOutcome(target, Verdict.Outcome.MET)).count();
		long all = targets(report).count();
		return "| [%1$s](%1$s.md) | %2$s | %3$s | %4$s | %5$s |\n".formatted(text(report, "name"),
				text(report, "title"), (all > 0) ? met + " of " + all : "", text(surroundings, "commit"),
				text(surroundings, "date"));
	}

	private static Stream<String> missed(JsonNode report) {
		return targets(report).filter((target) -> !hasOutcome(target, Verdict.Outcome.MET))
			.map((target) -> "| %s | %s | %s | %s | %s |\n".formatted(text(report, "name"), text(target, "target"),
					Verdict.Outcome.valueOf(text(target, "outcome")).text(), text(target, "measured"),
					text(target, "limit")));
	}

	private static Stream<JsonNode> targets(JsonNode report) {
		return report.path("targets").valueStream();
	}

	private static boolean hasOutcome(JsonNode target, Verdict.Outcome outcome) {
		return text(target, "outcome").equals(outcome.name());
	}

	private static String text(JsonNode node, String field) {
		return node.path(field).asString("");
	}

}
