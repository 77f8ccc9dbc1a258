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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * How a device signs (reference §3.1). The simulator has this code of its own so that it
 * checks the client library instead of repeating its mistakes.
 */
enum SignMethod {

	HMACMD5("HmacMD5"), HMACSHA1("HmacSHA1"), HMACSHA256("HmacSHA256");

	private final String algorithm;

	SignMethod(String algorithm) {
		this.algorithm = algorithm;
	}

	/**
	 * Find the method that a device names.
	 * @param name in either case; {@code null} means HMAC-MD5, the default of the
	 * platform
	 * @return the method, or empty when the platform knows none of that name
	 */
	static Optional<SignMethod> named(@Nullable String name) {
		if (name == null) {
			return Optional.of(HMACMD5);
		}
		return switch (name.toLowerCase(Locale.ROOT)) {
			case "hmacmd5" -> Optional.of(HMACMD5);
			case "hmacsha1" -> Optional.of(HMACSHA1);
			case "hmacsha256" -> Optional.of(HMACSHA256);
			default -> Optional.empty();
		};
	}

	/**
	 * Check a signature.
	 * @param secret the key
	 * @param content what was signed
	 * @param signature hex text in either case
	 * @return whether the signature is right
	 */
	boolean verifies(String secret, String content, byte[] signature) {
		byte[] expected = HexFormat.of().formatHex(hmac(secret, content)).getBytes(StandardCharsets.US_ASCII);
		byte[] given = new String(signature, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)
			.getBytes(StandardCharsets.ISO_8859_1);
		return MessageDigest.isEqual(expected, given);
	}

	private byte[] hmac(String secret, String content) {
		try {
			Mac mac = Mac.getInstance(this.algorithm);
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), this.algorithm));
			return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("No " + this.algorithm + " in this JVM", ex);
		}
	}

}
