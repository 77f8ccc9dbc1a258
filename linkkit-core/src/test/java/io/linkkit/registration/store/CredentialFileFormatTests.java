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

import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CredentialFileFormat}.
 */
class CredentialFileFormatTests {

	private static final Path FILE = Path.of("file");

	private final JsonNode content = new StoredContent(StoreFixture.DEVICE, null).write(7, StoreFixture.TOKEN);

	private final byte[] bytes = CredentialFileFormat.write(this.content);

	@Test
	void readsWhatItWrote() throws Exception {
		assertThat(CredentialFileFormat.read(FILE, this.bytes)).hasToString(this.content.toString());
	}

	@Test
	void findsEveryFlippedBit() {
		for (int i = 0; i < this.bytes.length * 8; i++) {
			byte[] flipped = this.bytes.clone();
			flipped[i / 8] ^= (byte) (1 << (i % 8));
			assertDamaged(flipped, "checksum");
		}
	}

	@Test
	void findsEveryTruncation() {
		for (int length = 1; length < this.bytes.length; length++) {
			assertDamaged(Arrays.copyOf(this.bytes, length), "");
		}
	}

	@Test
	void findsWhatWasAppended() {
		byte[] longer = Arrays.copyOf(this.bytes, this.bytes.length + 1);
		longer[this.bytes.length] = '\n';
		assertDamaged(longer, "checksum");
	}

	@Test
	void tellsEmptyFromTruncated() {
		assertDamaged(new byte[0], "empty");
		assertDamaged(new byte[10], "truncated");
	}

	private static void assertDamaged(byte[] damaged, String reason) {
		assertThatExceptionOfType(DamagedContentException.class)
			.isThrownBy(() -> CredentialFileFormat.read(FILE, damaged))
			.withMessageContaining(reason);
	}

}
