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
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a login or a registration is signed (reference §3.1). The constants are spelled as
 * in the platform's documentation.
 */
public enum SignMethod {

	/**
	 * HMAC with MD5.
	 */
	HMACMD5("HmacMD5"),

	/**
	 * HMAC with SHA-1.
	 */
	HMACSHA1("HmacSHA1"),

	/**
	 * HMAC with SHA-256.
	 */
	HMACSHA256("HmacSHA256");

	private final String algorithm;

	SignMethod(String algorithm) {
		this.algorithm = algorithm;
	}

	/**
	 * Return the name by which the platform is told the method.
	 * @return name in lower case, such as {@code hmacsha256}
	 */
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Sign a text.
	 * @param key device secret or product secret
	 * @param content text to sign, hashed as UTF-8
	 * @return signature as lower-case hexadecimal digits
	 */
	public String sign(Secret key, String content) {
		try {
			Mac mac = Mac.getInstance(this.algorithm);
			mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), this.algorithm));
			return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(
					"This Java runtime cannot sign with " + this.algorithm + "; choose another 'linkkit.sign-method'",
					ex);
		}
	}

}
