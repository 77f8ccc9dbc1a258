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

package io.linkkit.messaging.alink;

import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * Code of a reply or an error of the platform (reference §9). The platform has more of
 * them than are documented, which is why every number is one.
 *
 * @param value the number; 100000 to 110000 are the device's own
 */
public record AlinkCode(int value) {

	/**
	 * Done.
	 */
	public static final AlinkCode SUCCESS = new AlinkCode(200);

	/**
	 * The request could not be handled.
	 */
	public static final AlinkCode REQUEST_ERROR = new AlinkCode(400);

	/**
	 * The device may not do this.
	 */
	public static final AlinkCode FORBIDDEN = new AlinkCode(403);

	/**
	 * The same identity has logged in elsewhere.
	 */
	public static final AlinkCode SAME_IDENTITY = new AlinkCode(427);

	/**
	 * Too many requests.
	 */
	public static final AlinkCode TOO_MANY_REQUESTS = new AlinkCode(429);

	/**
	 * The parameters are missing, malformed or too many.
	 */
	public static final AlinkCode PARAMETER_ERROR = new AlinkCode(460);

	/**
	 * The platform failed.
	 */
	public static final AlinkCode SYSTEM_ERROR = new AlinkCode(500);

	/**
	 * The device does not exist.
	 */
	public static final AlinkCode DEVICE_NOT_FOUND = new AlinkCode(6100);

	/**
	 * The device is disabled.
	 */
	public static final AlinkCode DEVICE_DISABLED = new AlinkCode(6204);

	private static final int OWN_FIRST = 100_000;

	private static final int OWN_LAST = 110_000;

	/**
	 * Read a code, which the platform writes as a number or as a text.
	 * @param node what may be a code
	 * @return the code, if there is one
	 */
	public static Optional<AlinkCode> read(JsonNode node) {
		if (node.isIntegralNumber() && node.canConvertToInt()) {
			return Optional.of(new AlinkCode(node.intValue()));
		}
		boolean text = node.isString() && node.asString().matches("\\d{1,9}");
		return text ? Optional.of(new AlinkCode(Integer.parseInt(node.asString()))) : Optional.empty();
	}

	/**
	 * Return whether it says that all is well.
	 * @return whether it is 200
	 */
	public boolean isSuccess() {
		return this.value == SUCCESS.value;
	}

	/**
	 * Return whether the reference says what it means.
	 * @return whether description and remedy are particular to this code
	 */
	public boolean isDocumented() {
		return AlinkCodeTexts.of(this.value).isPresent();
	}

	/**
	 * Return whether it is a code that devices define for themselves.
	 * @return whether it is within 100000 to 110000
	 */
	public boolean isOwn() {
		return this.value >= OWN_FIRST && this.value <= OWN_LAST;
	}

	/**
	 * Return what it means.
	 * @return a phrase without a full stop
	 */
	public String description() {
		return AlinkCodeTexts.of(this.value)
			.map(AlinkCodeTexts.Text::description)
			.orElse(isOwn() ? "a code of the device's own" : "a code that is not documented");
	}

	/**
	 * Return what to do about it.
	 * @return one or more whole sentences
	 */
	public String remedy() {
		return AlinkCodeTexts.of(this.value)
			.map(AlinkCodeTexts.Text::remedy)
			.orElse("Search for the code in the platform's documentation and the device's log in the console.");
	}

	@Override
	public String toString() {
		return this.value + " (" + description() + ")";
	}

}
