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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every snippet of Java in the documentation is code that a test compiles: it occurs,
 * apart from blanks and line breaks, in a source file of this module's tests.
 */
class DocumentedSnippetsTests {

	private static final Path DOCS = Path.of("..", "docs");

	private static final Path SOURCES = Path.of("src", "test", "java");

	private static final Pattern SNIPPET = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

	static List<Path> documents() throws IOException {
		return filesIn(DOCS, ".md");
	}

	private static List<Path> filesIn(Path directory, String suffix) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(suffix)).sorted().toList();
		}
	}

	@ParameterizedTest
	@MethodSource("documents")
	void everySnippetIsPartOfASourceFile(Path document) throws IOException {
		List<String> sources = filesIn(SOURCES, ".java").stream().map(DocumentedSnippetsTests::read).toList();
		String text = Files.readString(document);
		List<String> snippets = SNIPPET.matcher(text).results().map((found) -> squeezed(found.group(1))).toList();
		assertThat(snippets).hasSize(text.split("```java", -1).length - 1);
		assertThat(
				snippets.stream().filter((snippet) -> sources.stream().noneMatch((source) -> source.contains(snippet))))
			.as("snippets that no source file contains")
			.isEmpty();
	}

	private static String read(Path file) {
		try {
			return squeezed(Files.readString(file));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String squeezed(String text) {
		return text.replaceAll("\\s+", "");
	}

}
