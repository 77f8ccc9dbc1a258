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

package io.linkkit.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import com.fasterxml.jackson.annotation.JsonValue;

import org.springframework.util.Assert;

/**
 * A text that must not be seen: a device secret, product secret, device token or MQTT
 * password. It prints as {@code ******} wherever it is printed, and is compared in
 * constant time.
 */
public final class Secret {

	private static final String MASK = "******";

	private final String value;

	private Secret(String value) {
		this.value = value;
	}

	/**
	 * Wrap a text. Configuration properties bind through this method.
	 * @param value the text, not empty
	 * @return the secret
	 * @throws IllegalArgumentException if the text is empty
	 */
	public static Secret of(String value) {
		Assert.hasLength(value, "'value' must not be empty");
		return new Secret(value);
	}

	/**
	 * Hand out the text itself. Whoever calls this answers for where it goes: never into
	 * a log, an event, an exception message or a {@code toString}.
	 * @return the text
	 */
	public String reveal() {
		return this.value;
	}

	/**
	 * Return how long the text is, by which one kind of secret can be told from another
	 * (reference §1).
	 * @return number of characters, at least 1
	 */
	public int length() {
		return this.value.length();
	}

	@Override
	public boolean equals(Object other) {
		return (other instanceof Secret that) && MessageDigest.isEqual(bytes(this.value), bytes(that.value));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Return the same number for every secret, so that no hash of one is ever printed.
	 */
	@Override
	public int hashCode() {
		return Secret.class.hashCode();
	}

	/**
	 * Return a mask. JSON holds it too, since a mapper that writes fields would otherwise
	 * write the text.
	 */
	@JsonValue
	@Override
	public String toString() {
		return MASK;
	}

}
