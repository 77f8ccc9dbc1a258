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

package io.linkkit.messaging.observation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.micrometer.common.docs.KeyName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LinkKitObservation}.
 */
class LinkKitObservationTests {

	@Test
	void everyObservationAndKeyIsDocumentedAndNoOther() throws IOException {
		Map<String, Set<String>> documented = new TreeMap<>();
		try (Stream<String> lines = Files.lines(Path.of("..", "docs", "metrics.md"))) {
			String[] heading = { "" };
			lines.forEach((line) -> {
				if (line.startsWith("### ")) {
					heading[0] = line.substring("### ".length()).replace("`", "");
				}
				else if (line.startsWith("| `") && heading[0].startsWith("linkkit.message.")) {
					String[] cells = line.split("\\|");
					documented.computeIfAbsent(heading[0], (name) -> new TreeSet<>())
						.add(cells[1].replace("`", "").strip() + " " + cells[2].strip());
				}
			});
		}
		Map<String, Set<String>> existing = new TreeMap<>();
		existing.put(DefaultLinkKitPublishObservationConvention.NAME, keys(LinkKitObservation.PUBLISH));
		existing.put(DefaultLinkKitProcessObservationConvention.NAME, keys(LinkKitObservation.PROCESS));
		assertThat(documented).isEqualTo(existing);
	}

	private static Set<String> keys(LinkKitObservation observation) {
		Set<String> keys = new TreeSet<>();
		for (KeyName key : observation.getLowCardinalityKeyNames()) {
			keys.add(key.asString() + " low");
		}
		for (KeyName key : observation.getHighCardinalityKeyNames()) {
			keys.add(key.asString() + " high");
		}
		return keys;
	}

}
