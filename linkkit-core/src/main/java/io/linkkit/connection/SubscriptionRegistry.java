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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.linkkit.mqtt.SubscriptionAnswer;
import io.linkkit.mqtt.TopicSubscription;
import org.jspecify.annotations.Nullable;

/**
 * What the application wants to be subscribed to, and what the platform answered. It does
 * not speak MQTT itself. Safe for use by several threads.
 * <p>
 * What the platform refused is asked for again rarely, and not after each login, since
 * only somebody in the console can change the answer; but at once if the application
 * subscribes to it anew. Times are nanoseconds of a clock that never jumps.
 */
final class SubscriptionRegistry {

	/**
	 * How long a refusal stands before the platform is asked again.
	 */
	static final Duration PATIENCE = Duration.ofMinutes(10);

	private final Map<String, Entry> entries = new LinkedHashMap<>();

	/** Whom to hand what arrives without a subscription. */
	private final List<Listener> listeners = new ArrayList<>();

	/** What the platform refused, and when it was last asked. */
	private final Map<String, Long> refusals = new TreeMap<>();

	/**
	 * Add a handler.
	 * @return whether the platform has to be told, because the topic filter is new, was
	 * refused, or is now wanted with a higher quality of service
	 */
	synchronized boolean add(TopicFilter filter, int qos, InboundHandler handler) {
		Entry entry = this.entries.computeIfAbsent(filter.value(), (key) -> new Entry(filter));
		entry.handlers.add(handler);
		boolean refused = this.refusals.remove(filter.value()) != null;
		boolean raised = qos > entry.qos;
		entry.qos = Math.max(qos, entry.qos);
		return raised || refused;
	}

	/**
	 * Remove a handler.
	 * @return whether the platform has to be told, because it was the last one
	 */
	synchronized boolean remove(TopicFilter filter, InboundHandler handler) {
		Entry entry = this.entries.get(filter.value());
		if (entry == null || !entry.handlers.remove(handler) || !entry.handlers.isEmpty()) {
			return false;
		}
		this.entries.remove(filter.value());
		this.refusals.remove(filter.value());
		return true;
	}

	/**
	 * Add a handler for what arrives without a subscription.
	 */
	synchronized void listen(TopicFilter filter, InboundHandler handler) {
		this.listeners.add(new Listener(filter, handler));
	}

	synchronized void stopListening(TopicFilter filter, InboundHandler handler) {
		this.listeners.remove(new Listener(filter, handler));
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
	 * Return what to ask the platform for after a login: everything wanted, but for what
	 * it refused a short while ago, in packets it accepts.
	 */
	synchronized List<List<TopicSubscription>> packets(long now) {
		return packets(now, (entry) -> !isRefused(entry) || isDue(entry, now));
	}

	/**
	 * Return what was refused long enough ago to be asked for again, in packets the
	 * platform accepts.
	 */
	synchronized List<List<TopicSubscription>> retries(long now) {
		return packets(now, (entry) -> isRefused(entry) && isDue(entry, now));
	}

	private List<List<TopicSubscription>> packets(long now, Predicate<Entry> included) {
		List<List<TopicSubscription>> packets = new ArrayList<>();
		List<TopicSubscription> packet = new ArrayList<>();
		for (Entry entry : this.entries.values()) {
			if (!included.test(entry)) {
				continue;
			}
			this.refusals.computeIfPresent(entry.filter.value(), (filter, before) -> now);
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

	private boolean isRefused(Entry entry) {
		return this.refusals.containsKey(entry.filter.value());
	}

	private boolean isDue(Entry entry, long now) {
		Long asked = this.refusals.get(entry.filter.value());
		return asked != null && now - asked >= PATIENCE.toNanos();
	}

	/**
	 * Return how long it takes until something refused is to be asked for again.
	 * @return {@code null} if nothing was refused
	 */
	synchronized @Nullable Duration untilRetry(long now) {
		return this.refusals.values()
			.stream()
			.map((asked) -> Duration.ofNanos(Math.max(0, asked + PATIENCE.toNanos() - now)))
			.min(Duration::compareTo)
			.orElse(null);
	}

	/**
	 * Note the platform's answer.
	 * @return whether it is a refusal that was not known before
	 */
	synchronized boolean answered(SubscriptionAnswer answer, long now) {
		String filter = answer.subscription().topicFilter();
		if (answer.granted() || !this.entries.containsKey(filter)) {
			this.refusals.remove(filter);
			return false;
		}
		return this.refusals.put(filter, now) == null;
	}

	synchronized Set<String> rejected() {
		return Set.copyOf(this.refusals.keySet());
	}

	synchronized List<InboundHandler> handlersOf(String topic) {
		List<String> levels = TopicFilter.levelsOf(topic);
		List<InboundHandler> handlers = new ArrayList<>();
		for (Entry entry : this.entries.values()) {
			if (entry.filter.matches(levels)) {
				handlers.addAll(entry.handlers);
			}
		}
		for (Listener listener : this.listeners) {
			if (listener.filter.matches(levels)) {
				handlers.add(listener.handler);
			}
		}
		return handlers;
	}

	/**
	 * Handler for what arrives without a subscription.
	 *
	 * @param filter what it takes
	 * @param handler the handler
	 */
	private record Listener(TopicFilter filter, InboundHandler handler) {

	}

	private static final class Entry {

		private final TopicFilter filter;

		private final List<InboundHandler> handlers = new ArrayList<>();

		private int qos = -1;

		Entry(TopicFilter filter) {
			this.filter = filter;
		}

		TopicSubscription wanted() {
			return new TopicSubscription(this.filter.value(), this.qos);
		}

	}

}
