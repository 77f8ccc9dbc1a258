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

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A setting breaks a rule of the platform or of this library, and the device cannot work
 * before somebody corrects it. Tells that person everything needed: which setting, what
 * it holds, what is wrong and what to do.
 */
public class InvalidSettingException extends IllegalArgumentException {

	private final String setting;

	private final @Nullable String value;

	private final String rule;

	private final String remedy;

	/**
	 * Create the exception.
	 * @param setting the key without the prefix {@code linkkit.}, such as
	 * {@code product-key}
	 * @param value what the setting holds; {@code null} if it is missing, too long to be
	 * shown or a secret
	 * @param rule the rule that is broken, as the end of a sentence that begins with the
	 * setting, such as {@code must consist of letters and digits}
	 * @param remedy what to do, in one or more whole sentences
	 */
	public InvalidSettingException(String setting, @Nullable String value, String rule, String remedy) {
		super(describe(setting, value, rule) + ". " + remedy);
		this.setting = setting;
		this.value = value;
		this.rule = rule;
		this.remedy = remedy;
	}

	/**
	 * Make several checks, so that a person learns at once of all that is wrong.
	 * @param checks the checks
	 * @throws InvalidSettingException the first one thrown by a check; the others are
	 * suppressed exceptions of it
	 */
	public static void throwAllOf(Runnable... checks) {
		InvalidSettingException first = null;
		for (Runnable check : checks) {
			try {
				check.run();
			}
			catch (InvalidSettingException ex) {
				if (first == null) {
					first = ex;
				}
				else {
					first.addSuppressed(ex);
				}
			}
		}
		if (first != null) {
			throw first;
		}
	}

	private static String describe(String setting, @Nullable String value, String rule) {
		String now = (value != null) ? " (now '" + printable(value) + "') " : " ";
		return "'linkkit." + setting + "'" + now + rule;
	}

	private static String printable(String value) {
		return value.chars().mapToObj(InvalidSettingException::printable).collect(Collectors.joining());
	}

	private static String printable(int character) {
		boolean shown = character == ' ' || !InvisibleCharacter.isInvisible(character);
		return shown ? String.valueOf((char) character) : "<" + InvisibleCharacter.codeOf(character) + ">";
	}

	/**
	 * Return the key without the prefix {@code linkkit.}.
	 * @return the key, such as {@code product-key}
	 */
	public String getSetting() {
		return this.setting;
	}

	/**
	 * Return what the setting holds, exactly.
	 * @return the value, or {@code null} if it is missing, too long to be shown or a
	 * secret
	 */
	public @Nullable String getValue() {
		return this.value;
	}

	/**
	 * Return the rule that is broken.
	 * @return the end of a sentence that begins with the setting, without a full stop
	 */
	public String getRule() {
		return this.rule;
	}

	/**
	 * Return what is wrong: setting, value and rule. Invisible characters of the value
	 * are shown as their codes.
	 * @return one sentence without a full stop
	 */
	public String getDescription() {
		return describe(this.setting, this.value, this.rule);
	}

	/**
	 * Return what to do.
	 * @return one or more whole sentences
	 */
	public String getRemedy() {
		return this.remedy;
	}

}
