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

package io.linkkit.registration.exchange;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.linkkit.Fuzz;
import io.linkkit.auth.DeviceCredential;
import io.linkkit.registration.RegistrationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz tests for what a registration answers: a credential or a
 * {@link RegistrationException} of bounded length that shows no secret.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class RegistrationFuzzTests {

	private static final String[] WORDS = { "[", "{\"a\":", "null", "200", "\"", "\\u0000", "9999999999999999999",
			"1e999999", "\"productKey\":", "\"deviceSecret\":{", "\n", "\u202e" };

	private static final int LONGEST_MESSAGE = 1000;

	private final CredentialReader credentials = new CredentialReader(Registrations.DEVICE);

	@Test
	void pushes() {
		Fuzz.examples(Registrations.SECRET_FIELDS, Registrations.TOKEN_FIELDS)
			.words(WORDS)
			.check((input) -> assertSafe(input, () -> this.credentials.read(CredentialReader.parse(input))));
	}

	@Test
	void httpsAnswers() {
		HttpsAnswerReader reader = new HttpsAnswerReader(this.credentials);
		Fuzz.examples("{\"code\":200,\"message\":\"success\",\"data\":" + Registrations.SECRET_FIELDS + "}",
				"{\"code\":\"6289\",\"message\":\"already activated\"}")
			.words(WORDS)
			.check((input) -> {
				for (int status : new int[] { 200, 302, 404, 429, 503 }) {
					assertSafe(input, () -> reader.read("localhost:443", status, input));
				}
			});
	}

	private static void assertSafe(byte[] input, Reading reading) {
		try {
			assertThat(reading.read().toString()).doesNotContain(Registrations.DEVICE_SECRET,
					Registrations.DEVICE_TOKEN);
		}
		catch (RegistrationException ex) {
			assertThat(ex.getFailure().message()).hasSizeLessThan(LONGEST_MESSAGE);
			if (holdsSecretsAsSuchOnly(input)) {
				assertThat(ex.toString()).doesNotContain(Registrations.DEVICE_SECRET, Registrations.DEVICE_TOKEN);
			}
			assertThat(ex.getCause()).as("a cause may quote what was read").isNull();
		}
	}

	/**
	 * Return whether no secret got into a field that may be shown.
	 */
	private static boolean holdsSecretsAsSuchOnly(byte[] input) {
		String text = new String(input, StandardCharsets.UTF_8)
			.replace("\"deviceSecret\":\"" + Registrations.DEVICE_SECRET, "")
			.replace("\"deviceToken\":\"" + Registrations.DEVICE_TOKEN, "");
		return !text.contains(Registrations.DEVICE_SECRET) && !text.contains(Registrations.DEVICE_TOKEN);
	}

	/**
	 * Reads an answer.
	 */
	private interface Reading {

		DeviceCredential read();

	}

}
