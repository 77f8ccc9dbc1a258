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

import java.util.concurrent.locks.Lock;

import io.linkkit.connection.MessageJournal.Opened;
import io.linkkit.connection.PublishResult.RejectReason;
import io.linkkit.connection.PublishResult.Rejected;
import io.linkkit.connection.StoreOutcome.Failed;
import io.linkkit.connection.StoreOutcome.Written;
import org.jspecify.annotations.Nullable;

/**
 * Accepts messages for which there is room: those of an earlier run when the journal is
 * open, QoS 1 messages once they are on disk, if there is a journal, and all others at
 * once. Guarded by the lock of {@link Outbox}, which it leaves to wait for the disk.
 */
final class QueueIntake {

	private final Lock lock;

	private final @Nullable MessageJournal journal;

	private final QueueClock clock;

	private final QueueRoom room;

	private final WaitingMessages waiting;

	private final SendWindow window;

	private final Settlements settlements;

	private final OutboxSender sender;

	private boolean persistent;

	private boolean unavailable;

	/**
	 * Create an intake.
	 * @param journal keeps QoS 1 messages on disk, {@code null} if nobody does
	 * @param window is held until the journal is open
	 */
	QueueIntake(Lock lock, @Nullable MessageJournal journal, QueueClock clock, QueueRoom room, WaitingMessages waiting,
			SendWindow window, Settlements settlements, OutboxSender sender) {
		this.lock = lock;
		this.journal = journal;
		this.clock = clock;
		this.room = room;
		this.waiting = waiting;
		this.window = window;
		this.settlements = settlements;
		this.sender = sender;
	}

	/**
	 * Begin to open the journal, if there is one.
	 */
	void open() {
		if (this.journal != null) {
			this.journal.open(this::opened);
		}
	}

	private void opened(Opened opened) {
		boolean tells;
		this.lock.lock();
		try {
			opened.messages().stream().map(this.clock::fromStored).forEach((message) -> {
				this.room.take(message.size());
				accept(message);
			});
			this.persistent = opened.usable();
			this.unavailable = !opened.usable();
			this.window.release();
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
	 * Return whether a message is accepted only once it is on disk. To be called with the
	 * lock.
	 */
	boolean stores(QueuedMessage message) {
		return this.journal != null && message.qos() > 0 && !this.unavailable;
	}

	/**
	 * Accept a message. To be called with the lock.
	 */
	void accept(QueuedMessage message) {
		this.settlements.accepted(message);
		if (this.room.isClosed()) {
			this.settlements.giveUp(message);
		}
		else {
			this.waiting.add(message);
		}
	}

	/**
	 * Wait until a message is on disk, and accept it only then. To be called without the
	 * lock.
	 */
	void store(QueuedMessage message) {
		if (this.journal == null) {
			throw new IllegalStateException("Nothing is stored");
		}
		StoreOutcome outcome = this.journal.add(this.clock.toStored(message)).join();
		Rejected rejected = null;
		boolean works;
		boolean tells;
		this.lock.lock();
		try {
			if (outcome instanceof Failed failed) {
				rejected = reject(message, failed);
			}
			else {
				if (outcome instanceof Written) {
					message.markStored();
				}
				accept(message);
			}
			works = this.sender.mustWork();
			tells = this.settlements.mustTell();
		}
		finally {
			this.lock.unlock();
		}
		if (rejected != null) {
			message.result().complete(rejected);
		}
		if (tells) {
			this.settlements.tell();
		}
		if (works) {
			this.sender.work();
		}
	}

	private Rejected reject(QueuedMessage message, Failed failed) {
		this.room.free(1, message.size());
		Rejected rejected = this.room.isClosed() ? QueueAdmission.closed() : new Rejected(RejectReason.NOT_STORED,
				"the message could not be stored: " + failed.cause().getMessage());
		this.settlements.refused(message.qos(), rejected);
		return rejected;
	}

	/**
	 * Return whether QoS 1 messages are kept on disk.
	 */
	boolean isPersistent() {
		return this.persistent;
	}

}
