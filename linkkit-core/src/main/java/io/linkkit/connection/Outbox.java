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

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.PublishResult.Dropped;
import io.linkkit.connection.PublishResult.RejectReason;
import io.linkkit.connection.PublishResult.Rejected;
import io.linkkit.connection.SendWindow.Attachment;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.mqtt.MqttSession;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Holds messages until the platform has taken them. While a session is attached, they
 * leave in order through the in-flight window; when it ends, unacknowledged QoS 1
 * messages go back to the head of the queue, to be sent again as duplicates.
 * <p>
 * Whoever publishes, and whoever reads acknowledgements, notes it, and
 * {@link OutboxSender} does what follows from it. Safe for use by several threads: one
 * lock, which is this one's, guards all parts of the queue.
 */
final class Outbox {

	private static final Log logger = LogFactory.getLog(Outbox.class);

	/**
	 * How many messages in a row may have their result when their publisher gets the
	 * future. What he hangs on it runs at once then, and if that publishes the next one,
	 * he would come ever deeper into his stack.
	 */
	private static final int MOST_EARLY = 64;

	private final QueueSettings settings;

	private final @Nullable MessageJournal journal;

	private final QueueClock clock;

	private final ReentrantLock lock = new ReentrantLock();

	private final WaitingMessages waiting = new WaitingMessages();

	private final QueueRoom room;

	private final SendWindow window;

	private final Settlements settlements;

	private final QueueAdmission admission;

	private final OutboxSender sender;

	private final QueueIntake intake;

	private long lastNumber;

	/** Counted by sessions that are no longer attached. */
	private long strangeBefore;

	/**
	 * Create an outbox, to be {@linkplain #open() opened}.
	 * @param window most messages in flight
	 * @param scheduler where messages are sent from
	 * @param results where futures complete
	 * @param journal keeps QoS 1 messages on disk, {@code null} if nobody does
	 * @param clock tells when a message on disk expires
	 */
	Outbox(QueueSettings settings, int window, Scheduler scheduler, Executor results, @Nullable MessageJournal journal,
			InstantSource clock) {
		this.settings = settings;
		this.journal = journal;
		this.clock = new QueueClock(scheduler, clock);
		this.room = new QueueRoom(settings, this.lock);
		this.window = new SendWindow(settings, window, journal != null);
		this.settlements = new Settlements(this.lock, this.room, journal, results);
		this.admission = new QueueAdmission(settings, this.room, this.waiting, this.settlements);
		this.sender = new OutboxSender(this.lock, scheduler, this.clock, this.waiting, this.window, this.settlements);
		this.intake = new QueueIntake(this.lock, journal, this.clock, this.room, this.waiting, this.window,
				this.settlements, this.sender);
	}

	/**
	 * Begin to open the journal, if there is one. Until it is open, nothing is sent,
	 * since messages of an earlier run come first, and a QoS 1 message waits to be
	 * stored.
	 */
	void open() {
		this.intake.open();
	}

	CompletableFuture<PublishResult> publish(OutgoingMessage message) {
		String violation = TopicRules.violatedByMessage(message.topic(), message.payload(), message.qos());
		QueuedMessage queued = null;
		PublishResult refusal;
		boolean stores = false;
		boolean works;
		boolean tells;
		this.lock.lock();
		try {
			refusal = (violation != null) ? new Rejected(RejectReason.INVALID, violation)
					: this.admission.refusal(QueuedMessage.sizeOf(message));
			if (refusal != null) {
				this.settlements.refused(message.qos(), refusal);
			}
			else {
				queued = numbered(message);
				this.room.take(queued.size());
				stores = this.intake.stores(queued);
				if (!stores) {
					this.intake.accept(queued);
				}
			}
			works = this.sender.mustWork();
			tells = this.settlements.mustTell();
		}
		finally {
			this.lock.unlock();
		}
		if (tells) {
			this.settlements.tell();
		}
		if (works) {
			this.sender.work();
		}
		if (queued == null) {
			return CompletableFuture.completedFuture(refusal);
		}
		if (stores) {
			this.intake.store(queued);
		}
		return handOut(queued);
	}

