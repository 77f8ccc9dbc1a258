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

package io.linkkit.mqtt;

import java.util.regex.Pattern;

/**
 * Makes text of a peer fit for a log.
 */
public final class PlatformText {

	private static final int MAX_LENGTH = 200;

	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

	private PlatformText() {
	}

	/**
	 * Remove what could break up a line, and what is too much.
	 * @param text what the peer wrote
	 * @return at most 200 characters, without control characters
	 */
	public static String clean(String text) {
		String printable = UNPRINTABLE.matcher(text).replaceAll("");
		return printable.codePoints()
			.limit(MAX_LENGTH)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

}
