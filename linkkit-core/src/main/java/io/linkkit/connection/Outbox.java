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

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import io.linkkit.connection.PublishResult.Acknowledged;
import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.PublishResult.Dropped;
import io.linkkit.connection.PublishResult.Rejected;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.mqtt.OutboundMessage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Holds messages until the platform has taken them. While a session is attached, they
 * leave in order through the in-flight window; when it ends, unacknowledged QoS 1
 * messages go back to the head of the queue, to be sent again as duplicates.
 * <p>
 * Futures complete on the executor given, since what the application hangs on them must
 * not run on an MQTT thread. A message counts against the limits until then, so an
 * application that is slow there meets a full queue and not an endless one.
 * <p>
 * Safe for use by several threads. Never calls the session while holding its lock.
 */
final class Outbox {

	private static final Log logger = LogFactory.getLog(Outbox.class);

	private final QueueSettings limits;

	private final int window;

	private final Executor results;

	private final Object lock = new Object();

	private final Deque<Entry> queue = new ArrayDeque<>();

	private final Set<Entry> inFlight = new LinkedHashSet<>();

	private int messages;

	private long bytes;

	private @Nullable MqttSession session;

	private boolean draining;

	private boolean closed;

	Outbox(QueueSettings limits, int window, Executor results) {
		this.limits = limits;
		this.window = window;
		this.results = results;
	}

	CompletableFuture<PublishResult> publish(String topic, byte[] payload, int qos) {
		String violation = TopicRules.violatedByMessage(topic, payload, qos);
		if (violation != null) {
			return CompletableFuture.completedFuture(new Rejected(violation));
		}
		Entry entry = new Entry(new OutboundMessage(topic, payload, qos, false));
		synchronized (this.lock) {
			PublishResult refusal = refusalOf(entry);
			if (refusal != null) {
				return CompletableFuture.completedFuture(refusal);
			}
			this.queue.addLast(entry);
			this.messages++;
			this.bytes += entry.size;
		}
		drain();
		return entry.result;
	}

	private @Nullable PublishResult refusalOf(Entry entry) {
		if (this.closed) {
			return new Dropped(DropReason.CLOSED);
		}
		if (this.limits.maxMessages() > 0 && this.messages >= this.limits.maxMessages()) {
			return new Rejected("the queue is full: " + this.messages + " messages (linkkit.max-queued-message)");
		}
		if (this.bytes + entry.size > this.limits.maxBytes()) {
			return new Rejected("the queue is full: " + this.bytes + " bytes (linkkit.queue.max-size)");
		}
		return null;
	}

	/**
	 * Begin to send by a session that is ready.
	 */
	void attach(MqttSession ready) {
		synchronized (this.lock) {
			this.session = ready;
		}
		drain();
	}

	/**
	 * Stop to send, because the session ended.
	 */
	void detach() {
		List<Entry> lost = new ArrayList<>();
		synchronized (this.lock) {
			this.session = null;
			List<Entry> again = new ArrayList<>();
			for (Entry entry : this.inFlight) {
				((entry.message.qos() > 0) ? again : lost).add(entry);
			}
			this.inFlight.clear();
			for (int i = again.size() - 1; i >= 0; i--) {
				again.get(i).sentBefore();
				this.queue.addFirst(again.get(i));
			}
		}
		lost.forEach((entry) -> settle(entry, new Dropped(DropReason.CONNECTION_LOST)));
	}

	/**
	 * Give up whatever is still here.
	 */
	void close() {
		List<Entry> remaining = new ArrayList<>();
		synchronized (this.lock) {
			this.closed = true;
			this.session = null;
			remaining.addAll(this.inFlight);
			remaining.addAll(this.queue);
			this.inFlight.clear();
			this.queue.clear();
		}
		if (!remaining.isEmpty()) {
			logger.warn("Gave up " + remaining.size()
					+ " message(s) that were still queued when the connection was closed");
		}
		remaining.forEach((entry) -> settle(entry, new Dropped(DropReason.CLOSED)));
	}

	/**
	 * Send as much as the window allows. One thread drains at a time, which keeps the
	 * order; others only leave word that there is more to do.
	 */
	private void drain() {
		synchronized (this.lock) {
			if (this.draining) {
				return;
			}
			this.draining = true;
		}
		while (true) {
			Entry entry;
			MqttSession current;
			synchronized (this.lock) {
				current = this.session;
				entry = (current != null && this.inFlight.size() < this.window) ? this.queue.pollFirst() : null;
				if (entry == null || current == null) {
					this.draining = false;
					return;
				}
				this.inFlight.add(entry);
			}
			send(entry, current);
		}
	}

	private void send(Entry entry, MqttSession by) {
		by.publish(entry.message).whenComplete((nothing, failure) -> {
			if (failure == null) {
				acknowledged(entry);
			}
			else {
				// the session has ended; detach() decides about the message
				logger.debug("Not sent: " + entry.message, failure);
			}
		});
	}

	private void acknowledged(Entry entry) {
		synchronized (this.lock) {
			if (!this.inFlight.remove(entry)) {
				return;
			}
		}
		settle(entry, new Acknowledged());
		drain();
	}

	private void settle(Entry entry, PublishResult result) {
		this.results.execute(() -> {
			synchronized (this.lock) {
				this.messages--;
				this.bytes -= entry.size;
			}
			entry.result.complete(result);
		});
	}

	/**
	 * Return what completes when every message that is here now has its result.
	 */
	CompletableFuture<Void> settled() {
		synchronized (this.lock) {
			return CompletableFuture.allOf(Stream.concat(this.inFlight.stream(), this.queue.stream())
				.map((entry) -> entry.result)
				.toArray(CompletableFuture[]::new));
		}
	}

	/**
	 * Return how many messages count against the limits.
	 */
	int size() {
		synchronized (this.lock) {
			return this.messages;
		}
	}

	private static final class Entry {

		private final CompletableFuture<PublishResult> result = new CompletableFuture<>();

		private final int size;

		private OutboundMessage message;

		Entry(OutboundMessage message) {
			this.message = message;
			this.size = message.topic().getBytes(StandardCharsets.UTF_8).length + message.payload().length;
		}

		void sentBefore() {
			this.message = new OutboundMessage(this.message.topic(), this.message.payload(), this.message.qos(), true);
		}

	}

}