	private CompletableFuture<PublishResult> handOut(QueuedMessage message) {
		PublishResult early;
		this.lock.lock();
		try {
			early = message.handOut();
		}
		finally {
			this.lock.unlock();
		}
		if (early != null) {
			message.result().complete(early);
		}
		return message.result();
	}

	private QueuedMessage numbered(OutgoingMessage message) {
		Duration timeToLive = (message.timeToLive() != null) ? message.timeToLive() : this.settings.timeToLive();
		QueuedMessage numbered = new QueuedMessage(message, ++this.lastNumber, this.clock.expiry(timeToLive));
		if (this.lastNumber % MOST_EARLY == 0) {
			numbered.handOut();
		}
		return numbered;
	}

	/**
	 * Begin to send by a session that is ready.
	 * @param ready the session
	 * @param onOverdue told once if an acknowledgement does not come in time; the session
	 * is to be ended then
	 */
	void attach(MqttSession ready, Consumer<MqttFailure> onOverdue) {
		this.lock.lock();
		try {
			this.window.attach(new Attachment(ready, onOverdue));
		}
		finally {
			this.lock.unlock();
		}
		this.sender.wake();
	}

	/**
	 * Stop to send, because the session ended.
	 */
	void detach() {
		long strange = strangeAcknowledgements();
		boolean tells;
		this.lock.lock();
		try {
			this.strangeBefore = strange;
			for (QueuedMessage message : this.window.detach()) {
				if (message.qos() > 0) {
					this.waiting.add(message);
				}
				else {
					this.settlements.settle(message, new Dropped(DropReason.CONNECTION_LOST));
				}
			}
			tells = this.settlements.mustTell();
		}
		finally {
			this.lock.unlock();
		}
		if (tells) {
			this.settlements.tell();
		}
		this.sender.wake();
	}

	/**
	 * Give up whatever is still here and not on disk.
	 */
	void close() {
		boolean tells;
		this.lock.lock();
		try {
			this.room.close();
			this.sender.close();
			List<QueuedMessage> remaining = Stream
				.concat(this.window.detach().stream(), this.waiting.takeAll().stream())
				.toList();
			remaining.forEach(this.settlements::giveUp);
			int lost = remaining.size() - this.settlements.kept();
			if (lost > 0) {
				logger.warn("Gave up " + lost + " message(s) that were still queued when the connection was closed");
			}
			tells = this.settlements.mustTell();
		}
		finally {
			this.lock.unlock();
		}
		if (tells) {
			this.settlements.tell();
		}
		if (this.journal != null) {
			this.journal.close();
		}
	}

	/**
	 * Return what the queue looks like now.
	 */
	QueueStatus status() {
		long strange = strangeAcknowledgements();
		this.lock.lock();
		try {
			int inFlight = this.window.size();
			return this.settlements.counters()
				.status(this.waiting.size() + inFlight + this.settlements.kept(), this.room.bytes(), inFlight,
						this.settlements.unreported(), strange, this.intake.isPersistent());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return what the platform presented in the session that sends.
	 */
	List<X509Certificate> peerCertificates() {
		Attachment current;
		this.lock.lock();
		try {
			current = this.window.attached();
		}
		finally {
			this.lock.unlock();
		}
		return (current != null) ? current.session().peerCertificates() : List.of();
	}

	// asks the session without the lock
	private long strangeAcknowledgements() {
		Attachment current;
		long before;
		this.lock.lock();
		try {
			current = this.window.attached();
			before = this.strangeBefore;
		}
		finally {
			this.lock.unlock();
		}
		return before + ((current != null) ? current.session().strangeAcknowledgements() : 0);
	}

	/**
	 * Return what completes when every message that is here now has its result.
	 */
	CompletableFuture<Void> settled() {
		this.lock.lock();
		try {
			return CompletableFuture.allOf(Stream.concat(this.window.inFlight(), this.waiting.inOrder().stream())
				.map(QueuedMessage::result)
				.toArray(CompletableFuture[]::new));
		}
		finally {
			this.lock.unlock();
		}
	}

}
