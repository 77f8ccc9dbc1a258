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
import java.util.stream.Stream;

/**
 * The JDKs on this machine to measure with: the present one, and a newer one with virtual
 * threads if there is one.
 */
final class Jdks {

	private static final String NEWER = "LINKKIT_JDK25_HOME";

	private static final String USUAL_PLACE = "/usr/lib/jvm/temurin-25-jdk-amd64";

	private Jdks() {
	}

	static Path present() {
		return Path.of(System.getProperty("java.home"));
	}

	static List<Path> all() {
		Stream<Path> newer = Stream.concat(Stream.ofNullable(System.getenv(NEWER)), Stream.of(USUAL_PLACE))
			.map(Path::of)
			.filter((jdk) -> Files.isExecutable(jdk.resolve("bin").resolve("java")))
			.limit(1);
		return Stream.concat(Stream.of(present()), newer).distinct().toList();
	}

	/**
	 * Return the first number of a JDK's version.
	 * @param jdk where it is
	 */
	static String feature(Path jdk) throws IOException {
		try (Stream<String> release = Files.lines(jdk.resolve("release"))) {
			return release.filter((line) -> line.startsWith("JAVA_VERSION="))
				.map((line) -> line.replaceAll("\\D*(\\d+).*", "$1"))
				.findFirst()
				.orElse("unknown");
		}
	}

}
