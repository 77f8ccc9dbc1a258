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

package io.linkkit.mqtt;

/**
 * What an attempt to connect is busy with until CONNECT can be sent.
 */
enum ConnectPhase {

	/** Looking up the host name. */
	NAME_LOOKUP("looking up the host name"),

	/** Waiting for the TCP connection. */
	TCP("connecting"),

	/** Shaking hands. */
	TLS("in the TLS handshake"),

	/** Waiting for the answer to the HTTP upgrade. */
	WEBSOCKET("upgrading to a WebSocket");

	private final String description;

	ConnectPhase(String description) {
		this.description = description;
	}

	@Override
	public String toString() {
		return this.description;
	}

}
