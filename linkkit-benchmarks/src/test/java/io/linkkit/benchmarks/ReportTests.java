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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.linkkit.benchmarks.Table.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReportTests {

	private static final Surroundings SURROUNDINGS = new Surroundings("abc1234", "2026-01-02", "a JVM", "a machine",
			0.25);

	private static final Figure OURS = new Figure(List.of("sink", "LinkKit"), "median msg/s");

	private static final Figure PEERS = new Figure(List.of("sink", "A < B"), "median msg/s");

	private static final Figure ABSENT = new Figure(List.of("sink", "C"), "median msg/s");

	private static final Table TABLE = new Table("race", "How fast.", List.of("server", "client"),
			List.of("median msg/s", "min msg/s", "max msg/s"), 1,
			List.of(new Row(List.of("sink", "LinkKit"), List.of(2000.04, 1000.0, 3000.0)),
					new Row(List.of("sink", "A < B"), List.of(1000.0, 900.0, 1100.0))));

	@TempDir
	private Path directory;

	@Test
	void judgesByTheFiguresOfTheSameTable() {
		assertThat(Target.atLeast("", OURS, 2000).judge(TABLE))
			.isEqualTo(new Verdict("", Verdict.Outcome.MET, 2000.04, 2000.0));
		assertThat(Target.atLeast("", OURS, 2001).judge(TABLE).outcome()).isEqualTo(Verdict.Outcome.MISSED);
		assertThat(Target.atMost("", OURS, 2000).judge(TABLE).outcome()).isEqualTo(Verdict.Outcome.MISSED);
		assertThat(Target.atLeastTimes("", OURS, 2, PEERS).judge(TABLE))
			.isEqualTo(new Verdict("", Verdict.Outcome.MET, 2000.04, 2000.0));
		assertThat(Target.atMostTimes("", OURS, 1.5, PEERS).judge(TABLE))
			.isEqualTo(new Verdict("", Verdict.Outcome.MISSED, 2000.04, 1500.0));
		assertThat(Target.atMostLargerOf("", OURS, 2500, 1.5, PEERS).judge(TABLE))
			.isEqualTo(new Verdict("", Verdict.Outcome.MET, 2000.04, 2500.0));
	}

	@Test
	void saysWhatCannotBeJudged() {
		assertThat(Target.atLeast("", ABSENT, 1).judge(TABLE).outcome()).isEqualTo(Verdict.Outcome.NOT_MEASURED);
		assertThat(Target.atLeastTimes("", OURS, 1, ABSENT).judge(TABLE).outcome())
			.isEqualTo(Verdict.Outcome.NOT_MEASURED);
		assertThat(Target.atMostLargerOf("", OURS, 2500, 1.5, ABSENT).judge(TABLE).outcome())
			.isEqualTo(Verdict.Outcome.MET);
		assertThatIllegalArgumentException().isThrownBy(() -> new Figure(List.of(), "mean").in(TABLE));
	}

	@Test
	void writesFiguresForProgramsAndReadersAndAnIndex() throws Exception {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		Benchmark race = new Race(List.of(Target.atLeastTimes("≥ 2 × A", OURS, 2, PEERS),
				Target.atLeastTimes("≥ 3 × A", OURS, 3, PEERS), Target.atLeast("C ≥ 1", ABSENT, 1)));
		new BenchmarkCommand(List.of(race), this.directory, new PrintStream(printed, true, StandardCharsets.UTF_8))
			.run(List.of("race"));

		JsonNode json = JsonMapper.shared().readTree(this.directory.resolve("race.json").toFile());
		assertThat(json.at("/rows/0/client").asString()).isEqualTo("LinkKit");
		assertThat(json.at("/rows/0/median msg~1s").asDouble()).isEqualTo(2000.0);
		assertThat(json.at("/targets").valueStream().map((target) -> target.path("outcome").asString()))
			.containsExactly("MET", "MISSED", "NOT_MEASURED");
		assertThat(json.at("/surroundings").propertyNames()).containsExactly("commit", "date", "jdk", "machine",
				"load");
		assertThat(read("race.md")).isEqualTo(printed.toString(StandardCharsets.UTF_8).replaceFirst("\n$", ""))
			.contains("| A < B | 1,000 | 900.0 | 1,100 |", "](race.svg)",
					"| ≥ 3 × A | **missed** | 2,000 against 3,000 |", "| C ≥ 1 | not measured |  |");
		assertThat(read("README.md")).contains("| [race](race.md) | race | 1 of 3 |",
				"| race | ≥ 3 × A | **missed** | 2000 | 3000 |");
	}

	@Test
	void looksTheSameEachTime() {
		Report report = Report.of(new Race(List.of()), SURROUNDINGS, TABLE);
		assertThat(report.toMarkdown()).startsWith("""
				# race

				Commit abc1234 · 2026-01-02 · a JVM · a machine · load before 0.25

				![race](race.svg)

				## Figures

				How fast.
				""");
	}

	@Test
	void drawsBarsWithWhiskers() {
		assertThat(Plot.of(TABLE).toSvg()).contains("<text class=\"head\" x=\"16\" y=\"28\">sink</text>",
				"<rect class=\"ours\" x=\"226\" y=\"46\" width=\"160.0\" height=\"12\"/>",
				"<path d=\"M306.0 49v6M306.0 52H466.0M466.0 49v6\"/>", ">A &lt; B</text>",
				"<rect class=\"peer\" x=\"226\" y=\"66\" width=\"80.0\" height=\"12\"/>");
	}

	@Test
	void drawsTheFirstColumnOfATableWithoutMedians() {
		Table table = new Table("sizes", "", List.of("what"), List.of("bytes", "lines"), 0,
				List.of(new Row(List.of("a"), List.of(10.0, 2.0))));
		assertThat(Plot.of(table).toSvg()).contains("width=\"240.0\"", ">bytes<", ">10<")
			.doesNotContain("<path", ">lines<");
	}

	private String read(String file) throws IOException {
		return Files.readString(this.directory.resolve(file));
	}

	private record Race(List<Target> targets) implements Benchmark {

		@Override
		public String name() {
			return "race";
		}

		@Override
		public Table run() {
			return TABLE;
		}

	}

}
