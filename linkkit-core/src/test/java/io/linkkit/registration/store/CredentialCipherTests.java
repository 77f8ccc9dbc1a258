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
import java.util.HexFormat;

import io.linkkit.auth.Secret;
import io.linkkit.identity.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CredentialCipher}.
 */
class CredentialCipherTests {

	private static final String BASE64 = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

	private static final String HEX = "3031323334353637383961626364656630313233343536373839616263646566";

	private final byte[] nonce = new byte[12];

	private final byte[] associated = "device".getBytes(StandardCharsets.UTF_8);

	@Test
	void hexAndBase64AreTheSameKey() throws Exception {
		CredentialCipher base64 = CredentialCipher.withKey(Secret.of(BASE64));
		CredentialCipher hex = CredentialCipher.withKey(Secret.of(HEX));
		assertThat(base64.keyId()).isEqualTo(hex.keyId()).matches("[0-9a-f]{8}");
		byte[] encrypted = base64.encrypt("text".getBytes(StandardCharsets.UTF_8), this.nonce, this.associated);
		assertThat(hex.decrypt(encrypted, this.nonce, this.associated)).asString().isEqualTo("text");
	}

	/**
	 * Case 16 of the AES-256-GCM vectors in McGrew and Viega, "The Galois/Counter Mode of
	 * Operation", appendix B.
	 */
	@Test
	void isAes256Gcm() {
		CredentialCipher cipher = CredentialCipher
			.withKey(Secret.of("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
		byte[] encrypted = cipher.encrypt(
				hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c9595680953"
						+ "2fcf0e2449a6b525b16aedf5aa0de657ba637b39"),
				hex("cafebabefacedbaddecaf888"), hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"));
		assertThat(encrypted)
			.isEqualTo(hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3d"
					+ "a7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"));
	}

	private static byte[] hex(String digits) {
		return HexFormat.of().parseHex(digits);
	}

	@Test
	void everyChangedByteIsNoticed() {
		CredentialCipher cipher = CredentialCipher.withKey(Secret.of(BASE64));
		byte[] encrypted = cipher.encrypt("text".getBytes(StandardCharsets.UTF_8), this.nonce, this.associated);
		for (int i = 0; i < encrypted.length; i++) {
			byte[] changed = encrypted.clone();
			changed[i] ^= 1;
			assertDamaged(cipher, changed, this.nonce, this.associated);
		}
		assertDamaged(cipher, new byte[3], this.nonce, this.associated);
		assertDamaged(cipher, encrypted, new byte[11], this.associated);
		assertDamaged(cipher, encrypted, this.nonce, "another".getBytes(StandardCharsets.UTF_8));
	}

	private static void assertDamaged(CredentialCipher cipher, byte[] encrypted, byte[] nonce, byte[] associated) {
		assertThatExceptionOfType(DamagedContentException.class)
			.isThrownBy(() -> cipher.decrypt(encrypted, nonce, associated));
	}

	@Test
	void noncesDiffer() {
		CredentialCipher cipher = CredentialCipher.withKey(Secret.of(BASE64));
		assertThat(cipher.newNonce()).hasSize(12).isNotEqualTo(cipher.newNonce());
	}

	@ParameterizedTest
	@ValueSource(strings = { "short", "MDEyMzQ1Njc4OWFiY2RlZg==", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY!",
			"303132333435363738396162636465663031323334353637383961626364656", " " + BASE64, BASE64 + "\n" })
	void otherTextIsNoKey(String text) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> CredentialCipher.withKey(Secret.of(text)))
			.withMessageContaining("'linkkit.credentials.encryption-key' must be 32 bytes")
			.withMessageContaining("openssl rand -base64 32")
			.withMessageNotContaining(text)
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getValue()).isNull());
	}

	@Test
	void printsNoKey() {
		assertThat(CredentialCipher.withKey(Secret.of(BASE64))).hasToString("CredentialCipher[key=******]");
	}

}
