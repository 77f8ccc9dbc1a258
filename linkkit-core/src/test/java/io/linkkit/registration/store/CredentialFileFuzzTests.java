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

import io.linkkit.Fuzz;
import io.linkkit.auth.DeviceCredential;
import io.linkkit.registration.CredentialStoreException;
import io.linkkit.storage.Digests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz tests for credential files: their content is read, or found damaged, or of no use,
 * and no message shows a secret.
 */
class CredentialFileFuzzTests {

	private static final Path FILE = Path.of("file");

	private static final String[] WORDS = { "linkkit-credential ", "sha-256 ", "\n", "[", "{\"a\":", "null", "\"",
			"999999", "-1", "\"encrypted\":{}", "\"credential\":{}", "AAAA" };

	@Test
	void files() {
		Fuzz.examples(file(null, StoreFixture.OLD), file(null, StoreFixture.TOKEN),
				file(StoreFixture.CIPHER, StoreFixture.NEW))
			.words(WORDS)
			.check((input) -> assertSafe(input, StoreFixture.CIPHER));
	}

	@Test
	void filesWhoseChecksumIsRight() {
		Fuzz.examples(checked(file(null, StoreFixture.OLD)), checked(file(null, StoreFixture.TOKEN)),
				checked(file(StoreFixture.CIPHER, StoreFixture.NEW)))
			.words(WORDS)
			.check((input) -> {
				byte[] file = concat(input, ("sha-256 " + Digests.sha256(input) + "\n"));
				assertSafe(file, StoreFixture.CIPHER);
				assertSafe(file, null);
			});
	}

	private static void assertSafe(byte[] file, @Nullable CredentialCipher cipher) {
		StoredContent content = new StoredContent(StoreFixture.DEVICE, cipher);
		try {
			JsonNode json = CredentialFileFormat.read(FILE, file);
			content.check(json);
			assertHidden(content.read(json, "file").toString());
			content.isAsProtectedAsAsked(json);
		}
		catch (DamagedContentException | CredentialStoreException ex) {
			assertHidden(ex.toString());
			assertThat(ex.getCause()).as("a cause may quote what was read").isNull();
		}
	}

	private static void assertHidden(String text) {
		assertThat(text).hasSizeLessThan(5000).doesNotContain(StoreFixture.OLD_SECRET, StoreFixture.NEW_SECRET);
	}

	private static byte[] file(@Nullable CredentialCipher cipher, DeviceCredential credential) {
		return CredentialFileFormat.write(new StoredContent(StoreFixture.DEVICE, cipher).write(7, credential));
	}

	private static byte[] checked(byte[] file) {
		String text = new String(file, StandardCharsets.UTF_8);
		return text.substring(0, text.lastIndexOf("sha-256 ")).getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] concat(byte[] bytes, String text) {
		byte[] last = text.getBytes(StandardCharsets.US_ASCII);
		byte[] all = Arrays.copyOf(bytes, bytes.length + last.length);
		System.arraycopy(last, 0, all, bytes.length, last.length);
		return all;
	}

}
