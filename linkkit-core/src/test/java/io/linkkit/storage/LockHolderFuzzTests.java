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

package io.linkkit.storage;

import java.nio.charset.StandardCharsets;

import io.linkkit.Fuzz;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stands in a lock file, which anybody may have written, in a message.
 */
class LockHolderFuzzTests {

	@Test
	void linesOfLockFiles() {
		Fuzz.examples(LockHolder.self())
			.words("\n", "\r", "\u001b[2J", "\0")
			.check((input) -> assertThat(LockHolder.printable(new String(input, StandardCharsets.UTF_8)))
				.doesNotContainPattern("\\p{Cntrl}"));
	}

}
