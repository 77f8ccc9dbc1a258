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

import java.time.Duration;

import io.linkkit.identity.InvalidSettingException;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.ProtocolVersion;

/**
 * How to connect and to stay connected.
 *
 * @param protocolVersion MQTT version to speak
 * @param keepAlive longest silence before PINGREQ, 30 s to 1200 s (reference §6.2)
 * @param cleanSession whether the platform shall forget subscriptions and messages of the
 * offline time
 * @param maxInflight most QoS 1 messages that wait for PUBACK at a time, 1 to
 * {@value MqttSessionRequest#HIGHEST_MAX_INFLIGHT}
 * @param connectTimeout longest time for name look-up, TCP, TLS and WebSocket handshake
 * @param connackTimeout longest time to wait for CONNACK, and for SUBACK
 * @param reconnect bounds of reconnecting
 * @param queue limits of the outbound queue
 */
public record ConnectionSettings(ProtocolVersion protocolVersion, Duration keepAlive, boolean cleanSession,
		int maxInflight, Duration connectTimeout, Duration connackTimeout, ReconnectSettings reconnect,
		QueueSettings queue) {

	/**
	 * Shortest keep-alive time the platform accepts.
	 */
	public static final Duration LOWEST_KEEP_ALIVE = Duration.ofSeconds(30);

	/**
	 * Longest keep-alive time the platform accepts.
	 */
	public static final Duration HIGHEST_KEEP_ALIVE = Duration.ofMinutes(20);

	public ConnectionSettings {
		if (keepAlive.compareTo(LOWEST_KEEP_ALIVE) < 0 || keepAlive.compareTo(HIGHEST_KEEP_ALIVE) > 0) {
			throw new InvalidSettingException("keep-alive", keepAlive.toSeconds() + "s",
					"must lie between 30s and 1200s, or the platform refuses the connection",
					"Choose a time within that range; 300s or more is recommended.");
		}
		if (maxInflight < 1 || maxInflight > MqttSessionRequest.HIGHEST_MAX_INFLIGHT) {
			throw new InvalidSettingException("max-inflight-message", String.valueOf(maxInflight),
					"must lie between 1 and " + MqttSessionRequest.HIGHEST_MAX_INFLIGHT
							+ ", since each message in flight needs a packet identifier of its own",
					"Set it to 20, the default.");
		}
		requirePositive("connect-timeout", connectTimeout);
		requirePositive("connack-timeout", connackTimeout);
	}

	private static void requirePositive(String setting, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw new InvalidSettingException(setting, value.toString(), "must be positive",
					"Set it to 10s, the default.");
		}
	}

}
