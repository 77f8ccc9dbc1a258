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

package io.linkkit.registration.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import io.linkkit.storage.Digests;
import tools.jackson.databind.JsonNode;

/**
 * A credential file: a line that names the format and its version, JSON, and a line with
 * the SHA-256 of all bytes before it. <pre>
 * linkkit-credential 1
 * {
 *   "productKey" : "a1B2c3D4e5F",
 *   ...
 * }
 * sha-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 * </pre> First and last line look the same in every version, so that damage can be told
 * from a file of a newer version.
 */
final class CredentialFileFormat {

	private static final int VERSION = 1;

	private static final String LAST_LINE = "sha-256 ";

	private static final int LAST_LINE_BYTES = LAST_LINE.length() + 64 + 1;

	private static final Pattern TEXT = Pattern.compile("linkkit-credential ([1-9][0-9]{0,5})\n(.*)", Pattern.DOTALL);

	private CredentialFileFormat() {
	}

	static byte[] write(JsonNode content) {
		String text = "linkkit-credential " + VERSION + "\n" + Json.write(content) + "\n";
		byte[] checked = text.getBytes(StandardCharsets.UTF_8);
		return (text + lastLine(checked)).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Take a file apart.
	 * @throws DamagedContentException if it is not what was once stored
	 * @throws CredentialStoreException if it is whole but of a newer version
	 */
	static JsonNode read(Path file, byte[] bytes) throws DamagedContentException {
		Matcher text = TEXT.matcher(checked(bytes));
		if (!text.matches()) {
			throw new DamagedContentException("it does not begin like a credential file");
		}
		int version = Integer.parseInt(text.group(1));
		if (version > VERSION) {
			throw new CredentialStoreException(Problem.UNREADABLE,
					file + " has format " + version + ", written by a newer version of LinkKit; this one reads format "
							+ VERSION + ". Use the newer version.",
					null);
		}
		return Json.parse(text.group(2));
	}

	private static String checked(byte[] bytes) throws DamagedContentException {
		if (bytes.length == 0) {
			throw new DamagedContentException("it is empty");
		}
		int split = bytes.length - LAST_LINE_BYTES;
		if (split < 0) {
			throw new DamagedContentException("it is truncated");
		}
		byte[] checked = Arrays.copyOf(bytes, split);
		byte[] expected = lastLine(checked).getBytes(StandardCharsets.US_ASCII);
		if (!Arrays.equals(expected, Arrays.copyOfRange(bytes, split, bytes.length))) {
			throw new DamagedContentException("its checksum does not match");
		}
		return new String(checked, StandardCharsets.UTF_8);
	}

	private static String lastLine(byte[] checked) {
		return LAST_LINE + Digests.sha256(checked) + "\n";
	}

}
