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

/**
 * What a registration of the kind {@code regnwl} writes as {@code securemode}. Tables of
 * the platform's documentation say -2, its samples and all SDKs say 2 (reference §5.1).
 * Both go over TLS.
 */
public enum RegnwlSecureMode {

	/**
	 * 2, as deployed devices send it: TLS.
	 */
	TLS("2"),

	/**
	 * -2, as tables of the documentation have it: TLS and a token.
	 */
	TOKEN("-2");

	private final String wireValue;

	RegnwlSecureMode(String wireValue) {
		this.wireValue = wireValue;
	}

	/**
	 * Return how the platform writes it.
	 * @return the value of {@code securemode}
	 */
	public String wireValue() {
		return this.wireValue;
	}

}
