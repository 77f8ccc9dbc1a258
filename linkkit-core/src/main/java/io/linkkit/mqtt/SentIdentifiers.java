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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.paho.client.mqttv3.MqttPersistable;
import org.eclipse.paho.client.mqttv3.MqttPersistenceException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * Where Paho keeps what it has sent until it is acknowledged, which tells us what may be
 * acknowledged at all. Paho ignores a PUBACK that answers nothing; here it is counted.
 */
final class SentIdentifiers extends MemoryPersistence {

	/** Begins the keys of PUBLISH packets; the packet identifier follows. */
	private static final String SENT = "s-";

	private final Set<Integer> unacknowledged = ConcurrentHashMap.newKeySet();

	private final AtomicLong strange = new AtomicLong();

	private volatile int last;

	@Override
	public void put(String key, MqttPersistable message) throws MqttPersistenceException {
		if (key.startsWith(SENT)) {
			this.last = identifier(key);
			this.unacknowledged.add(this.last);
		}
		super.put(key, message);
	}

	@Override
	public void remove(String key) throws MqttPersistenceException {
		if (key.startsWith(SENT)) {
			this.unacknowledged.remove(identifier(key));
		}
		super.remove(key);
	}

	private static Integer identifier(String key) {
		return Integer.valueOf(key.substring(SENT.length()));
	}

	/**
	 * Return the packet identifier that Paho took for a message last, 0 if it took none.
	 */
	int last() {
		return this.last;
	}

	/**
	 * Take note of a PUBACK, before Paho sees it.
	 */
	void acknowledged(int packetId) {
		if (!this.unacknowledged.remove(packetId)) {
			this.strange.incrementAndGet();
		}
	}

	/**
	 * Return how many PUBACK answered nothing.
	 */
	long strange() {
		return this.strange.get();
	}

}
