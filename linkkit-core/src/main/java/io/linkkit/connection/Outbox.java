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

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.linkkit.connection.PublishResult.Acknowledged;
import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.PublishResult.Dropped;
import io.linkkit.connection.PublishResult.Kept;
import io.linkkit.connection.PublishResult.RejectReason;
import io.linkkit.connection.PublishResult.Rejected;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.MqttFailure;
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
 * One task on the scheduler's thread sends, and hands out results in batches; whoever
 * publishes, and whoever reads acknowledgements, only wakes it. Futures complete on the
 * executor given, since what the application hangs on them must not run on a thread of
 * the connection. A message counts against the limits until then, so an application that
 * is slow there meets a full queue and not an endless one.
 * <p>
 * Safe for use by several threads. Never calls the session while holding its lock.
 */
final class Outbox {

	private static final Log logger = LogFactory.getLog(Outbox.class);

	/**
	 * How many results may wait for the application before no more messages are dropped
	 * for newer ones: what is dropped makes room at once, and would else pile up here.
	 */
	private static final int MOST_UNREPORTED_DROPS = 10_000;

	private final QueueSettings settings;

	private final int window;

	private final Scheduler scheduler;

	private final Executor results;

	private final @Nullable MessageJournal journal;

	private final InstantSource clock;

	/** Times are counted from here, so that they can be compared. */
	private final long origin;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition room = this.lock.newCondition();

	private final WaitingMessages waiting = new WaitingMessages();

	private final Set<QueuedMessage> inFlight = new LinkedHashSet<>();

	private final QueueCounters counters = new QueueCounters();

	private final RateLimiter[] rates;

	private List<Settlement> settled = new ArrayList<>();

	private long lastNumber;

	private int messages;

	private long bytes;

	private int unreported;

	private int kept;

	private @Nullable Attachment attached;

	/** Counted by sessions that are no longer attached. */
	private long strangeBefore;

	private Scheduler.Timer timer = Scheduler.Timer.NONE;

	private long timerAt = QueuedMessage.NEVER;

	private boolean awake;

	private boolean closed;

	/**
	 * Create an outbox.
	 * @param journal keeps QoS 1 messages on disk, {@code null} if nobody does
	 * @param clock tells when a message on disk expires
	 */
	Outbox(QueueSettings settings, int window, Scheduler scheduler, Executor results, @Nullable MessageJournal journal,
			InstantSource clock) {
		this.settings = settings;
		this.window = window;
		this.scheduler = scheduler;
		this.results = results;
		this.journal = journal;
		this.clock = clock;
		this.origin = scheduler.nanoTime();
		this.rates = new RateLimiter[] { new RateLimiter(settings.rateLimit().perSecond(0)),
				new RateLimiter(settings.rateLimit().perSecond(1)) };
		if (journal != null) {
			journal.recovered().forEach(this::recover);
		}
	}

	/**
	 * Take in a message of an earlier run. It is sent without the flag for duplicates: to
	 * the session that will send it, it is new.
	 */
	private void recover(StoredMessage stored) {
		long expiresAt = (stored.expiresAt() == StoredMessage.NEVER) ? QueuedMessage.NEVER
				: now() + Duration.ofMillis(stored.expiresAt() - this.clock.millis()).toNanos();
		QueuedMessage message = new QueuedMessage(OutgoingMessage.of(stored.topic(), stored.payload(), 1),
				stored.number(), expiresAt);
		message.markStored();
		this.lastNumber = Math.max(this.lastNumber, stored.number());
		count(message);
		enqueue(message);
	}

