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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.linkkit.mqtt.SubscriptionAnswer;
import io.linkkit.mqtt.TopicSubscription;
import org.jspecify.annotations.Nullable;

/**
 * What the application wants to be subscribed to, and what the platform answered. It does
 * not speak MQTT itself. Safe for use by several threads.
 */
final class SubscriptionRegistry {

	private final Map<String, Entry> entries = new LinkedHashMap<>();

	private final Set<String> rejected = new TreeSet<>();

	/**
	 * Add a handler.
	 * @return whether the platform has to be told, because the topic filter is new or now
	 * wanted with a higher quality of service
	 */
	synchronized boolean add(TopicFilter filter, int qos, MessageHandler handler) {
		Entry entry = this.entries.computeIfAbsent(filter.value(), (key) -> new Entry(filter));
		entry.handlers.add(handler);
		if (qos > entry.qos) {
			entry.qos = qos;
			return true;
		}
		return false;
	}

	/**
	 * Remove a handler.
	 * @return whether the platform has to be told, because it was the last one
	 */
	synchronized boolean remove(TopicFilter filter, MessageHandler handler) {
		Entry entry = this.entries.get(filter.value());
		if (entry == null || !entry.handlers.remove(handler) || !entry.handlers.isEmpty()) {
			return false;
		}
		this.entries.remove(filter.value());
		this.rejected.remove(filter.value());
		return true;
	}

	/**
	 * Return how a topic filter is wanted now.
	 * @return the subscription, or {@code null} if it is not wanted
	 */
	synchronized @Nullable TopicSubscription wanted(String topicFilter) {
		Entry entry = this.entries.get(topicFilter);
		return (entry != null) ? entry.wanted() : null;
	}

	/**
	 * Return everything wanted, in packets the platform accepts.
	 */
	synchronized List<List<TopicSubscription>> packets() {
		List<List<TopicSubscription>> packets = new ArrayList<>();
		List<TopicSubscription> packet = new ArrayList<>();
		for (Entry entry : this.entries.values()) {
			packet.add(entry.wanted());
			if (packet.size() == TopicSubscription.MAX_PER_PACKET) {
				packets.add(List.copyOf(packet));
				packet.clear();
			}
		}
		if (!packet.isEmpty()) {
			packets.add(List.copyOf(packet));
		}
		return packets;
	}

	/**
	 * Note the platform's answer.
	 * @return whether it is a refusal that was not known before
	 */
	synchronized boolean answered(SubscriptionAnswer answer) {
		String filter = answer.subscription().topicFilter();
		if (answer.granted() || !this.entries.containsKey(filter)) {
			this.rejected.remove(filter);
			return false;
		}
		return this.rejected.add(filter);
	}

	synchronized Set<String> rejected() {
		return Set.copyOf(this.rejected);
	}

	synchronized List<MessageHandler> handlersOf(String topic) {
		List<String> levels = TopicFilter.levelsOf(topic);
		List<MessageHandler> handlers = new ArrayList<>();
		for (Entry entry : this.entries.values()) {
			if (entry.filter.matches(levels)) {
				handlers.addAll(entry.handlers);
			}
		}
		return handlers;
	}

	private static final class Entry {

		private final TopicFilter filter;

		private final List<MessageHandler> handlers = new ArrayList<>();

		private int qos = -1;

		Entry(TopicFilter filter) {
			this.filter = filter;
		}

		TopicSubscription wanted() {
			return new TopicSubscription(this.filter.value(), this.qos);
		}

	}

}
