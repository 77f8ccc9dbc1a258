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

package io.linkkit.identity;

import java.net.URI;

/**
 * Where the platform answers MQTT.
 *
 * @param host host name or address, without scheme or port
 * @param port port, 1 to 65535
 * @param transport what carries the MQTT packets
 * @param security whether the connection is encrypted
 */
public record Endpoint(String host, int port, Transport transport, TransportSecurity security) {

	/**
	 * Return the address in the form MQTT clients use: {@code tcp://}, {@code ssl://},
	 * {@code ws://} or {@code wss://}. A WebSocket address has the path {@code /}, since
	 * the platform's has none (reference §2.1).
	 * @return the address
	 */
	public URI toUri() {
		boolean tls = this.security == TransportSecurity.TLS;
		String authority = (isIpv6Literal() ? "[" + this.host + "]" : this.host) + ":" + this.port;
		return switch (this.transport) {
			case TCP -> URI.create((tls ? "ssl://" : "tcp://") + authority);
			case WEBSOCKET -> URI.create((tls ? "wss://" : "ws://") + authority + "/");
		};
	}

	/**
	 * Insist on encryption.
	 * @param purpose what the platform answers over TLS only, as the end of a sentence
	 * such as {@code must be TLS for dynamic registration}
	 * @throws InvalidSettingException if the endpoint is not encrypted
	 */
	public void requireTls(String purpose) {
		if (this.security != TransportSecurity.TLS) {
			throw new InvalidSettingException("secure", this.security.name(), "must be TLS for " + purpose,
					"Set 'linkkit.secure' to TLS or leave it out, and 'linkkit.port' to a port that answers TLS.");
		}
	}

	private boolean isIpv6Literal() {
		return this.host.indexOf(':') >= 0;
	}

	@Override
	public String toString() {
		return toUri().toString();
	}

}
