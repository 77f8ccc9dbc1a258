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

package io.linkkit.messaging.device;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Rules of the platform for tags (reference §8.4).
 */
final class TagRules {

	static final int MOST = 200;

	private static final int LONGEST_KEY = 64;

	private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

	private static final Pattern VALUE = Pattern.compile("[\\p{IsHan}A-Za-z0-9_.-]+");

	private TagRules() {
	}

	/**
	 * Return the rule that a number of tags breaks.
	 * @return the end of a sentence, or {@code null} if it breaks none
	 */
	static @Nullable String violatedByNumber(int tags) {
		return (tags < 1 || tags > MOST) ? "must be 1 to " + MOST + " at a time, not " + tags : null;
	}

	/**
	 * Return the rule that a key breaks.
	 * @return the end of a sentence, or {@code null} if it breaks none
	 */
	static @Nullable String violatedByKey(String key) {
		if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
			return "must have a key of at most " + LONGEST_KEY + " bytes";
		}
		return KEY.matcher(key).matches() ? null
				: "must have a key of letters, digits and underscores that does not begin with a digit";
	}

	/**
	 * Return the rule that a value breaks.
	 * @return the end of a sentence, or {@code null} if it breaks none
	 */
	static @Nullable String violatedByValue(String value) {
		return VALUE.matcher(value).matches() ? null
				: "must have a value of Chinese characters, letters, digits and the characters _ - .";
	}

}
