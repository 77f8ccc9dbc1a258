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
import java.util.stream.IntStream;

/**
 * A blank, a control or a zero-width character: one that a person who copies a value from
 * the console does not see.
 *
 * @param character the character
 * @param place where it stands, in words
 */
record InvisibleCharacter(char character, String place) {

	static boolean isInvisible(int character) {
		return Character.isWhitespace(character) || Character.isSpaceChar(character)
				|| Character.isISOControl(character) || Character.getType(character) == Character.FORMAT;
	}

	static String codeOf(int character) {
		return String.format("U+%04X", character);
	}

	/**
	 * Look for one at the beginning or at the end.
	 * @param text not empty
	 * @return what was found
	 */
	static Optional<InvisibleCharacter> atAnEndOf(String text) {
		return at(0, text).or(() -> at(text.length() - 1, text));
	}

	static Optional<InvisibleCharacter> firstIn(String text) {
		return IntStream.range(0, text.length())
			.mapToObj((index) -> at(index, text))
			.flatMap(Optional::stream)
			.findFirst();
	}

	private static Optional<InvisibleCharacter> at(int index, String text) {
		char character = text.charAt(index);
		return isInvisible(character) ? Optional.of(new InvisibleCharacter(character, place(index, text)))
				: Optional.empty();
	}

	private static String place(int index, String text) {
		if (index == 0) {
			return "at its beginning";
		}
		return (index == text.length() - 1) ? "at its end" : "at position " + (index + 1);
	}

	/**
	 * Name the character and its place, but nothing else of the text it stands in.
	 */
	@Override
	public String toString() {
		return ((this.character == ' ') ? "blank " : "invisible character " + codeOf(this.character) + " ")
				+ this.place;
	}

}
