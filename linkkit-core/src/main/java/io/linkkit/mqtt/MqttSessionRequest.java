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

import java.time.Duration;

import javax.net.ssl.SSLContext;

import io.linkkit.auth.MqttLogin;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.TransportSecurity;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Everything one attempt needs to know.
 *
 * @param endpoint where to connect
 * @param login whom to connect as
 * @param sslContext whom to trust; needed exactly when the endpoint is encrypted
 * @param protocolVersion MQTT version to speak
 * @param keepAlive longest silence before PINGREQ, in whole seconds
 * @param cleanSession whether the platform shall forget an earlier session
 * @param maxInflight most QoS 1 messages that wait for PUBACK at a time
 * @param connectTimeout longest time for name look-up, TCP, TLS and WebSocket handshake
 * together
 * @param connackTimeout longest time between CONNECT and CONNACK
 */
public record MqttSessionRequest(Endpoint endpoint, MqttLogin login, @Nullable SSLContext sslContext,
		ProtocolVersion protocolVersion, Duration keepAlive, boolean cleanSession, int maxInflight,
		Duration connectTimeout, Duration connackTimeout) {

	/**
	 * Highest number of QoS 1 messages that may wait for PUBACK. Half of the packet
	 * identifiers are left to whoever publishes by Paho's client.
	 */
	public static final int HIGHEST_MAX_INFLIGHT = UnacknowledgedMessages.MOST;

	public MqttSessionRequest {
		Assert.isTrue((endpoint.security() == TransportSecurity.TLS) == (sslContext != null),
				"'sslContext' must be given exactly when the endpoint is encrypted");
		Assert.isTrue(maxInflight > 0 && maxInflight <= HIGHEST_MAX_INFLIGHT,
				() -> "'maxInflight' must lie between 1 and " + HIGHEST_MAX_INFLIGHT);
	}

}
