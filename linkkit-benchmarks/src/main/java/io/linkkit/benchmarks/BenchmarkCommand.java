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
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.util.Assert;
import org.springframework.util.FileSystemUtils;

/**
 * Runs the benchmarks named on the command line, or all of them, prints what they found
 * as Markdown, and writes reports.
 */
public final class BenchmarkCommand {

	private final List<Benchmark> benchmarks;

	private final Path reports;

	private final PrintStream out;

	BenchmarkCommand(List<Benchmark> benchmarks, Path reports, PrintStream out) {
		this.benchmarks = benchmarks;
		this.reports = reports;
		this.out = out;
	}

	/**
	 * Run benchmarks.
	 * @param arguments which ones, none for all; {@code --quick} for a short run,
	 * {@code --out DIRECTORY} for the reports
	 */
	public static void main(String[] arguments) throws Exception {
		List<String> names = new ArrayList<>(List.of(arguments));
		boolean quick = names.remove("--quick");
		Path reports = Path.of("docs", "benchmarks");
		int out = names.indexOf("--out");
		if (out >= 0) {
			reports = Path.of(names.remove(out + 1));
			names.remove(out);
		}
		// what is measured is processes, which would outlive this one if it were stopped
		Runtime.getRuntime()
			.addShutdownHook(new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy),
					"benchmark-shutdown"));
		Path directory = Files.createTempDirectory("linkkit-benchmarks");
		try {
			new BenchmarkCommand(quick ? shortened(directory) : all(directory), reports, System.out).run(names);
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
		// peers may leave threads
		System.exit(0);
	}

	private static List<Benchmark> all(Path directory) throws IOException {
		Peers peers = Peers.all();
		return List.of(new ConnectBenchmark(new Rounds(10, 30), peers, directory),
				new RegisterBenchmark(new Rounds(20, 100), directory),
				new PublishBenchmark(new Rounds(2, 5), Duration.ofMillis(500), PublishBenchmark.FOR_SINK,
						PublishBenchmark.FOR_BROKER, peers, directory),
				new RoundTripBenchmark(new Rounds(8, 9), 2000, peers, directory),
				new StartBenchmark(new Rounds(1, 9), directory),
				new DevicesBenchmark(1, List.of(100, 500, 2000), Duration.ofSeconds(6), Jdks.all()),
				new OutageBenchmark(new Rounds(1, 5), 2000, directory), new KillBenchmark(3, 500, directory),
				new ReturnBenchmark(new Rounds(1, 5), 50, Duration.ofSeconds(3)),
				new StormBenchmark(new Rounds(1, 5), 500),
				new LossBenchmark(1, List.of(LossBenchmark.Kind.values()), directory),
				new DispatchBenchmark(new Rounds(3, 7), 50_000),
				new SignBenchmark(new Rounds(2, 5), Duration.ofMillis(200)));
	}

	private static List<Benchmark> shortened(Path directory) throws IOException {
		Peers peers = Peers.all();
		return List.of(new ConnectBenchmark(new Rounds(1, 3), peers, directory),
				new RegisterBenchmark(new Rounds(2, 10), directory),
				new PublishBenchmark(new Rounds(1, 3), Duration.ofMillis(100), PublishBenchmark.FOR_SINK,
						PublishBenchmark.FOR_BROKER, peers, directory),
				new RoundTripBenchmark(new Rounds(1, 3), 200, peers, directory),
				new StartBenchmark(new Rounds(0, 2), directory),
				new DevicesBenchmark(1, List.of(100), Duration.ofSeconds(6), Jdks.all()),
				new OutageBenchmark(new Rounds(0, 1), 200, directory), new KillBenchmark(1, 50, directory),
				new ReturnBenchmark(new Rounds(0, 1), 50, Duration.ofSeconds(3)),
				new StormBenchmark(new Rounds(0, 1), 50),
				new LossBenchmark(1, List.of(LossBenchmark.Kind.values()), directory),
				new DispatchBenchmark(new Rounds(1, 2), 5_000),
				new SignBenchmark(new Rounds(1, 2), Duration.ofMillis(50)));
	}

	void run(List<String> names) throws Exception {
		List<Benchmark> chosen = names.isEmpty() ? this.benchmarks : names.stream().map(this::named).toList();
		List<String> failed = new ArrayList<>();
		for (Benchmark benchmark : chosen) {
			try {
				measure(benchmark);
			}
			catch (IOException | RuntimeException ex) {
				// a run takes long; the others shall have theirs
				ex.printStackTrace();
				failed.add(benchmark.name());
			}
		}
		Assert.state(failed.isEmpty(), () -> "There are no figures of " + failed);
	}

	private void measure(Benchmark benchmark) throws Exception {
		Surroundings surroundings = Surroundings.present();
		Report report = Report.of(benchmark, surroundings, benchmark.run());
		report.write(this.reports);
		ReportIndex.write(this.reports);
		this.out.println(report.toMarkdown());
	}

	private Benchmark named(String name) {
		return this.benchmarks.stream()
			.filter((benchmark) -> benchmark.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no benchmark '%s', but there are %s"
				.formatted(name, this.benchmarks.stream().map(Benchmark::name).toList())));
	}

}
