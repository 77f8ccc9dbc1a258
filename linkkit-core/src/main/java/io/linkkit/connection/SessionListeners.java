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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.linkkit.mqtt.MqttSession;

/**
 * Passes on which session carries the connection, away from the connection thread, since
 * Spring Integration's adapters subscribe in such a callback and wait for the answer.
 */
final class SessionListeners implements SessionListener {

	private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();

	private final SerialExecutor executor;

	SessionListeners(SerialExecutor executor) {
		this.executor = executor;
	}

	void add(SessionListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public void sessionReady(MqttSession session, boolean reconnect) {
		tell((listener) -> listener.sessionReady(session, reconnect));
	}

	@Override
	public void sessionEnded(MqttSession session) {
		tell((listener) -> listener.sessionEnded(session));
	}

	private void tell(Consumer<SessionListener> message) {
		this.listeners.forEach((listener) -> this.executor.execute(() -> message.accept(listener)));
	}

}
