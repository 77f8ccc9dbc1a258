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

/**
 * Why a registration is refused: the code that HTTPS answers with (reference §4.1), the
 * one that MQTT does (reference §4.2), and the word for the log.
 */
enum RegistrationRefusal {

	BAD_PARAMETER(460, ConnackCode.IDENTIFIER_REJECTED, "parameter", "request parameter error"),

	UNKNOWN_SIGN_METHOD(6292, ConnackCode.IDENTIFIER_REJECTED, "signmethod", "sign method is not supported"),

	UNKNOWN_PRODUCT(6250, ConnackCode.BAD_USER_NAME_OR_PASSWORD, "unknown-product", "product not found"),

	WRONG_SIGNATURE(6600, ConnackCode.BAD_USER_NAME_OR_PASSWORD, "signature", "signature is wrong"),

	SWITCHED_OFF(6288, ConnackCode.BAD_USER_NAME_OR_PASSWORD, "switched-off", "dynamic registration is off"),

	UNKNOWN_DEVICE(6100, ConnackCode.BAD_USER_NAME_OR_PASSWORD, "unknown-device", "device not found"),

	DISABLED(6204, ConnackCode.BAD_USER_NAME_OR_PASSWORD, "disabled", "device is disabled"),

	ACTIVATED(6289, ConnackCode.BAD_USER_NAME_OR_PASSWORD, "activated", "device is activated already"),

	/**
	 * Never meets HTTPS, where no tokens are issued.
	 */
	NO_TOKEN_LEFT(0, ConnackCode.BAD_USER_NAME_OR_PASSWORD, "no-token-left", "too many tokens");

	private final int code;

	private final ConnackCode connackCode;

	private final String reason;

	private final String message;

	RegistrationRefusal(int code, ConnackCode connackCode, String reason, String message) {
		this.code = code;
		this.connackCode = connackCode;
		this.reason = reason;
		this.message = message;
	}

	int code() {
		return this.code;
	}

	ConnackCode connackCode() {
		return this.connackCode;
	}

	String reason() {
		return this.reason;
	}

	String message() {
		return this.message;
	}

	RegistrationObjection because(String text) {
		return new RegistrationObjection(this, text);
	}

}
