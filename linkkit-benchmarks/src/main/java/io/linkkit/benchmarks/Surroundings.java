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
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What figures depend on besides the code.
 *
 * @param commit what was measured
 * @param date the day, UTC
 * @param jdk the JVM
 * @param machine operating system, processors and memory
 * @param load how busy the processors were at the start
 */
record Surroundings(String commit, String date, String jdk, String machine, double load) {

	/**
	 * System property by which {@code run.sh} tells the commit.
	 */
	static final String COMMIT = "linkkit.commit";

	private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

	static Surroundings present() {
		return new Surroundings(System.getProperty(COMMIT, "unknown"), LocalDate.now(Clock.systemUTC()).toString(),
				"%s %s".formatted(System.getProperty("java.vm.name"), System.getProperty("java.runtime.version")),
				"%s %s, %d cores%s".formatted(System.getProperty("os.name"), System.getProperty("os.arch"),
						Runtime.getRuntime().availableProcessors(), processor()),
				ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
	}

	private static String processor() {
		try (Stream<String> lines = Files.lines(CPU_INFO)) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> " of " + line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse("");
		}
		catch (IOException ex) {
			return "";
		}
	}

	String toMarkdown() {
		return String.format(Locale.ROOT, "Commit %s · %s · %s · %s · load before %.2f\n", this.commit, this.date,
				this.jdk, this.machine, this.load);
	}

}
