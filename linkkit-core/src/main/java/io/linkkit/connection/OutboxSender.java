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
import io.linkkit.connection.Settlements.Settlement;
import io.linkkit.mqtt.MqttFailure;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The one task of {@link Outbox} that sends, gives up what waited too long, and hands out
 * results in batches, which keeps their order. It runs on the scheduler's thread when
 * somebody wakes it or a time has come. Never calls a session while holding the lock.
 */
final class OutboxSender {

	private static final Log logger = LogFactory.getLog(OutboxSender.class);

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
	 * See to it that {@link #work()} runs, if there may be something to do.
	 */
	void wake() {
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
		return this.settlements.isEmpty() && this.window.attached() == null
				&& this.waiting.nextExpiry() >= this.timerAt;
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
				by.end(work.overdue());
			}
		}
		this.settlements.tell(work.settled());
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
			long now = this.clock.now();
			this.waiting.takeExpired(now)
				.forEach((message) -> this.settlements.settle(message, new Dropped(DropReason.EXPIRED)));
			Attachment by = this.window.attached();
			MqttFailure overdue = this.window.overdue(now);
			List<Shipment> shipments = this.window.fill(this.waiting, now);
			Work work = new Work(by, shipments, overdue, this.settlements.take());
			if (!work.isEmpty()) {
				return work;
			}
			this.awake = false;
			startTimer(Math.min(this.waiting.nextExpiry(), this.window.nextTime(this.waiting, now)), now);
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
		this.lock.lock();
		try {
			if (!this.window.acknowledged(message, by)) {
				return;
			}
			this.settlements.acknowledged(message, this.clock.now() - message.sentAt());
		}
		finally {
			this.lock.unlock();
		}
		wake();
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
	 * @param settled the results to tell
	 */
	private record Work(@Nullable Attachment by, List<Shipment> shipments, @Nullable MqttFailure overdue,
			List<Settlement> settled) {

		boolean isEmpty() {
			return this.shipments.isEmpty() && this.overdue == null && this.settled.isEmpty();
		}

	}

}
