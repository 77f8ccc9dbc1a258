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

package io.linkkit.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/faults.md} against the tests of all modules: what it says is tested
 * is, and nothing else. {@code -Ddocs.write=true} writes the list of tests anew.
 */
class FaultMatrixDocumentTests {

	private static final int ROWS = 32;

	private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

	private static final Path DOCUMENT = ROOT.resolve("docs/faults.md");

	private static final String LIST = "-Ddocs.write=true -->\n";

	private static final Pattern METHOD = Pattern.compile("void (f(\\d+)[A-Z]\\w*)\\(");

	private static final Pattern ROW = Pattern.compile("\\| F(\\d+) \\|[^|]+\\|[^|]+\\| (yes|partly|not yet) \\|");

	private final SortedMap<Integer, SortedMap<String, SortedSet<String>>> tests = tests();

	@Test
	void everyRowIsThereOnce() throws IOException {
		assertThat(rows().map((row) -> row.group(1)))
			.containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS).mapToObj(String::valueOf).toList());
	}

	@Test
	void rowsThatAreTestedHaveTestsAndOthersHaveNone() throws IOException {
		assertThat(rows().filter((row) -> !row.group(2).equals("not yet")).map((row) -> Integer.valueOf(row.group(1))))
			.as("rows said to be tested, beside rows with tests")
			.containsExactlyElementsOf(this.tests.keySet());
	}

	@Test
	void everyTestIsListed() throws IOException {
		String document = Files.readString(DOCUMENT);
		int start = document.indexOf(LIST) + LIST.length();
		if (Boolean.getBoolean("docs.write")) {
			Files.writeString(DOCUMENT, document.substring(0, start) + list());
		}
		assertThat(Files.readString(DOCUMENT).substring(start))
			.as("the list of tests; -Ddocs.write=true writes it anew")
			.isEqualTo(list());
	}

	private static Stream<MatchResult> rows() throws IOException {
		return ROW.matcher(Files.readString(DOCUMENT)).results();
	}

	private String list() {
		return this.tests.entrySet()
			.stream()
			.map((row) -> "\n* **F" + row.getKey() + "**\n" + list(row.getValue()))
			.collect(Collectors.joining());
	}

	private static String list(Map<String, SortedSet<String>> classes) {
		return classes.entrySet()
			.stream()
			.map((entry) -> "  * `" + entry.getKey() + "`: " + String.join(", ", entry.getValue()) + "\n")
			.collect(Collectors.joining());
	}

	/**
	 * Find the tests: row, class, methods.
	 */
	private static SortedMap<Integer, SortedMap<String, SortedSet<String>>> tests() {
		SortedMap<Integer, SortedMap<String, SortedSet<String>>> tests = new TreeMap<>();
		for (Path source : sources()) {
			String name = source.getFileName().toString().replace(".java", "");
			METHOD.matcher(read(source))
				.results()
				.forEach((method) -> tests.computeIfAbsent(Integer.valueOf(method.group(2)), (row) -> new TreeMap<>())
					.computeIfAbsent(name, (found) -> new TreeSet<>())
					.add(method.group(1)));
		}
		return tests;
	}

	private static List<Path> sources() {
		try (Stream<Path> modules = Files.list(ROOT)) {
			return modules.map((module) -> module.resolve("src/test/java"))
				.filter(Files::isDirectory)
				.flatMap(FaultMatrixDocumentTests::sourcesIn)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<Path> sourcesIn(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith("Tests.java")).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
