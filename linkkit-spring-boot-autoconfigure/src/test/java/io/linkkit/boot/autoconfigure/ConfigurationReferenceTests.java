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

package io.linkkit.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/configuration.md} to the metadata of the properties.
 * {@code -Ddocs.write=true} writes it anew.
 */
class ConfigurationReferenceTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

	private static final String HEAD = """
			# All keys

			<!-- written by ConfigurationReferenceTests with -Ddocs.write=true -->

			Whatever `application.yml` may say under `linkkit`. A plain number is seconds where the type is a duration, and bytes
			where it is a size. The [README](../README.md#configuration) explains the same keys in the order in which one
			meets them.

			| key | type | default | what it is |
			|---|---|---|---|
			""";

	private final JsonNode metadata = read();

	@Test
	void describesEveryKey() throws IOException {
		String expected = HEAD + this.metadata.path("properties")
			.valueStream()
			.filter((property) -> property.path("name").asString().startsWith("linkkit."))
			.sorted(Comparator.comparing((property) -> property.path("name").asString()))
			.map(this::row)
			.collect(Collectors.joining());
		if (Boolean.getBoolean("docs.write")) {
			Files.writeString(DOCUMENT, expected);
		}
		assertThat(Files.readString(DOCUMENT)).as("the page; -Ddocs.write=true writes it anew").isEqualTo(expected);
	}

	private String row(JsonNode property) {
		String name = property.path("name").asString();
		return "| `%s` | %s | %s | %s |\n".formatted(name, type(name, property.path("type").asString()),
				defaultValue(property.path("defaultValue")),
				property.path("description").asString().replace("|", "\\|"));
	}

	private String type(String name, String type) {
		List<String> values = values(name);
		if (!values.isEmpty()) {
			return values.stream().map((value) -> "`" + value + "`").collect(Collectors.joining(", "));
		}
		return switch (type) {
			case "java.lang.Boolean" -> "`true`, `false`";
			case "java.lang.Integer" -> "number";
			case "java.time.Duration" -> "duration";
			case "org.springframework.util.unit.DataSize" -> "size";
			case "io.linkkit.auth.Secret" -> "secret";
			case "java.util.Map<java.lang.String,java.lang.String>" -> "texts by name";
			default -> type.startsWith("java.util.List") ? "list" : "text";
		};
	}

	private List<String> values(String name) {
		return this.metadata.path("hints")
			.valueStream()
			.filter((hint) -> hint.path("name").asString().equals(name))
			.filter((hint) -> hint.path("providers").isMissingNode())
			.flatMap((hint) -> hint.path("values").valueStream())
			.map((value) -> value.path("value").asString())
			.toList();
	}

	private static String defaultValue(JsonNode value) {
		return value.isMissingNode() ? "" : "`" + value.asString() + "`";
	}

	private static JsonNode read() {
		try (InputStream stream = LinkKitProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return JsonMapper.shared().readTree(stream);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
