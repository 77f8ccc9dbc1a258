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

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What figures depend on besides the code.
 *
 * @param commit what was measured
 * @param jdk the JVM
 * @param machine operating system, processors and how busy they were at the start
 */
record Surroundings(String commit, String jdk, String machine) {

	/**
	 * System property by which {@code run.sh} tells the commit.
	 */
	static final String COMMIT = "linkkit.commit";

	static Surroundings present() {
		return new Surroundings(System.getProperty(COMMIT, "unknown"),
				"%s %s".formatted(System.getProperty("java.vm.name"), System.getProperty("java.runtime.version")),
				String.format(Locale.ROOT, "%s %s, %d cores, load %.2f", System.getProperty("os.name"),
						System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(),
						ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
	}

	String toMarkdown() {
		return "Commit %s · %s · %s\n".formatted(this.commit, this.jdk, this.machine);
	}

}
