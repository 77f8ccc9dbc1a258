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
import java.util.List;

import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.PublishResult.Dropped;
import io.linkkit.connection.PublishResult.RejectReason;
import io.linkkit.connection.PublishResult.Rejected;
import io.linkkit.thread.ThreadKind;
import org.jspecify.annotations.Nullable;

/**
 * Decides which message comes into the queue, and which one leaves it for that, as
 * {@link QueueOverflow} says. Guarded by the lock of {@link Outbox}.
 */
final class QueueAdmission {

	/**
	 * How many results may wait for the application before no more messages are dropped
	 * for newer ones: what is dropped makes room at once, and would else pile up there.
	 */
	private static final int MOST_UNREPORTED_DROPS = 10_000;

	private final QueueOverflow overflow;

	private final long blockNanos;

	private final QueueRoom room;

	private final WaitingMessages waiting;

	private final Settlements settlements;

	QueueAdmission(QueueSettings settings, QueueRoom room, WaitingMessages waiting, Settlements settlements) {
		this.overflow = settings.overflow();
		this.blockNanos = QueueClock.nanos(settings.blockTimeout());
		this.room = room;
		this.waiting = waiting;
		this.settlements = settlements;
	}

	static Rejected closed() {
		return new Rejected(RejectReason.CLOSED, "the connection is closed");
	}

	/**
	 * Return {@code null} if there is room for a message, perhaps because it was made or
	 * waited for, or else what becomes of the message instead.
	 * @param size size of the message
	 */
	@Nullable PublishResult refusal(int size) {
		boolean mayWait = this.overflow == QueueOverflow.BLOCK && !ThreadKind.isLibraryThread();
		long remaining = mayWait ? this.blockNanos : 0;
		while (true) {
			if (this.room.isClosed()) {
				return closed();
			}
			if (this.room.fits(size)) {
				return null;
			}
			boolean everFits = this.room.everFits(size);
			if (everFits && this.overflow == QueueOverflow.DROP_NEWEST) {
				return new Dropped(DropReason.OVERFLOW);
			}
			if (everFits && this.overflow == QueueOverflow.DROP_OLDEST && dropOldest(size)) {
				return null;
			}
			if (!everFits || remaining <= 0) {
				return this.room.full(size);
			}
			try {
				remaining = this.room.changed().awaitNanos(remaining);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return this.room.full(size);
			}
		}
	}

	private boolean dropOldest(int size) {
		List<QueuedMessage> victims = new ArrayList<>();
		long bytes = 0;
		for (QueuedMessage message : this.waiting.inOrder()) {
			if (this.room.fitsWithout(victims.size(), bytes, size)) {
				break;
			}
			if (!message.sent()) {
				victims.add(message);
				bytes += message.size();
			}
		}
		if (!this.room.fitsWithout(victims.size(), bytes, size)
				|| this.settlements.unreported() + victims.size() > MOST_UNREPORTED_DROPS) {
			return false;
		}
		for (QueuedMessage victim : victims) {
			this.waiting.remove(victim);
			this.settlements.settleAndFree(victim, new Dropped(DropReason.OVERFLOW));
		}
		return true;
	}

}
