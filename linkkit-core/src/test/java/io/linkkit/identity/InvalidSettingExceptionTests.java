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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InvalidSettingException}.
 */
class InvalidSettingExceptionTests {

	@Test
	void messageTellsSettingValueRuleAndRemedy() {
		assertThat(new InvalidSettingException("port", "70000", "must be a number from 1 to 65535", "Leave it out."))
			.hasMessage("'linkkit.port' (now '70000') must be a number from 1 to 65535. Leave it out.");
	}

	@Test
	void descriptionLeavesTheRemedyOut() {
		assertThat(new InvalidSettingException("port", "0", "must be a number from 1 to 65535", "Leave it out.")
			.getDescription()).isEqualTo("'linkkit.port' (now '0') must be a number from 1 to 65535");
	}

	@Test
	void messageDoesWithoutAValue() {
		assertThat(new InvalidSettingException("host-name", null, "is missing", "Set it."))
			.hasMessage("'linkkit.host-name' is missing. Set it.");
	}

	@Test
	void messageShowsInvisibleCharacters() {
		InvalidSettingException exception = new InvalidSettingException("device-name", "a b\u3000\r\n\u200b", "is odd",
				"Change it.");
		assertThat(exception).hasMessageContaining("'a b<U+3000><U+000D><U+000A><U+200B>'");
		assertThat(exception.getValue()).isEqualTo("a b\u3000\r\n\u200b");
	}

}
