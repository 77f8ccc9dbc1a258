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
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SettingRule}.
 */
class SettingRuleTests {

	private final SettingRule rule = SettingRule.of("some-key", "[a-z]+", "must consist of letters", "Use letters.");

	private final SettingRule secretRule = SettingRule.ofSecret("some-secret", "[a-z]+", "must consist of letters",
			"Use letters.");

	@Test
	void valueThatFitsIsReturned() {
		assertThat(this.rule.check("abc")).isEqualTo("abc");
	}

	@Test
	void missingValueIsRefused() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.rule.check(null))
			.withMessage("'linkkit.some-key' is missing. Use letters.");
	}

	@Test
	void emptyValueIsRefused() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.rule.check(""))
			.withMessage("'linkkit.some-key' is empty. Use letters.");
	}

	@Test
	void valueThatDoesNotFitIsRefused() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.rule.check("abc1"))
			.withMessage("'linkkit.some-key' (now 'abc1') must consist of letters. Use letters.");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			" abc",      Remove the blank at its beginning.
			"abc ",      Remove the blank at its end.
			"abc\\n",    Remove the invisible character U+000A at its end.
			"\u00a0abc", Remove the invisible character U+00A0 at its beginning.
			"abc\u3000", Remove the invisible character U+3000 at its end.
			"\ufeffabc", Remove the invisible character U+FEFF at its beginning.
			"abc\u200b", Remove the invisible character U+200B at its end.
			" ",         Remove the blank at its beginning.
			""")
	void blankAtAnEndIsNamed(String value, String remedy) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> this.rule.check(value.replace("\\n", "\n")))
			.satisfies((ex) -> {
				assertThat(ex.getRule()).isEqualTo("must not begin or end with a blank");
				assertThat(ex.getRemedy()).isEqualTo(remedy);
			});
	}

	@Test
	void blankInsideIsNamed() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.rule.check("ab\tc"))
			.satisfies((ex) -> assertThat(ex.getRemedy())
				.isEqualTo("Remove the invisible character U+0009 at position 3. Use letters."));
	}

	@Test
	void blankInsideIsAcceptedWhereTheRuleAllowsIt() {
		assertThat(SettingRule.of("some-key", ".*", "", "").check("a b")).isEqualTo("a b");
	}

	@Test
	void secretIsNeverShown() {
		for (String value : new String[] { "p4ssword", "password ", "pass word" }) {
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.secretRule.check(value))
				.satisfies((ex) -> {
					assertThat(ex.getValue()).isNull();
					assertThat(ex).hasMessageStartingWith("'linkkit.some-secret' must")
						.message()
						.doesNotContain(value.strip());
				});
		}
	}

}
