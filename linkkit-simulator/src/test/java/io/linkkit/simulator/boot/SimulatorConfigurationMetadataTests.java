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

package io.linkkit.simulator.boot;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata of {@code linkkit.simulator.*} keys.
 */
class SimulatorConfigurationMetadataTests {

	@Test
	void explainsEveryKey() throws IOException {
		assertThat(metadata().path("properties").valueStream())
			.extracting((property) -> property.path("name").asString())
			.containsExactlyInAnyOrder("linkkit.simulator.enabled", "linkkit.simulator.port",
					"linkkit.simulator.console.enabled", "linkkit.simulator.console.port",
					"linkkit.simulator.rate-limits", "linkkit.simulator.state-file");
		assertThat(metadata().path("properties").valueStream())
			.allSatisfy((property) -> assertThat(property.path("description").asString("")).endsWith("."));
	}

	private static JsonNode metadata() throws IOException {
		String location = LinkKitSimulatorProperties.class.getProtectionDomain().getCodeSource().getLocation()
				+ "META-INF/spring-configuration-metadata.json";
		try (InputStream stream = URI.create(location).toURL().openStream()) {
			return JsonMapper.shared().readTree(stream);
		}
	}

}
