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

package io.linkkit.simulator.platform;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into maps, lists, texts, {@link BigDecimal}, booleans and {@code null}. The
 * simulator needs it for one small request and carries no JSON library for that.
 */
final class JsonText {

	private static final int MAX_DEPTH = 64;

	private final String text;

	private int position;

	private JsonText(String text) {
		this.text = text;
	}

	/**
	 * Read an object.
	 * @param text the JSON
	 * @return its members by name
	 * @throws IllegalArgumentException when the text is not one
	 */
	static Map<?, ?> parseObject(String text) {
		JsonText json = new JsonText(text);
		Object value = json.value(0);
		json.skipSpace();
		if (json.position < text.length() || !(value instanceof Map<?, ?> object)) {
			throw json.malformed();
		}
		return object;
	}

	static String quote(String text) {
		StringBuilder quoted = new StringBuilder("\"");
		text.chars().forEach((character) -> {
			if (character == '"' || character == '\\') {
				quoted.append('\\').append((char) character);
			}
			else if (character < ' ') {
				quoted.append(String.format("\\u%04x", character));
			}
			else {
				quoted.append((char) character);
			}
		});
		return quoted.append('"').toString();
	}

	private @Nullable Object value(int depth) {
		if (depth > MAX_DEPTH) {
			throw malformed();
		}
		skipSpace();
		return switch (peek()) {
			case '{' -> object(depth);
			case '[' -> array(depth);
			case '"' -> string();
			case 't' -> literal("true", true);
			case 'f' -> literal("false", false);
			case 'n' -> literal("null", null);
			default -> number();
		};
	}

	private Map<String, @Nullable Object> object(int depth) {
		Map<String, @Nullable Object> members = new LinkedHashMap<>();
		expect('{');
		if (!accept('}')) {
			do {
				skipSpace();
				String name = string();
				expect(':');
				members.put(name, value(depth + 1));
			}
			while (accept(','));
			expect('}');
		}
		return members;
	}

	private List<@Nullable Object> array(int depth) {
		List<@Nullable Object> elements = new ArrayList<>();
		expect('[');
		if (!accept(']')) {
			do {
				elements.add(value(depth + 1));
			}
			while (accept(','));
			expect(']');
		}
		return elements;
	}

	private String string() {
		StringBuilder string = new StringBuilder();
		expect('"');
		while (peek() != '"') {
			char character = next();
			if (character < ' ') {
				throw malformed();
			}
			string.append((character == '\\') ? escaped() : character);
		}
		this.position++;
		return string.toString();
	}

	private char escaped() {
		char character = next();
		return switch (character) {
			case '"', '\\', '/' -> character;
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'u' -> unicode();
			default -> throw malformed();
		};
	}

	private char unicode() {
		int code = 0;
		for (int i = 0; i < 4; i++) {
			int digit = Character.digit(next(), 16);
			if (digit < 0) {
				throw malformed();
			}
			code = code * 16 + digit;
		}
		return (char) code;
	}

	private BigDecimal number() {
		int start = this.position;
		while (this.position < this.text.length() && "+-.eE0123456789".indexOf(this.text.charAt(this.position)) >= 0) {
			this.position++;
		}
		try {
			return new BigDecimal(this.text.substring(start, this.position));
		}
		catch (NumberFormatException ex) {
			throw malformed();
		}
	}

	private @Nullable Object literal(String word, @Nullable Object value) {
		if (!this.text.startsWith(word, this.position)) {
			throw malformed();
		}
		this.position += word.length();
		return value;
	}

	private void skipSpace() {
		while (this.position < this.text.length() && " \t\r\n".indexOf(this.text.charAt(this.position)) >= 0) {
			this.position++;
		}
	}

	private boolean accept(char character) {
		skipSpace();
		if (peek() != character) {
			return false;
		}
		this.position++;
		return true;
	}

	private void expect(char character) {
		if (!accept(character)) {
			throw malformed();
		}
	}

	private char next() {
		char character = peek();
		this.position++;
		return character;
	}

	private char peek() {
		if (this.position >= this.text.length()) {
			throw malformed();
		}
		return this.text.charAt(this.position);
	}

	private IllegalArgumentException malformed() {
		return new IllegalArgumentException("malformed JSON at character " + this.position);
	}

}
