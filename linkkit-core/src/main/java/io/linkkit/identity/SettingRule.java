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

import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a text setting must look like, and what to tell whoever breaks that.
 *
 * @param setting the key without the prefix {@code linkkit.}
 * @param pattern what the whole value must match
 * @param rule the pattern in words, as the end of a sentence that begins with the setting
 * @param remedy what to do if the rule is broken, in whole sentences
 * @param secret whether the value must never be shown
 */
public record SettingRule(String setting, Pattern pattern, String rule, String remedy, boolean secret) {

	/**
	 * Create a rule for a setting that may be shown.
	 * @param setting the key without the prefix {@code linkkit.}
	 * @param regex what the whole value must match
	 * @param rule the pattern in words
	 * @param remedy what to do if the rule is broken
	 * @return the rule
	 */
	public static SettingRule of(String setting, String regex, String rule, String remedy) {
		return new SettingRule(setting, Pattern.compile(regex), rule, remedy, false);
	}

	/**
	 * Create a rule for a setting that must never be shown.
	 * @param setting the key without the prefix {@code linkkit.}
	 * @param regex what the whole value must match
	 * @param rule the pattern in words
	 * @param remedy what to do if the rule is broken
	 * @return the rule
	 */
	public static SettingRule ofSecret(String setting, String regex, String rule, String remedy) {
		return new SettingRule(setting, Pattern.compile(regex), rule, remedy, true);
	}

	/**
	 * Insist on the rule.
	 * @param value what the setting holds
	 * @return the value, unchanged
	 * @throws InvalidSettingException if the value is missing or breaks the rule
	 */
	public String check(@Nullable String value) {
		if (value == null || value.isEmpty()) {
			String problem = (value != null) ? "is empty" : "is missing";
			throw new InvalidSettingException(this.setting, null, problem, this.remedy);
		}
		InvisibleCharacter.atAnEndOf(value).ifPresent((blank) -> {
			throw broken(value, "must not begin or end with a blank", "Remove the " + blank + ".");
		});
		if (!this.pattern.matcher(value).matches()) {
			Optional<InvisibleCharacter> blank = InvisibleCharacter.firstIn(value);
			throw broken(value, this.rule, blank.map((found) -> "Remove the " + found + ". ").orElse("") + this.remedy);
		}
		return value;
	}

	private InvalidSettingException broken(String value, String brokenRule, String brokenRemedy) {
		return new InvalidSettingException(this.setting, this.secret ? null : value, brokenRule, brokenRemedy);
	}

}
