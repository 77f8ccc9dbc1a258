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
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.linkkit.auth.Secret;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.storage.Digests;

/**
 * Encrypts credentials before they are stored, with AES-256-GCM and a random nonce each
 * time.
 */
public final class CredentialCipher {

	private static final int KEY_BYTES = 32;

	private static final int NONCE_BYTES = 12;

	private static final int TAG_BITS = 128;

	private static final int KEY_ID_DIGITS = 8;

	private static final Pattern HEX_KEY = Pattern.compile("[0-9A-Fa-f]{64}");

	private final SecureRandom random = new SecureRandom();

	private final SecretKey key;

	private final String keyId;

	private CredentialCipher(byte[] key) {
		this.key = new SecretKeySpec(key, "AES");
		this.keyId = Digests.sha256("linkkit-credential-key-id".getBytes(StandardCharsets.US_ASCII), key)
			.substring(0, KEY_ID_DIGITS);
	}

	/**
	 * Create a cipher.
	 * @param key 32 bytes as Base64, or as 64 hex digits
	 * @return the cipher
	 * @throws InvalidSettingException if the text is neither; the exception names
	 * {@code linkkit.credentials.encryption-key} and does not hold the text
	 */
	public static CredentialCipher withKey(Secret key) {
		return new CredentialCipher(bytes(key.reveal()));
	}

	private static byte[] bytes(String text) {
		if (HEX_KEY.matcher(text).matches()) {
			return HexFormat.of().parseHex(text);
		}
		try {
			byte[] bytes = Base64.getDecoder().decode(text);
			if (bytes.length == KEY_BYTES) {
				return bytes;
			}
		}
		catch (IllegalArgumentException ex) {
			// may quote the key: reported without it below
		}
		throw new InvalidSettingException("credentials.encryption-key", null,
				"must be 32 bytes as Base64, or as 64 hex digits",
				"Make a key with 'openssl rand -base64 32', and keep it: nothing stored can be read without it.");
	}

	/**
	 * Return what tells this key from others. It is stored beside what was encrypted, so
	 * that a wrong key can be told from damage.
	 */
	String keyId() {
		return this.keyId;
	}

	byte[] newNonce() {
		byte[] nonce = new byte[NONCE_BYTES];
		this.random.nextBytes(nonce);
		return nonce;
	}

	byte[] encrypt(byte[] text, byte[] nonce, byte[] associated) {
		try {
			return run(Cipher.ENCRYPT_MODE, text, nonce, associated);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("AES-256-GCM does not work on this Java platform", ex);
		}
	}

	byte[] decrypt(byte[] encrypted, byte[] nonce, byte[] associated) throws DamagedContentException {
		// Java 17's cipher reports too short a text as a fault of its own
		if (nonce.length != NONCE_BYTES || encrypted.length < TAG_BITS / Byte.SIZE) {
			throw new DamagedContentException("what is encrypted is truncated");
		}
		try {
			return run(Cipher.DECRYPT_MODE, encrypted, nonce, associated);
		}
		catch (AEADBadTagException ex) {
			throw new DamagedContentException("what is encrypted was changed, or belongs to another device");
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("AES-256-GCM does not work on this Java platform", ex);
		}
	}

	private byte[] run(int mode, byte[] input, byte[] nonce, byte[] associated) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, this.key, new GCMParameterSpec(TAG_BITS, nonce));
		cipher.updateAAD(associated);
		return cipher.doFinal(input);
	}

	/**
	 * Return a text without the key.
	 */
	@Override
	public String toString() {
		return "CredentialCipher[key=******]";
	}

}
