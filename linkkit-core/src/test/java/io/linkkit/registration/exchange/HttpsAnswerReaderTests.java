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

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.Secret;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpsAnswerReader} (reference §4.1).
 */
class HttpsAnswerReaderTests {

	private final HttpsAnswerReader reader = new HttpsAnswerReader(new CredentialReader(Registrations.DEVICE));

	@ParameterizedTest
	@ValueSource(strings = { "{\"code\":200,\"message\":\"success\",\"data\":%s}", "{\"data\":%s,\"code\":\"200\"}",
			"{\"code\":200,\"data\":%s,\"id\":7,\"extra\":null}" })
	void credentialIsRead(String json) {
		assertThat(read(200, json.formatted(Registrations.SECRET_FIELDS)))
			.isEqualTo(new DeviceSecret(Secret.of(Registrations.DEVICE_SECRET)));
	}

	@ParameterizedTest
	@CsvSource({ "460, PARAMETER_REFUSED", "6100, UNKNOWN_DEVICE", "6250, UNKNOWN_PRODUCT", "6288, SWITCHED_OFF",
			"6289, ALREADY_ACTIVATED", "6292, SIGN_METHOD_REFUSED", "6600, SIGNATURE_REFUSED", "429, THROTTLED",
			"500, PLATFORM_ERROR", "599, PLATFORM_ERROR", "600, REFUSED", "499, REFUSED", "-1, REFUSED",
			"7777, REFUSED" })
	void codeTellsTheReason(int code, RegistrationFailureReason reason) {
		for (int status : new int[] { 200, 400, 302 }) {
			RegistrationFailure failure = Registrations.assertFails(reason,
					() -> read(status, "{\"code\":" + code + ",\"message\":\"said so\",\"data\":null}"));
			assertThat(failure.code()).isEqualTo(code);
			assertThat(failure.message()).isEqualTo("said so");
		}
	}

	@Test
	void codeMayBeText() {
		RegistrationFailure failure = Registrations.assertFails(RegistrationFailureReason.ALREADY_ACTIVATED,
				() -> read(200, "{\"code\":\"6289\"}"));
		assertThat(failure.code()).isEqualTo(6289);
		assertThat(failure.message()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "429, THROTTLED", "500, PLATFORM_ERROR", "503, PLATFORM_ERROR" })
	void statusTellsTheReasonWhateverTheBody(int status, RegistrationFailureReason reason) {
		RegistrationFailure failure = Registrations.assertFails(reason, () -> read(status, "{\"code\":6289}"));
		assertThat(failure.code()).isEqualTo(status);
		assertThat(failure.message()).isEqualTo("host:443 answered with HTTP status " + status);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "<html>hidden</html>", "{}", "{\"code\":null}", "{\"code\":\"hidden\"}", "{\"code\":\"\"}",
					"{\"code\":1.5}", "{\"code\":99999999999}", "{\"code\":\"99999999999\"}", "{\"code\":{}}", "[200]",
					"{\"deviceSecret\":\"hidden\"}", "{\"code\":200,\"data\":{\"deviceSecret\":\"hid" })
	void answerWithoutCodeIsMalformed(String json) {
		for (int status : new int[] { 200, 404 }) {
			RegistrationFailure failure = Registrations.assertFails(RegistrationFailureReason.MALFORMED_ANSWER,
					() -> read(status, json));
			assertThat(failure.code()).isEqualTo(status);
			assertThat(failure.message()).contains("HTTP status " + status);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"code\":200}", "{\"code\":200,\"data\":null}", "{\"code\":200,\"data\":\"hidden\"}",
			"{\"code\":200,\"data\":[]}", "{\"code\":200,\"data\":{}}" })
	void successWithoutCredentialIsMalformed(String json) {
		Registrations.assertFails(RegistrationFailureReason.MALFORMED_ANSWER, () -> read(200, json));
	}

	@Test
	void successWithAnotherStatusIsMalformed() {
		Registrations.assertFails(RegistrationFailureReason.MALFORMED_ANSWER,
				() -> read(404, "{\"code\":200,\"data\":" + Registrations.SECRET_FIELDS + "}"));
	}

	@Test
	void messageIsShortenedAndFreeOfControlCharacters() {
		String message = "a\\r\\n\\u0000\\u001b[31mb\\u2028\\u202e\\ud83d" + "\uD83D\uDE00".repeat(300);
		RegistrationFailure failure = Registrations.assertFails(RegistrationFailureReason.REFUSED,
				() -> read(200, "{\"code\":1,\"message\":\"" + message + "\"}"));
		assertThat(failure.message()).startsWith("a[31mb\uD83D\uDE00").endsWith("\uD83D\uDE00");
		assertThat(failure.message().codePointCount(0, failure.message().length())).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "17", "{}", "[]" })
	void messageMayBeAnything(String message) {
		Registrations.assertFails(RegistrationFailureReason.ALREADY_ACTIVATED,
				() -> read(200, "{\"code\":6289,\"message\":" + message + "}"));
	}

	private DeviceCredential read(int status, String body) {
		return this.reader.read("host:443", status, Registrations.bytes(body));
	}

}
