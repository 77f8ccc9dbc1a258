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
import java.util.List;
import java.util.concurrent.locks.Lock;

import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.PublishResult.Dropped;
import io.linkkit.connection.SendWindow.Attachment;
import io.linkkit.connection.SendWindow.Shipment;
import io.linkkit.mqtt.MqttFailure;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The one task of {@link Outbox} that sends and gives up what waited too long, which
 * keeps the order. Whoever publishes or reads acknowledgements does it himself if nobody
 * is at it, since the way to another thread costs more than the way to the platform; when
 * a time has come, it runs on the scheduler's thread. Never calls a session while holding
 * the lock.
 */
final class OutboxSender {

	private static final Log logger = LogFactory.getLog(OutboxSender.class);

	/**
	 * How often somebody who has other things to do looks for more before he leaves it to
	 * the scheduler's thread.
	 */
	private static final int MOST_ROUNDS = 4;

	private final Lock lock;

	private final Scheduler scheduler;

	private final QueueClock clock;

	private final WaitingMessages waiting;

	private final SendWindow window;

	private final Settlements settlements;

	private Scheduler.Timer timer = Scheduler.Timer.NONE;

	private long timerAt = QueuedMessage.NEVER;

	private boolean awake;

	private boolean closed;

	OutboxSender(Lock lock, Scheduler scheduler, QueueClock clock, WaitingMessages waiting, SendWindow window,
			Settlements settlements) {
		this.lock = lock;
		this.scheduler = scheduler;
		this.clock = clock;
		this.waiting = waiting;
		this.window = window;
		this.settlements = settlements;
	}

	/**
	 * Return whether the caller is to call {@link #work()}, once without the lock,
	 * because there is something to do and nobody is at it. To be called with the lock.
	 */
	boolean mustWork() {
		boolean must = !this.awake && hasWork(this.clock.now());
		this.awake |= must;
		return must;
	}

	private boolean hasWork(long now) {
		long next = nextTime(now);
		return next <= now || next < this.timerAt;
	}

	private long nextTime(long now) {
		return Math.min(this.waiting.nextExpiry(), this.window.nextTime(this.waiting, now));
	}

	/**
	 * See to it that whatever is to be done is done, but not by the caller.
	 */
	void wake() {
		boolean must;
		this.lock.lock();
		try {
			must = mustWork();
		}
		finally {
			this.lock.unlock();
		}
		if (must) {
			workLater();
		}
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
	 * Do what there is to do, and leave it to the scheduler's thread if that has no end.
	 */
	void work() {
		if (!isDone(MOST_ROUNDS)) {
			workLater();
		}
	}

	private void workLater() {
		this.scheduler.execute(() -> isDone(Integer.MAX_VALUE));
	}

	/**
	 * Do what there is to do.
	 * @param rounds how often to look for more
	 * @return whether nothing is left
	 */
	private boolean isDone(int rounds) {
		boolean failed = true;
		try {
			int left = rounds;
			Work work = nextWork();
			while (work != null) {
				perform(work);
				left--;
				work = (left > 0) ? nextWork() : null;
			}
			failed = false;
			return left > 0;
		}
		finally {
			if (failed) {
				fallAsleep();
			}
		}
	}

	private void perform(Work work) {
		Attachment by = work.by();
		if (by != null) {
			work.shipments().forEach((shipment) -> send(shipment, by));
			if (work.overdue() != null) {
				by.end(work.overdue());
			}
		}
		if (work.tells()) {
			this.settlements.tell();
		}
	}

	/**
	 * Let the next one who wakes this go on after an unexpected exception.
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
			long now = this.clock.now();
			this.waiting.takeExpired(now)
				.forEach((message) -> this.settlements.settle(message, new Dropped(DropReason.EXPIRED)));
			Attachment by = this.window.attached();
			MqttFailure overdue = this.window.overdue(now);
			List<Shipment> shipments = this.window.fill(this.waiting, now);
			Work work = new Work(by, shipments, overdue, this.settlements.mustTell());
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
		by.session().publish(shipment.packet()).whenComplete((nothing, failure) -> {
			if (failure == null) {
				acknowledged(shipment.message(), by);
			}
			else {
				// the session has ended, and what is in flight goes back to the queue
				logger.debug("Not sent: " + shipment.packet(), failure);
			}
		});
	}

	private void acknowledged(QueuedMessage message, Attachment by) {
		boolean works;
		boolean tells;
		this.lock.lock();
		try {
			if (!this.window.acknowledged(message, by)) {
				return;
			}
			this.settlements.acknowledged(message, this.clock.now() - message.sentAt());
			works = this.window.isWorthFilling() && mustWork();
			tells = this.settlements.mustTell();
		}
		finally {
			this.lock.unlock();
		}
		if (works) {
			work();
		}
		if (tells) {
			this.settlements.tell();
		}
	}

	/**
	 * Start no more timers. To be called with the lock.
	 */
	void close() {
		this.closed = true;
		this.timer.cancel();
	}

	/**
	 * What is to be done without the lock.
	 *
	 * @param by the session to send by
	 * @param shipments what to send
	 * @param overdue why the session is to be ended
	 * @param tells whether there are results to tell
	 */
	private record Work(@Nullable Attachment by, List<Shipment> shipments, @Nullable MqttFailure overdue,
			boolean tells) {

		boolean isEmpty() {
			return this.shipments.isEmpty() && this.overdue == null && !this.tells;
		}

	}

}
