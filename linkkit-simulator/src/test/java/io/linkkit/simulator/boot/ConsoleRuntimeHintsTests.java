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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConsoleRuntimeHints}.
 */
class ConsoleRuntimeHintsTests {

	@ParameterizedTest
	@ValueSource(strings = { "console.html", "console.css", "console.js", "console.svg" })
	void filesOfThePageAreThere(String name) {
		RuntimeHints hints = new RuntimeHints();
		new ConsoleRuntimeHints().registerHints(hints, getClass().getClassLoader());
		String file = "io/linkkit/simulator/console/" + name;
		assertThat(getClass().getClassLoader().getResource(file)).isNotNull();
		assertThat(RuntimeHintsPredicates.resource().forResource(file)).accepts(hints);
	}

}
