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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the pages together: what English says, Chinese says, and no link leads nowhere.
 */
class DocumentationTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

	private static final Pattern FIRST_CELL = Pattern.compile("^\\| (`[^|]*`) \\|");

	static Stream<Path> pages() {
		return Stream
			.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("interop"), ROOT.resolve("linkkit-simulator"),
					ROOT.resolve("linkkit-benchmarks"))
			.flatMap(DocumentationTests::markdownIn);
	}

	private static Stream<Path> markdownIn(Path directory) {
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> file.toString().endsWith(".md")).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Stream<Path> chinesePages() {
		return pages().filter((page) -> page.toString().endsWith(".zh-CN.md"));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linksLeadSomewhere(Path page) throws IOException {
		Matcher links = LINK.matcher(Files.readString(page));
		while (links.find()) {
			assertThat(page.resolveSibling(links.group(1))).as("link to %s in %s", links.group(1), page).exists();
		}
	}

	@ParameterizedTest
	@MethodSource("chinesePages")
	void chineseSaysWhatEnglishSays(Path chinese) throws IOException {
		Path english = chinese.resolveSibling(chinese.getFileName().toString().replace(".zh-CN.md", ".md"));
		assertThat(headings(chinese)).as("levels of the headings").isEqualTo(headings(english));
		assertThat(blocks(chinese)).as("commands and code").isEqualTo(blocks(english));
		assertThat(firstCells(chinese)).as("names explained in tables").isEqualTo(firstCells(english));
	}

	@Test
	void theFirstScreenHasTheTwoCommands() throws IOException {
		for (String readme : List.of("README.md", "README.zh-CN.md")) {
			List<String> firstScreen = Files.readAllLines(ROOT.resolve(readme)).subList(0, 20);
			assertThat(firstScreen).contains("mvn -pl linkkit-sample-app -am spring-boot:run", "mvn verify");
		}
	}

	private static List<String> headings(Path page) throws IOException {
		List<String> levels = new ArrayList<>();
		boolean code = false;
		for (String line : Files.readAllLines(page)) {
			code ^= line.startsWith("```");
			if (!code && line.startsWith("#")) {
				levels.add(line.substring(0, line.indexOf(' ')));
			}
		}
		assertThat(levels).isNotEmpty();
		return levels;
	}

	// without comments, which are translated
	private static List<String> blocks(Path page) throws IOException {
		List<String> blocks = new ArrayList<>();
		StringBuilder block = null;
		for (String line : Files.readAllLines(page)) {
			if (line.startsWith("```")) {
				if (block != null) {
					blocks.add(block.toString());
				}
				block = (block != null) ? null : new StringBuilder(line);
			}
			else if (block != null) {
				block.append('\n').append(withoutComment(line));
			}
		}
		return blocks;
	}

	private static String withoutComment(String line) {
		return line.replaceAll("\\s+(#|//) .*$", "").replaceAll("/\\*.*?\\*/", "").stripTrailing();
	}

	private static List<String> firstCells(Path page) throws IOException {
		return Files.readAllLines(page)
			.stream()
			.map(FIRST_CELL::matcher)
			.filter(Matcher::find)
			.map((matcher) -> matcher.group(1))
			.toList();
	}

}
