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

package io.linkkit.benchmarks;

import java.nio.file.Path;
import java.time.Duration;

import io.linkkit.connection.ConnectionSettings;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.QueueOverflow;
import io.linkkit.connection.QueueRateLimit;
import io.linkkit.connection.QueueSettings;
import io.linkkit.connection.ReconnectSettings;
import io.linkkit.connection.SessionRequestFactory;
import io.linkkit.identity.Endpoint;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.PahoSessionFactory;
import io.linkkit.mqtt.ProtocolVersion;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Creates connections with the default settings, but for what is to be measured.
 */
final class MeasuredConnection {

	static final Duration LEAST_DELAY = Duration.ofSeconds(1);

	static final Duration KEEP_ALIVE = ConnectionSettings.LOWEST_KEEP_ALIVE;

	private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int WINDOW = 20;

	private static final long MOST_BYTES = 64 * 1024 * 1024;

	private MeasuredConnection() {
	}

	/**
	 * Create a connection that is not started.
	 * @param device whose it is
	 * @param endpoint where to connect
	 * @param trusted the certificate to trust in PEM form, or {@code null} without TLS
	 * @param directory where to keep messages, or {@code null} for memory
	 * @param events told what happens
	 */
	static LinkKitConnection create(Device device, Endpoint endpoint, @Nullable String trusted,
			@Nullable Path directory, ApplicationEventPublisher events) {
		QueueSettings queue = new QueueSettings(0, MOST_BYTES, QueueOverflow.REJECT,
				QueueSettings.DEFAULT_BLOCK_TIMEOUT, null, QueueRateLimit.NONE,
				QueueSettings.DEFAULT_ACKNOWLEDGE_TIMEOUT, directory);
		ConnectionSettings settings = new ConnectionSettings(ProtocolVersion.MQTTv311, KEEP_ALIVE, true, WINDOW,
				TIMEOUT, TIMEOUT, new ReconnectSettings(LEAST_DELAY, LONGEST_DELAY, LONGEST_DELAY), queue);
		return LinkKitConnection.create(device.identity(), settings, new Requests(device, endpoint, trusted),
				new PahoSessionFactory(), events);
	}

	private record Requests(Device device, Endpoint endpoint,
			@Nullable String trusted) implements SessionRequestFactory {

		@Override
		public MqttSessionRequest create() {
			MqttSessionRequest request = this.device.request(this.endpoint, this.trusted, WINDOW);
			return new MqttSessionRequest(request.endpoint(), request.login(), request.sslContext(),
					request.protocolVersion(), KEEP_ALIVE, request.cleanSession(), WINDOW, TIMEOUT, TIMEOUT);
		}

	}

}
