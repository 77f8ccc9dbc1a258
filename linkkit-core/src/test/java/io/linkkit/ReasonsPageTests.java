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

package io.linkkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.linkkit.connection.Suspicion;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.RegistrationFailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/reasons.md} to what the code says: every reason with its remedy, and
 * no other.
 */
class ReasonsPageTests {

	private static List<String> rows() throws IOException {
		return Files.readAllLines(Path.of("..", "docs", "reasons.md"), StandardCharsets.UTF_8)
			.stream()
			.filter((line) -> line.startsWith("| `"))
			.toList();
	}

	@Test
	void pageHasOneRowForEachReasonInTheirOrder() throws IOException {
		List<String> expected = Stream
			.of(Stream.of(FailureReason.values()).map(ReasonsPageTests::row),
					Stream.of(Suspicion.values()).map(ReasonsPageTests::row),
					Stream.of(RegistrationFailureReason.values()).map(ReasonsPageTests::row))
			.flatMap((rows) -> rows)
			.toList();
		assertThat(rows()).as("rows of docs/reasons.md").containsExactlyElementsOf(expected);
	}

	private static String row(FailureReason reason) {
		String next = switch (reason) {
			case STOPPED_BY_APPLICATION -> "none";
			case RECONNECT_REQUESTED -> "at once";
			case KICKED -> "soon, then quarantine";
			default -> switch (reason.kind()) {
				case NETWORK, LOCAL -> "soon";
				case TLS, REFUSED -> "late";
			};
		};
		return row(reason, reason.description(), next, reason.remedy());
	}

	private static String row(Suspicion suspicion) {
		return row(suspicion, suspicion.description(), "late", suspicion.remedy());
	}

	private static String row(RegistrationFailureReason reason) {
		String next = switch (reason.retry()) {
			case SOON -> "soon";
			case LATE -> "late";
			case NEVER -> "none";
		};
		return row(reason, reason.description(), next, reason.remedy());
	}

	private static String row(Enum<?> reason, String description, String next, String remedy) {
		return "| `%s` | %s | %s | %s |".formatted(reason.name(), description, next, remedy);
	}

	@ParameterizedTest
	@EnumSource
	void everyReasonHasACauseAndARemedyInWords(FailureReason reason) {
		assertThat(reason.description()).isNotBlank().doesNotEndWith(".");
		assertThat(reason.remedy()).isNotBlank().doesNotEndWith(".");
	}

}
