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

import java.util.stream.Stream;

/**
 * Answers to CONNECT in MQTT 3.1 and 3.1.1 and what the platform means by them (reference
 * §6.4).
 */
public enum ConnackCode {

	/**
	 * 0: logged in.
	 */
	ACCEPTED(0),

	/**
	 * 1: this instance does not speak that version of MQTT.
	 */
	UNACCEPTABLE_PROTOCOL_VERSION(1),

	/**
	 * 2: malformed client id, missing parameter, keep-alive out of range.
	 */
	IDENTIFIER_REJECTED(2),

	/**
	 * 3: error of the platform, or too many attempts.
	 */
	SERVER_UNAVAILABLE(3),

	/**
	 * 4: wrong signature or no such device.
	 */
	BAD_USER_NAME_OR_PASSWORD(4),

	/**
	 * 5: device disabled or deleted.
	 */
	NOT_AUTHORIZED(5);

	private final int code;

	ConnackCode(int code) {
		this.code = code;
	}

	/**
	 * Return the answer with the given code.
	 * @param code 0 to 5
	 * @return the answer
	 */
	public static ConnackCode of(int code) {
		return Stream.of(values())
			.filter((candidate) -> candidate.code == code)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("'code' must be 0 to 5 but is " + code));
	}

	/**
	 * Return the code on the wire.
	 * @return 0 to 5
	 */
	public int code() {
		return this.code;
	}

}
