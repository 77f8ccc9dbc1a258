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

package io.linkkit.connection;

/**
 * What a connection's behaviour points to, without anybody having said so. Each constant
 * names what was seen and what to look for, as an operator needs them.
 */
public enum Suspicion {

	/**
	 * The platform keeps closing the connection shortly after the login, and does not say
	 * why.
	 */
	SHORT_SESSIONS("the connection keeps ending within seconds after the login, and the platform does not say why",
			"look for a second application or device with the same product key and device name, for topics the device"
					+ " may not publish to, and whether the device was disabled or deleted in the console");

	private final String description;

	private final String remedy;

	Suspicion(String description, String remedy) {
		this.description = description;
		this.remedy = remedy;
	}

	/**
	 * Return what was seen, in words.
	 * @return a clause without a full stop
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Return what to look for, in words.
	 * @return a clause without a full stop
	 */
	public String remedy() {
		return this.remedy;
	}

}