	CompletableFuture<PublishResult> publish(OutgoingMessage message) {
		String violation = TopicRules.violatedByMessage(message.topic(), message.payload(), message.qos());
		QueuedMessage queued;
		this.lock.lock();
		try {
			PublishResult refusal = (violation != null) ? new Rejected(RejectReason.INVALID, violation)
					: makeRoom(QueuedMessage.sizeOf(message));
			if (refusal != null) {
				return refuse(refusal);
			}
			queued = numbered(message);
			count(queued);
			if (this.journal == null || queued.qos() == 0) {
				enqueue(queued);
			}
		}
		finally {
			this.lock.unlock();
			wake();
		}
		if (this.journal != null && queued.qos() > 0) {
			store(queued, this.journal);
		}
		return queued.result();
	}

	private CompletableFuture<PublishResult> refuse(PublishResult refusal) {
		if (refusal instanceof Dropped) {
			this.counters.accepted();
		}
		this.counters.ended(refusal);
		return CompletableFuture.completedFuture(refusal);
	}

	private QueuedMessage numbered(OutgoingMessage message) {
		Duration timeToLive = (message.timeToLive() != null) ? message.timeToLive() : this.settings.timeToLive();
		return new QueuedMessage(message, ++this.lastNumber, QueuedMessage.expiry(timeToLive, now()));
	}

	private void count(QueuedMessage message) {
		this.messages++;
		this.bytes += message.size();
	}

	private void enqueue(QueuedMessage message) {
		this.counters.accepted();
		if (this.closed) {
			giveUp(message);
		}
		else {
			this.waiting.add(message);
		}
	}

	/**
	 * Wait until a message is on disk, and accept it only then.
	 */
	private void store(QueuedMessage message, MessageJournal by) {
		IOException failure = by.add(toStored(message)).join();
		Rejected rejected = null;
		List<Settlement> last = List.of();
		this.lock.lock();
		try {
			if (failure == null) {
				message.markStored();
				enqueue(message);
				last = this.closed ? takeSettled() : last;
			}
			else {
				this.messages--;
				this.bytes -= message.size();
				this.room.signalAll();
				rejected = this.closed ? closed() : new Rejected(RejectReason.NOT_STORED,
						"the message could not be stored: " + failure.getMessage());
				this.counters.ended(rejected);
			}
		}
		finally {
			this.lock.unlock();
		}
		if (rejected != null) {
			message.result().complete(rejected);
		}
		tell(last);
		wake();
	}

	private StoredMessage toStored(QueuedMessage message) {
		OutgoingMessage content = message.message();
		long expiresAt = (message.expiresAt() == QueuedMessage.NEVER) ? StoredMessage.NEVER
				: this.clock.millis() + Duration.ofNanos(message.expiresAt() - now()).toMillis();
		return new StoredMessage(message.number(), content.topic(), content.payload(), expiresAt);
	}

	private static Rejected closed() {
		return new Rejected(RejectReason.CLOSED, "the connection is closed");
	}

	/**
	 * Return {@code null} if there is room for a message, perhaps because it was made or
	 * waited for, or else what becomes of the message instead.
	 */
	private @Nullable PublishResult makeRoom(int size) {
		boolean mayWait = this.settings.overflow() == QueueOverflow.BLOCK && !DaemonThreads.isCurrent();
		long remaining = mayWait ? nanos(this.settings.blockTimeout()) : 0;
		while (true) {
			if (this.closed) {
				return closed();
			}
			if (fits(this.messages, this.bytes + size)) {
				return null;
			}
			boolean everFits = size <= this.settings.maxBytes();
			if (everFits && this.settings.overflow() == QueueOverflow.DROP_NEWEST) {
				return new Dropped(DropReason.OVERFLOW);
			}
			if (everFits && this.settings.overflow() == QueueOverflow.DROP_OLDEST && dropOldest(size)) {
				return null;
			}
			if (!everFits || remaining <= 0) {
				return full(size);
			}
			try {
				remaining = this.room.awaitNanos(remaining);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return full(size);
			}
		}
	}

	private boolean fits(int messagesBefore, long bytesAfter) {
		return (this.settings.maxMessages() == 0 || messagesBefore < this.settings.maxMessages())
				&& bytesAfter <= this.settings.maxBytes();
	}

