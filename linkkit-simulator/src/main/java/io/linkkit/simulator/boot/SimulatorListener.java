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

package io.linkkit.simulator.boot;

import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.simulator.LinkKitSimulator;

/**
 * The one of the simulator's listeners that a device is configured for.
 *
 * @param transport what carries the MQTT packets
 * @param security whether they are encrypted
 */
record SimulatorListener(Transport transport, TransportSecurity security) {

	/**
	 * Ask for this listener, and for the one that registers devices over HTTPS.
	 */
	LinkKitSimulator.Builder addTo(LinkKitSimulator.Builder builder, int port) {
		builder.https();
		boolean tls = this.security == TransportSecurity.TLS;
		return switch (this.transport) {
			case TCP -> tls ? builder.tls(port) : builder.tcp(port);
			case WEBSOCKET -> tls ? builder.secureWebSocket(port) : builder.webSocket(port);
		};
	}

	Endpoint endpointOf(LinkKitSimulator simulator) {
		return new Endpoint(simulator.host(), portOf(simulator), this.transport, this.security);
	}

	private int portOf(LinkKitSimulator simulator) {
		boolean tls = this.security == TransportSecurity.TLS;
		return switch (this.transport) {
			case TCP -> tls ? simulator.tlsPort() : simulator.tcpPort();
			case WEBSOCKET -> tls ? simulator.secureWebSocketPort() : simulator.webSocketPort();
		};
	}

}
