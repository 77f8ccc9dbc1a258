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

package io.linkkit.doctor;

/**
 * What the doctor looks at, in this order. From {@link #DNS} on, each step needs the one
 * before it.
 */
public enum Step {

	/**
	 * Settings that are legal and yet suspicious.
	 */
	SETTINGS,

	/**
	 * The date of the device.
	 */
	CLOCK,

	/**
	 * The look-up of the host name.
	 */
	DNS,

	/**
	 * The TCP connection.
	 */
	TCP,

	/**
	 * The TLS handshake, with the server's certificates.
	 */
	TLS,

	/**
	 * Registration, if there is one, and login.
	 */
	LOGIN,

	/**
	 * What the platform said to subscriptions and messages.
	 */
	TOPICS

}
