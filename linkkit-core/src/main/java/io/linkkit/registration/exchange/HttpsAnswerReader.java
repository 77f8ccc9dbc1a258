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
import io.linkkit.mqtt.PlatformText;
import io.linkkit.registration.RegistrationException;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the answer to a registration over HTTPS (reference §4.1). Numbers may be written
 * as text, and unknown fields are ignored.
 */
final class HttpsAnswerReader {

	private static final int OK = 200;

	private static final int TOO_MANY_REQUESTS = 429;

	private static final int SERVER_ERROR = 500;

	private static final int SERVER_ERROR_END = 600;

	private final CredentialReader credentials;

	HttpsAnswerReader(CredentialReader credentials) {
		this.credentials = credentials;
	}

	/**
	 * Return whether the status says it all, and a body need not be read.
	 * @param status the HTTP status
	 */
	static boolean isStatusEnough(int status) {
		return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
	}

	/**
	 * Read an answer.
	 * @param server who answered, for the message
	 * @param status the HTTP status
	 * @param body bytes of the body
	 * @return the credential
	 * @throws RegistrationException if the answer holds none
	 */
	DeviceCredential read(String server, int status, byte[] body) {
		if (isStatusEnough(status)) {
			RegistrationFailureReason reason = (status == TOO_MANY_REQUESTS) ? RegistrationFailureReason.THROTTLED
					: RegistrationFailureReason.PLATFORM_ERROR;
			throw failed(reason, status, server + " answered with HTTP status " + status);
		}
		JsonNode answer = CredentialReader.parse(body);
		Integer code = code(answer.path("code"));
		if (code == null) {
			throw failed(RegistrationFailureReason.MALFORMED_ANSWER, status,
					server + " answered with HTTP status " + status + " and no code");
		}
		if (code != OK) {
			throw failed(reason(code), code, PlatformText.clean(answer.path("message").asString("")));
		}
		if (status != OK) {
			throw failed(RegistrationFailureReason.MALFORMED_ANSWER, status,
					server + " answered with code 200 but HTTP status " + status);
		}
		return this.credentials.read(answer.path("data"));
	}

	private static @Nullable Integer code(JsonNode code) {
		if (code.isIntegralNumber() && code.canConvertToInt()) {
			return code.intValue();
		}
		return (code.isString() && code.asString().matches("\\d{1,9}")) ? Integer.valueOf(code.asString()) : null;
	}

	private static RegistrationFailureReason reason(int code) {
		return switch (code) {
			case TOO_MANY_REQUESTS -> RegistrationFailureReason.THROTTLED;
			case 460 -> RegistrationFailureReason.PARAMETER_REFUSED;
			case 6100 -> RegistrationFailureReason.UNKNOWN_DEVICE;
			case 6250 -> RegistrationFailureReason.UNKNOWN_PRODUCT;
			case 6288 -> RegistrationFailureReason.SWITCHED_OFF;
			case 6289 -> RegistrationFailureReason.ALREADY_ACTIVATED;
			case 6292 -> RegistrationFailureReason.SIGN_METHOD_REFUSED;
			case 6600 -> RegistrationFailureReason.SIGNATURE_REFUSED;
			default -> (code >= SERVER_ERROR && code < SERVER_ERROR_END) ? RegistrationFailureReason.PLATFORM_ERROR
					: RegistrationFailureReason.REFUSED;
		};
	}

	private static RegistrationException failed(RegistrationFailureReason reason, int code, String message) {
		return new RegistrationException(new RegistrationFailure(reason, code, message, null));
	}

}
