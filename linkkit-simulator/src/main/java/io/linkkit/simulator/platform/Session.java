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

package io.linkkit.simulator.platform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the platform remembers of a device between two connections when
 * {@code clean_session} is false, and during one in any case: subscriptions and QoS 1
 * messages without a PUBACK.
 */
final class Session {

	static final int MAX_SUBSCRIPTIONS = 100;

	private static final int MAX_STORED = 1000;

	private static final int MAX_PACKET_ID = 65535;

	private final boolean persistent;

	private final Set<TopicFilter> subscriptions = new LinkedHashSet<>();

	private final Map<Integer, Delivery> sent = new LinkedHashMap<>();

	private final Map<Integer, Delivery> waiting = new LinkedHashMap<>();

	private int lastPacketId;

	private boolean automaticSubscription;

	Session(boolean persistent) {
		this.persistent = persistent;
	}

	boolean isPersistent() {
		return this.persistent;
	}

	void subscribeAutomatically(boolean automaticSubscription) {
		this.automaticSubscription = automaticSubscription;
	}

	boolean isSubscribedAutomatically() {
		return this.automaticSubscription;
	}

	boolean subscribe(TopicFilter filter) {
		if (this.subscriptions.size() >= MAX_SUBSCRIPTIONS && !this.subscriptions.contains(filter)) {
			return false;
		}
		this.subscriptions.add(filter);
		return true;
	}

	void unsubscribe(TopicFilter filter) {
		this.subscriptions.remove(filter);
	}

	Set<TopicFilter> subscriptions() {
		return Set.copyOf(this.subscriptions);
	}

	boolean covers(String topic, AutomaticSubscription automatic) {
		return this.subscriptions.stream().anyMatch((filter) -> filter.matches(topic))
				|| (this.automaticSubscription && automatic.covers(topic));
	}

	/**
	 * Make a QoS 1 message, which stays here until it is acknowledged.
	 * @param topic where it goes to
	 * @param payload the bytes
	 * @return the message, or empty when too many are stored
	 */
	Optional<Delivery> store(String topic, byte[] payload) {
		if (this.sent.size() + this.waiting.size() >= MAX_STORED) {
			return Optional.empty();
		}
		Delivery delivery = Delivery.atLeastOnce(nextPacketId(), topic, payload);
		this.waiting.put(delivery.packetId(), delivery);
		return Optional.of(delivery);
	}

	// Take over what is to be sent on a new connection: first, marked as duplicates, what
	// was sent on an older one, then what came while the device was away.
	List<Delivery> resume() {
		this.sent.replaceAll((packetId, delivery) -> delivery.again());
		List<Delivery> deliveries = new ArrayList<>(this.sent.values());
		deliveries.addAll(this.waiting.values());
		this.sent.putAll(this.waiting);
		this.waiting.clear();
		return deliveries;
	}

	void markSent(Delivery delivery) {
		this.waiting.remove(delivery.packetId());
		this.sent.put(delivery.packetId(), delivery);
	}

	boolean acknowledge(int packetId) {
		return this.sent.remove(packetId) != null;
	}

	private int nextPacketId() {
		do {
			this.lastPacketId = (this.lastPacketId % MAX_PACKET_ID) + 1;
		}
		while (this.sent.containsKey(this.lastPacketId) || this.waiting.containsKey(this.lastPacketId));
		return this.lastPacketId;
	}

}
