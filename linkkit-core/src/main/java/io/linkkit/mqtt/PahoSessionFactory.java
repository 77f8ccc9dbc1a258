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

import io.linkkit.thread.ThreadKind;
import org.eclipse.paho.client.mqttv3.MqttException;

/**
 * Opens sessions over Eclipse Paho's MQTT v3 client. Of Paho the protocol is used; the
 * sockets, the time-outs and the keep-alive are our own. While connected a session has
 * three threads, and up to five while there is something to do, all of them named
 * {@code linkkit-mqtt-…}.
 */
public final class PahoSessionFactory implements MqttSessionFactory {

	private static final Duration PING_GRACE = Duration.ofSeconds(8);

	private final ThreadKind threads;

	private final Duration pingGrace;

	/**
	 * Create a factory of sessions on platform threads.
	 */
	public PahoSessionFactory() {
		this(ThreadKind.PLATFORM);
	}

	/**
	 * Create a factory of sessions on threads of a certain kind. Connecting takes a
	 * platform thread in any case, until connected.
	 * @param threads the kind
	 */
	public PahoSessionFactory(ThreadKind threads) {
		this(threads, PING_GRACE);
	}

	PahoSessionFactory(ThreadKind threads, Duration pingGrace) {
		this.threads = threads;
		this.pingGrace = pingGrace;
	}

	@Override
	public MqttSession open(MqttSessionRequest request, MqttSessionListener listener) {
		try {
			PahoSession session = new PahoSession(request, listener, this.pingGrace, this.threads);
			session.open();
			return session;
		}
		catch (MqttException ex) {
			throw new IllegalStateException("Memory is no place to keep messages in", ex);
		}
	}

}
