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

package io.linkkit.integration;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Invariant I4: whatever a test makes happen, no secret, signature or password is
 * printed.
 */
final class NoSecretInOutput {

	static final String DEVICE_SECRET = "0123456789abcdef0123456789ABCDEF";

	static final String WRONG_SECRET = "fedcba9876543210fedcba9876543210";

	static final String PRODUCT_SECRET = "PsPsPsPs12345678";

	/** What an HMAC-SHA256 looks like in hexadecimal. */
	private static final String SIGNATURE = "\\b[0-9a-fA-F]{64}\\b";

	private NoSecretInOutput() {
	}

	static void assertHolds(CapturedOutput output) {
		assertThat(output.getAll()).isNotEmpty()
			.doesNotContain(DEVICE_SECRET, WRONG_SECRET, PRODUCT_SECRET)
			.doesNotContainPattern(SIGNATURE);
	}

}
