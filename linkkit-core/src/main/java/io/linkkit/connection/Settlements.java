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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;

import io.linkkit.connection.PublishResult.Acknowledged;
import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.PublishResult.Dropped;
import io.linkkit.connection.PublishResult.Kept;
import org.jspecify.annotations.Nullable;

/**
 * Counts what became of messages as soon as it is certain, and tells it later, in the
 * same order and without the lock: futures complete on an executor, since what the
 * application hangs on them must not run on a thread of the connection. Of a message that
 * its publisher has not got back yet, he finds out himself. Any other message counts
 * against the limits until then, so an application that is slow there meets a full queue
 * and not an endless one.
 * <p>
 * Guarded by the lock of {@link Outbox}, but for {@link #tell()}.
 */
final class Settlements {

	/**
	 * How many results are told for one look at the lock.
	 */
	private static final int BATCH = 32;

	private static final PublishResult ACKNOWLEDGED = new Acknowledged();

	private final Lock lock;

	private final QueueRoom room;

	private final @Nullable MessageJournal journal;

	private final Executor results;

	private final QueueCounters counters = new QueueCounters();

	private final Queue<Settlement> untold = new ArrayDeque<>();

	private boolean telling;

	private int kept;

	/**
	 * Create settlements.
	 * @param journal is to forget what needs no longer be on disk
	 * @param results where futures complete
	 */
	Settlements(Lock lock, QueueRoom room, @Nullable MessageJournal journal, Executor results) {
		this.lock = lock;
		this.room = room;
		this.journal = journal;
		this.results = results;
	}

	/**
	 * Count a message that is in the queue now.
	 */
	void accepted(QueuedMessage message) {
		this.counters.accepted(message.qos());
	}

	/**
	 * Count a message that does not come into the queue.
	 * @param qos its quality of service
	 * @param result what becomes of it instead
	 */
	void refused(int qos, PublishResult result) {
		if (result instanceof Dropped) {
			this.counters.accepted(qos);
		}
		this.counters.ended(result, qos);
	}

	/**
	 * Settle what becomes of a message, which counts against the limits until that is
	 * told.
	 */
	void settle(QueuedMessage message, PublishResult result) {
		if (note(message, result)) {
			this.untold.add(new Settlement(message.result(), result, 1, message.size()));
		}
		else {
			this.room.free(1, message.size());
		}
	}

	/**
	 * Settle a message that the platform has taken.
	 * @param nanos time since it was sent
	 */
	void acknowledged(QueuedMessage message, long nanos) {
		if (message.qos() > 0) {
			this.counters.roundTrip(nanos);
		}
		settle(message, ACKNOWLEDGED);
	}

	/**
	 * Settle what becomes of a message, and let it count against the limits no more.
	 */
	void settleAndFree(QueuedMessage message, PublishResult result) {
		if (note(message, result)) {
			this.untold.add(new Settlement(message.result(), result, 0, 0));
		}
		this.room.free(1, message.size());
	}

	/**
	 * Note what became of a message.
	 * @return whether it is to be told
	 */
	private boolean note(QueuedMessage message, PublishResult result) {
		this.counters.ended(result, message.qos());
		if (this.journal != null && message.stored() && !(result instanceof Kept)) {
			this.journal.remove(message.number());
		}
		return !message.settleEarly(result);
	}

	/**
	 * Settle what becomes of a message when the queue is closed.
	 */
	void giveUp(QueuedMessage message) {
		if (message.stored()) {
			this.kept++;
			settle(message, new Kept());
		}
		else {
			settle(message, new Dropped(DropReason.CLOSED));
		}
	}

	/**
	 * Return whether the caller is to call {@link #tell()}, once without the lock,
	 * because there is something to tell and nobody does it.
	 */
	boolean mustTell() {
		boolean must = !this.telling && !this.untold.isEmpty();
		this.telling |= must;
		return must;
	}

	/**
	 * Tell the application. To be called without the lock.
	 */
	void tell() {
		this.results.execute(this::tellAll);
	}

	private void tellAll() {
		for (List<Settlement> batch = take(); !batch.isEmpty(); batch = take()) {
			batch.forEach((settlement) -> settlement.future().complete(settlement.result()));
		}
	}

	private List<Settlement> take() {
		this.lock.lock();
		try {
			List<Settlement> batch = new ArrayList<>();
			int messages = 0;
			long bytes = 0;
			while (batch.size() < BATCH && !this.untold.isEmpty()) {
				Settlement settlement = this.untold.remove();
				messages += settlement.messages();
				bytes += settlement.bytes();
				batch.add(settlement);
			}
			this.telling = !batch.isEmpty();
			if (messages > 0) {
				this.room.free(messages, bytes);
			}
			return batch;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return how many results the application was not told yet.
	 */
	int unreported() {
		return this.untold.size();
	}

	/**
	 * Return how many messages were kept on disk when the queue was closed.
	 */
	int kept() {
		return this.kept;
	}

	QueueCounters counters() {
		return this.counters;
	}

	/**
	 * A result that is certain and not yet told.
	 *
	 * @param future by which to tell it
	 * @param result the result
	 * @param messages how many messages no longer count against the limit then
	 * @param bytes how many bytes no longer count against the limit then
	 */
	record Settlement(CompletableFuture<PublishResult> future, PublishResult result, int messages, int bytes) {

	}

}
