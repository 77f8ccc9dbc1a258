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

package io.linkkit.registration;

/**
 * The two kinds of dynamic registration (reference §5.5).
 */
public enum RegistrationKind {

	/**
	 * The device was added to the product beforehand (一型一密预注册). It gets a device secret.
	 */
	REGISTER("register"),

	/**
	 * The device need not exist (一型一密免预注册). It gets a client id and a device token.
	 */
	REGNWL("regnwl");

	private final String wireName;

	RegistrationKind(String wireName) {
		this.wireName = wireName;
	}

	/**
	 * Return how the platform writes it.
	 * @return the value of {@code authType}
	 */
	public String wireName() {
		return this.wireName;
	}

}
