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

package io.linkkit.connection;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * What a file of messages says of itself, so that what is missing is noticed.
 *
 * @param writes how often it was written
 * @param messages how many messages are in it
 */
record StoredState(long writes, long messages) {

	private static final Pattern FORMAT = Pattern.compile("(\\d{1,18}) (\\d{1,18}) [0-9a-f]{1,8}");

	/**
	 * Return the state as it stands in the file: the numbers and a checksum.
	 */
	@Override
	public String toString() {
		String numbers = this.writes + " " + this.messages;
		CRC32 crc = new CRC32();
		crc.update(numbers.getBytes(StandardCharsets.US_ASCII));
		return numbers + " " + Long.toHexString(crc.getValue());
	}

	/**
	 * Read what {@link #toString()} gave.
	 * @return {@code null} if it is anything else
	 */
	static @Nullable StoredState parse(@Nullable String text) {
		Matcher matcher = FORMAT.matcher((text != null) ? text : "");
		if (!matcher.matches()) {
			return null;
		}
		StoredState state = new StoredState(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
		return state.toString().equals(text) ? state : null;
	}

}