	private boolean dropOldest(int size) {
		List<QueuedMessage> victims = new ArrayList<>();
		int messagesLeft = this.messages;
		long bytesLeft = this.bytes;
		for (QueuedMessage message : this.waiting.inOrder()) {
			if (fits(messagesLeft, bytesLeft + size)) {
				break;
			}
			if (!message.sent()) {
				victims.add(message);
				messagesLeft--;
				bytesLeft -= message.size();
			}
		}
		if (!fits(messagesLeft, bytesLeft + size) || this.unreported + victims.size() > MOST_UNREPORTED_DROPS) {
			return false;
		}
		for (QueuedMessage victim : victims) {
			this.waiting.remove(victim);
			settle(victim, new Dropped(DropReason.OVERFLOW), false);
		}
		this.messages = messagesLeft;
		this.bytes = bytesLeft;
		return true;
	}

	private Rejected full(int size) {
		boolean byCount = !fits(this.messages, 0);
		return new Rejected(RejectReason.QUEUE_FULL, byCount
				? "the queue is full: " + this.messages + " messages (linkkit.max-queued-message)"
				: "the queue is full: " + this.bytes + " bytes, and " + size + " more exceed linkkit.queue.max-size");
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
			this.attached = new Attachment(ready, onOverdue);
		}
		finally {
			this.lock.unlock();
		}
		wake();
	}

	/**
	 * Stop to send, because the session ended.
	 */
	void detach() {
		long strange = strangeAcknowledgements();
		this.lock.lock();
		try {
			this.strangeBefore = strange;
			this.attached = null;
			for (QueuedMessage message : this.inFlight) {
				if (message.qos() > 0) {
					this.waiting.add(message);
				}
				else {
					settle(message, new Dropped(DropReason.CONNECTION_LOST), true);
				}
			}
			this.inFlight.clear();
		}
		finally {
			this.lock.unlock();
		}
		wake();
	}

	/**
	 * Give up whatever is still here and not on disk.
	 */
	void close() {
		List<Settlement> last;
		this.lock.lock();
		try {
			this.closed = true;
			this.attached = null;
			this.timer.cancel();
			List<QueuedMessage> remaining = new ArrayList<>(this.inFlight);
			remaining.addAll(this.waiting.takeAll());
			this.inFlight.clear();
			remaining.forEach(this::giveUp);
			if (remaining.size() > this.kept) {
				logger.warn("Gave up " + (remaining.size() - this.kept)
						+ " message(s) that were still queued when the connection was closed");
			}
			last = takeSettled();
			this.room.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		tell(last);
		if (this.journal != null) {
			this.journal.close();
		}
	}

	private void giveUp(QueuedMessage message) {
		if (message.stored()) {
			this.kept++;
			settle(message, new Kept(), true);
		}
		else {
			settle(message, new Dropped(DropReason.CLOSED), true);
		}
	}

	/**
	 * Return what the queue looks like now.
	 */
	QueueStatus status() {
		long strange = strangeAcknowledgements();
		this.lock.lock();
		try {
			return this.counters.status(this.waiting.size() + this.inFlight.size() + this.kept, this.bytes,
					this.inFlight.size(), this.unreported, strange, this.journal != null);
		}
		finally {
			this.lock.unlock();
		}
	}

	private long strangeAcknowledgements() {
		Attachment current;
		long before;
		this.lock.lock();
		try {
			current = this.attached;
			before = this.strangeBefore;
		}
		finally {
			this.lock.unlock();
		}
		return before + ((current != null) ? current.session.strangeAcknowledgements() : 0);
	}

	/**
	 * See to it that {@link #work()} runs, if there may be something to do.
	 */
	private void wake() {
		this.lock.lock();
		try {
			if (this.awake || isIdle()) {
				return;
			}
			this.awake = true;
		}
		finally {
			this.lock.unlock();
		}
		this.scheduler.execute(this::work);
	}

	private boolean isIdle() {
		return this.settled.isEmpty() && this.attached == null && this.waiting.nextExpiry() >= this.timerAt;
	}

	private void timeCame() {
		this.lock.lock();
		try {
			this.timerAt = QueuedMessage.NEVER;
		}
		finally {
			this.lock.unlock();
		}
		wake();
	}

	/**
	 * Do what is to be done, on the scheduler's thread, and only one such at a time,
	 * which keeps the order.
	 */
	private void work() {
		boolean done = false;
		try {
			for (Work work = nextWork(); work != null; work = nextWork()) {
				perform(work);
			}
			done = true;
		}
		finally {
			if (!done) {
				fallAsleep();
			}
		}
	}

	private void perform(Work work) {
		Attachment by = work.by();
		if (by != null) {
			work.shipments().forEach((shipment) -> send(shipment, by));
			if (work.overdue() != null) {
				by.onOverdue.accept(work.overdue());
			}
		}
		tell(work.settled());
	}

	/**
	 * Let the next call of {@link #wake()} go on after an unexpected exception.
	 */
	private void fallAsleep() {
		this.lock.lock();
		try {
			this.awake = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable Work nextWork() {
		this.lock.lock();
		try {
			long now = now();
			this.waiting.takeExpired(now).forEach((message) -> settle(message, new Dropped(DropReason.EXPIRED), true));
			Attachment by = this.attached;
			MqttFailure overdue = (by != null) ? overdue(by, now) : null;
			List<Shipment> shipments = (by != null && !by.ending) ? fillWindow(now) : List.of();
			Work work = new Work(by, shipments, overdue, takeSettled());
			if (!work.isEmpty()) {
				return work;
			}
			this.awake = false;
			startTimer(nextTime(now), now);
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private List<Shipment> fillWindow(long now) {
		List<Shipment> shipments = new ArrayList<>();
		for (QueuedMessage message = this.waiting.first(); message != null
				&& this.inFlight.size() < this.window; message = this.waiting.first()) {
			RateLimiter rate = this.rates[message.qos()];
			if (rate.delay(now) > 0) {
				break;
			}
			rate.happened(now);
			this.waiting.remove(message);
			this.inFlight.add(message);
			shipments.add(new Shipment(message, message.send(now)));
		}
		return shipments;
	}

	private @Nullable MqttFailure overdue(Attachment by, long now) {
		QueuedMessage oldest = oldestUnacknowledged();
		if (by.ending || oldest == null || deadline(oldest) > now) {
			return null;
		}
		by.ending = true;
		return new MqttFailure(
				FailureReason.ACKNOWLEDGE_TIMEOUT, "No PUBACK came within "
						+ this.settings.acknowledgeTimeout().toMillis() + " ms for a message to " + oldest.topic(),
				null);
	}

	private @Nullable QueuedMessage oldestUnacknowledged() {
		return this.inFlight.stream().filter((message) -> message.qos() > 0).findFirst().orElse(null);
	}

	private long deadline(QueuedMessage message) {
		return message.sentAt() + nanos(this.settings.acknowledgeTimeout());
	}

	/**
	 * Return when there will be something to do even if nobody wakes the task.
	 */
	private long nextTime(long now) {
		long next = this.waiting.nextExpiry();
		if (this.attached == null || this.attached.ending) {
			return next;
		}
		QueuedMessage oldest = oldestUnacknowledged();
		if (oldest != null) {
			next = Math.min(next, deadline(oldest));
		}
		QueuedMessage first = this.waiting.first();
		if (first != null && this.inFlight.size() < this.window) {
			next = Math.min(next, now + this.rates[first.qos()].delay(now));
		}
		return next;
	}

	/**
	 * Start the timer unless it already comes in time. It may come too early, but is not
	 * started anew with every message.
	 */
	private void startTimer(long time, long now) {
		if (time < this.timerAt && !this.closed) {
			this.timer.cancel();
			this.timerAt = time;
			this.timer = this.scheduler.schedule(Duration.ofNanos(time - now), this::timeCame);
		}
	}

	private void send(Shipment shipment, Attachment by) {
		by.session.publish(shipment.packet()).whenComplete((nothing, failure) -> {
			if (failure == null) {
				acknowledged(shipment.message(), by);
			}
			else {
				// the session has ended; detach() decides about the message
				logger.debug("Not sent: " + shipment.packet(), failure);
			}
		});
	}

	// a session that is no longer attached has no say in what the next one sends
	private void acknowledged(QueuedMessage message, Attachment by) {
		this.lock.lock();
		try {
			if (this.attached != by || !this.inFlight.remove(message)) {
				return;
			}
			settle(message, new Acknowledged(), true);
		}
		finally {
			this.lock.unlock();
		}
		wake();
	}

	private void settle(QueuedMessage message, PublishResult result, boolean countsUntilTold) {
		this.counters.ended(result);
		if (this.journal != null && message.stored() && !(result instanceof Kept)) {
			this.journal.remove(message.number());
		}
		this.unreported++;
		this.settled.add(new Settlement(message.result(), result, countsUntilTold ? 1 : 0,
				countsUntilTold ? message.size() : 0));
	}

	private List<Settlement> takeSettled() {
		if (this.settled.isEmpty()) {
			return List.of();
		}
		List<Settlement> taken = this.settled;
		this.settled = new ArrayList<>();
		return taken;
	}

	private void tell(List<Settlement> batch) {
		if (!batch.isEmpty()) {
			this.results.execute(() -> batch.forEach(this::tell));
		}
	}

	private void tell(Settlement settlement) {
		this.lock.lock();
		try {
			this.messages -= settlement.messages();
			this.bytes -= settlement.bytes();
			this.unreported--;
			this.room.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		settlement.future().complete(settlement.result());
	}

	private long now() {
		return this.scheduler.nanoTime() - this.origin;
	}

	private static long nanos(Duration duration) {
		return ((duration.compareTo(QueuedMessage.LONGEST) < 0) ? duration : QueuedMessage.LONGEST).toNanos();
	}

	/**
	 * Return what completes when every message that is here now has its result.
	 */
	CompletableFuture<Void> settled() {
		this.lock.lock();
		try {
			return CompletableFuture.allOf(Stream.concat(this.inFlight.stream(), this.waiting.inOrder().stream())
				.map(QueuedMessage::result)
				.toArray(CompletableFuture[]::new));
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A session to send by.
	 */
	private static final class Attachment {

		private final MqttSession session;

		private final Consumer<MqttFailure> onOverdue;

		private boolean ending;

		Attachment(MqttSession session, Consumer<MqttFailure> onOverdue) {
			this.session = session;
			this.onOverdue = onOverdue;
		}

	}

	/**
	 * A message and the packet that carries it.
	 *
	 * @param message the message
	 * @param packet what the session gets
	 */
	private record Shipment(QueuedMessage message, OutboundMessage packet) {

	}

	/**
	 * A result that is certain and not yet told.
	 *
	 * @param future by which to tell it
	 * @param result the result
	 * @param messages how many messages no longer count against the limit then
	 * @param bytes how many bytes no longer count against the limit then
	 */
	private record Settlement(CompletableFuture<PublishResult> future, PublishResult result, int messages, int bytes) {

	}

	/**
	 * What is to be done without the lock.
	 *
	 * @param by the session to send by
	 * @param shipments what to send
	 * @param overdue why the session is to be ended
	 * @param settled the results to tell
	 */
	private record Work(@Nullable Attachment by, List<Shipment> shipments, @Nullable MqttFailure overdue,
			List<Settlement> settled) {

		boolean isEmpty() {
			return this.shipments.isEmpty() && this.overdue == null && this.settled.isEmpty();
		}

	}

}
