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

import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Calls the listener of a session one call after another, in the order that
 * {@link MqttSessionListener} promises, and lets nothing that it throws get any further.
 */
final class ListenerGate {

	private static final Log logger = LogFactory.getLog(ListenerGate.class);

	private final MqttSessionListener listener;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile boolean silenced;

	private boolean connected;

	private boolean ended;

	ListenerGate(MqttSessionListener listener) {
		this.listener = listener;
	}

	/**
	 * Let nothing through any more. Does not wait for a call in progress.
	 */
	void silence() {
		this.silenced = true;
	}

	void connected(boolean sessionPresent) {
		call(() -> connectedOnce(sessionPresent));
	}

	void messageArrived(boolean sessionPresent, InboundMessage message) {
		call(() -> {
			connectedOnce(sessionPresent);
			tell(() -> this.listener.messageArrived(message));
		});
	}

	void lost(boolean sessionPresent, MqttFailure failure) {
		call(() -> {
			connectedOnce(sessionPresent);
			this.ended = true;
			tell(() -> this.listener.lost(failure));
		});
	}

	void connectFailed(MqttFailure failure) {
		call(() -> {
			this.ended = true;
			tell(() -> this.listener.connectFailed(failure));
		});
	}

	private void connectedOnce(boolean sessionPresent) {
		if (!this.connected) {
			this.connected = true;
			tell(() -> this.listener.connected(sessionPresent));
		}
	}

	private void call(Runnable step) {
		this.lock.lock();
		try {
			if (!this.ended) {
				step.run();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void tell(Runnable call) {
		if (this.silenced) {
			return;
		}
		try {
			call.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("The listener of an MQTT session failed; the session goes on", ex);
		}
	}

}
