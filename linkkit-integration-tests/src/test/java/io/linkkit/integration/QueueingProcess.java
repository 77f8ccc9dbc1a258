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

package io.linkkit.integration;

import java.nio.file.Path;
import java.time.Duration;

import io.linkkit.connection.ConnectionSettings;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.QueueOverflow;
import io.linkkit.connection.QueueRateLimit;
import io.linkkit.connection.QueueSettings;
import io.linkkit.connection.ReconnectSettings;
import io.linkkit.connection.SessionRequestFactory;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.ProtocolVersion;

/**
 * A process that queues messages on disk while its device is offline, and prints the
 * number of each when it is stored, until it is killed.
 */
public final class QueueingProcess {

	private QueueingProcess() {
	}

	/**
	 * Queue messages.
	 * @param arguments topic, directory of the queue
	 */
	public static void main(String[] arguments) {
		LinkKitConnection connection = LinkKitConnection.create(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"),
				settings(Path.of(arguments[1])), new Nowhere(), (request, listener) -> {
					throw new IllegalStateException("never started");
				}, (event) -> {
				});
		for (int i = 1;; i++) {
			if (connection.publish(arguments[0], String.valueOf(i).getBytes(), 1).isDone()) {
				throw new IllegalStateException("Message " + i + " was refused");
			}
			System.out.println(i);
		}
	}

	private static ConnectionSettings settings(Path directory) {
		Duration second = Duration.ofSeconds(1);
		return new ConnectionSettings(ProtocolVersion.MQTTv311, Duration.ofSeconds(60), true, 20, second, second,
				new ReconnectSettings(second, second, second), new QueueSettings(0, 16_000_000, QueueOverflow.REJECT,
						second, null, QueueRateLimit.NONE, second, directory));
	}

	private static final class Nowhere implements SessionRequestFactory {

		@Override
		public Endpoint endpoint() {
			return new Endpoint("localhost", 1, Transport.TCP, TransportSecurity.NONE);
		}

		@Override
		public MqttSessionRequest create() {
			throw new IllegalStateException("never started");
		}

	}

}
