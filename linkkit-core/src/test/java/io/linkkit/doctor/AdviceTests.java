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

package io.linkkit.doctor;

import java.lang.Character.UnicodeScript;
import java.util.regex.Pattern;

import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.RegistrationFailureReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Advice} and {@link Remedies}.
 */
class AdviceTests {

	private static final Pattern KEY = Pattern.compile("linkkit(\\.[a-z-]+)+");

	@ParameterizedTest
	@EnumSource
	void isInBothLanguages(Advice advice) {
		assertThat(advice.english()).isNotBlank().doesNotEndWith(".");
		assertThat(advice.english().chars()).noneMatch(AdviceTests::isChinese);
		assertThat(advice.chinese().chars()).anyMatch(AdviceTests::isChinese);
		assertThat(advice.chinese()).doesNotEndWith("。");
	}

	private static boolean isChinese(int character) {
		return UnicodeScript.of(character) == UnicodeScript.HAN;
	}

	@ParameterizedTest
	@EnumSource
	void chineseNamesNoKeyThatTheEnglishDoesNot(Advice advice) {
		assertThat(KEY.matcher(advice.chinese()).results().map((key) -> key.group()))
			.allSatisfy((key) -> assertThat(advice.english()).contains(key));
	}

	@ParameterizedTest
	@EnumSource
	void everyReasonHasItsAdvice(FailureReason reason) {
		assertThat(Remedies.of(reason)).isNotNull();
	}

	@ParameterizedTest
	@EnumSource
	void everyReasonOfARegistrationHasItsAdvice(RegistrationFailureReason reason) {
		assertThat(Remedies.of(reason)).isNotNull();
	}

}
