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
 * The two kinds of dynamic registration over MQTT, told apart by {@code authType}.
 */
enum RegistrationKind {

	/**
	 * The device is known to the platform and gets a device secret (reference §4).
	 */
	REGISTERED_BEFOREHAND("register"),

	/**
	 * The platform creates the device when need be, and the device gets a client id and a
	 * token (reference §5). Documentation and SDKs differ over {@code securemode}.
	 */
	NOT_REGISTERED_BEFOREHAND("regnwl");

	private final String authType;

	RegistrationKind(String authType) {
		this.authType = authType;
	}

	String authType() {
		return this.authType;
	}

	boolean allowsSecureMode(String secureMode) {
		return secureMode.equals("2") || (this == NOT_REGISTERED_BEFOREHAND && secureMode.equals("-2"));
	}

	String pushTopic() {
		return "/ext/" + this.authType;
	}

	String otherPushTopic() {
		return ((this == REGISTERED_BEFOREHAND) ? NOT_REGISTERED_BEFOREHAND : REGISTERED_BEFOREHAND).pushTopic();
	}

}
