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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.mqtt.OutboundMessage;
import org.jspecify.annotations.Nullable;

/**
 * What is in flight, and by which session: so many messages at a time, no faster than the
 * platform takes, and for no longer than an acknowledgement may take. Guarded by the lock
 * of {@link Outbox}.
 */
final class SendWindow {

	private final int most;

	private final Duration acknowledgeTimeout;

	private final RateLimiter[] rates;

	/** QoS 0 messages on their way to the socket. */
	private final Deque<QueuedMessage> leaving = new ArrayDeque<>();

	/** QoS 1 messages, which the platform acknowledges in this order as a rule. */
	private final Deque<QueuedMessage> unacknowledged = new ArrayDeque<>();

	private @Nullable Attachment attached;

	private boolean held;

	/**
	 * Create a window.
	 * @param most most messages in flight
	 * @param held whether nothing is sent until {@link #release()}
	 */
	SendWindow(QueueSettings settings, int most, boolean held) {
		this.most = most;
		this.held = held;
		this.acknowledgeTimeout = settings.acknowledgeTimeout();
		this.rates = new RateLimiter[] { new RateLimiter(settings.rateLimit().perSecond(0)),
				new RateLimiter(settings.rateLimit().perSecond(1)) };
	}

	/**
	 * Begin to send: what has to be sent first is there now.
	 */
	void release() {
		this.held = false;
	}

	void attach(Attachment ready) {
		this.attached = ready;
	}

	/**
	 * Send no more.
	 * @return what was in flight, of each quality of service in the order in which it was
	 * sent
	 */
	List<QueuedMessage> detach() {
		List<QueuedMessage> left = inFlight().toList();
		this.attached = null;
		this.leaving.clear();
		this.unacknowledged.clear();
		return left;
	}

	/**
	 * Return the session to send by, {@code null} if there is none.
	 */
	@Nullable Attachment attached() {
		return this.attached;
	}

	/**
	 * Take from what waits as much as may be sent now.
	 * @return what to send, in its order
	 */
	List<Shipment> fill(WaitingMessages waiting, long now) {
		if (!isOpen()) {
			return List.of();
		}
		List<Shipment> shipments = new ArrayList<>();
		for (QueuedMessage message = waiting.first(); message != null && room() > 0; message = waiting.first()) {
			RateLimiter rate = this.rates[message.qos()];
			if (rate.delay(now) > 0) {
				break;
			}
			rate.happened(now);
			waiting.remove(message);
			queue(message).add(message);
			shipments.add(new Shipment(message, message.send(now)));
		}
		return shipments;
	}

	private Deque<QueuedMessage> queue(QueuedMessage message) {
		return (message.qos() > 0) ? this.unacknowledged : this.leaving;
	}

	private int room() {
		return this.most - size();
	}

	private boolean isOpen() {
		return this.attached != null && !this.attached.ending && !this.held;
	}

	/**
	 * Return whether enough has come free to send more. Where the window is what messages
	 * wait for, many of them together cost little more than one alone.
	 */
	boolean isWorthFilling() {
		return room() >= Math.max(1, this.most / 4);
	}

	/**
	 * Take out what was acknowledged. A session that is no longer attached has no say in
	 * what the next one sends.
	 * @param by the session that it was acknowledged to
	 * @return whether it was in flight
	 */
	boolean acknowledged(QueuedMessage message, Attachment by) {
		return this.attached == by && queue(message).removeFirstOccurrence(message);
	}

	/**
	 * Return why the session is to be ended, {@code null} if it is not. Said once of a
	 * session, which sends no more from then on.
	 */
	@Nullable MqttFailure overdue(long now) {
		QueuedMessage oldest = this.unacknowledged.peek();
		if (this.attached == null || this.attached.ending || oldest == null || deadline(oldest) > now) {
			return null;
		}
		this.attached.ending = true;
		return new MqttFailure(FailureReason.ACKNOWLEDGE_TIMEOUT, "No PUBACK came within "
				+ this.acknowledgeTimeout.toMillis() + " ms for a message to " + oldest.topic(), null);
	}

	/**
	 * Return when there will be something to do here even if nothing happens,
	 * {@link QueuedMessage#NEVER} if at no time.
	 */
	long nextTime(WaitingMessages waiting, long now) {
		long next = QueuedMessage.NEVER;
		if (!isOpen()) {
			return next;
		}
		QueuedMessage oldest = this.unacknowledged.peek();
		if (oldest != null) {
			next = deadline(oldest);
		}
		QueuedMessage first = waiting.first();
		if (first != null && room() > 0) {
			next = Math.min(next, now + this.rates[first.qos()].delay(now));
		}
		return next;
	}

	private long deadline(QueuedMessage message) {
		return message.sentAt() + QueueClock.nanos(this.acknowledgeTimeout);
	}

	Stream<QueuedMessage> inFlight() {
		return Stream.concat(this.leaving.stream(), this.unacknowledged.stream());
	}

	/**
	 * Return how many messages are in flight.
	 */
	int size() {
		return this.leaving.size() + this.unacknowledged.size();
	}

	/**
	 * A session to send by.
	 */
	static final class Attachment {

		private final MqttSession session;

		private final Consumer<MqttFailure> onOverdue;

		private boolean ending;

		/**
		 * Create an attachment.
		 * @param onOverdue told once if an acknowledgement does not come in time
		 */
		Attachment(MqttSession session, Consumer<MqttFailure> onOverdue) {
			this.session = session;
			this.onOverdue = onOverdue;
		}

		MqttSession session() {
			return this.session;
		}

		void end(MqttFailure why) {
			this.onOverdue.accept(why);
		}

	}

	/**
	 * A message and the packet that carries it.
	 *
	 * @param message the message
	 * @param packet what the session gets
	 */
	record Shipment(QueuedMessage message, OutboundMessage packet) {

	}

}
