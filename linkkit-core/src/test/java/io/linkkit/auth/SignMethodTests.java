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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SignMethod}; {@link ProtocolVectorsTests} has more.
 */
class SignMethodTests {

	@ParameterizedTest
	@CsvSource({ "HMACMD5, hmacmd5", "HMACSHA1, hmacsha1", "HMACSHA256, hmacsha256" })
	void wireNameIsInLowerCase(SignMethod method, String wireName) {
		assertThat(method.wireName()).isEqualTo(wireName);
	}

	@Test
	void contentIsSignedAsUtf8() {
		// openssl: printf '冷库' | openssl dgst -sha256 -hmac secret
		assertThat(SignMethod.HMACSHA256.sign(Secret.of("secret"), "冷库"))
			.isEqualTo("377dddb4da5524ee6acf10b1eb37af1929f2bccf5eddcda4c72203ca665b3af5");
	}

}
