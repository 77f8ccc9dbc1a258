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

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.linkkit.benchmarks.PublishBenchmark.Load;

import org.springframework.util.FileSystemUtils;

/**
 * Runs the benchmarks named on the command line, or all of them, and prints what they
 * found as Markdown.
 */
public final class BenchmarkCommand {

	private final List<Benchmark> benchmarks;

	private final PrintStream out;

	BenchmarkCommand(List<Benchmark> benchmarks, PrintStream out) {
		this.benchmarks = benchmarks;
		this.out = out;
	}

	/**
	 * Run benchmarks.
	 * @param names which ones; none for all
	 */
	public static void main(String[] names) throws Exception {
		Path directory = Files.createTempDirectory("linkkit-benchmarks");
		try {
			new BenchmarkCommand(all(directory), System.out).run(List.of(names));
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private static List<Benchmark> all(Path directory) {
		return List.of(new ConnectBenchmark(new Rounds(20, 200), directory),
				new RegisterBenchmark(new Rounds(20, 100), directory),
				new PublishBenchmark(new Rounds(2, 7), Duration.ofSeconds(1),
						List.of(new Load(64, 20), new Load(64, 1000), new Load(16 * 1024, 1)), directory));
	}

	void run(List<String> names) throws Exception {
		List<Benchmark> chosen = names.isEmpty() ? this.benchmarks : names.stream().map(this::named).toList();
		this.out.println(Surroundings.present().toMarkdown());
		for (Benchmark benchmark : chosen) {
			this.out.println(benchmark.run().toMarkdown());
		}
	}

	private Benchmark named(String name) {
		return this.benchmarks.stream()
			.filter((benchmark) -> benchmark.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no benchmark '%s', but there are %s"
				.formatted(name, this.benchmarks.stream().map(Benchmark::name).toList())));
	}

}
