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

package io.linkkit.identity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LinkKitVersion}.
 */
class LinkKitVersionTests {

	@Test
	void buildFillsInTheVersion() {
		assertThat(LinkKitVersion.get()).matches("\\d+\\.\\d+\\.\\d+.*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "missing.properties", "version-unfiltered.properties", "version-malformed.properties",
			"version-absent.properties" })
	void lostVersionIsUnknown(String resource) {
		assertThat(LinkKitVersion.read(resource)).isEqualTo("unknown");
	}

}
