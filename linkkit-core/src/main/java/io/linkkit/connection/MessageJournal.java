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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages to a {@link MessageStorage} by one task on a thread of its own: what
 * several threads ask for while it writes goes to the disk together the next time. That a
 * message may be forgotten waits for company for a moment; if it is lost, the message is
 * only sent twice.
 * <p>
 * Nobody has to wait for the storage to be opened: what is asked for meanwhile is done
 * afterwards. So the places that messages have in the order begin anew at each run; those
 * of an earlier run come before 1, and are numbered differently on the disk.
 */
final class MessageJournal {

	private static final Log logger = LogFactory.getLog(MessageJournal.class);

	private static final Duration REMOVAL_DELAY = Duration.ofMillis(500);

	private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

	private final MessageStorage storage;

	private final Scheduler scheduler;

	private final Object lock = new Object();

	private List<Addition> added = new ArrayList<>();

	private List<Long> removed = new ArrayList<>();

	private boolean awake;

	private boolean removalScheduled;

	private boolean failing;

	private boolean closed;

	/** Whether the storage could be opened. Used on the journal's thread only. */
	private boolean usable;

	/**
	 * Number on the disk that the last message of an earlier run has. Used on the
	 * journal's thread only.
	 */
	private long lastOfEarlierRun;

	/**
	 * Create a journal that is not open yet.
	 */
	MessageJournal(MessageStorage storage, Scheduler scheduler) {
		this.storage = storage;
		this.scheduler = scheduler;
	}

	/**
	 * Begin to open the storage.
	 * @param onOpened told what is in it, before anything is written
	 */
	void open(Consumer<Opened> onOpened) {
		this.scheduler.execute(() -> {
			Opened opened = new Opened(false, List.of());
			try {
				opened = new Opened(true, relative(this.storage.open()));
				this.usable = true;
			}
			catch (IOException | RuntimeException ex) {
				logger.debug("Goes on without a storage", ex);
			}
			finally {
				onOpened.accept(opened);
			}
		});
	}

	private List<StoredMessage> relative(List<StoredMessage> found) {
		this.lastOfEarlierRun = found.isEmpty() ? 0 : found.get(found.size() - 1).number();
		return found.stream().map((message) -> message.numbered(message.number() - this.lastOfEarlierRun)).toList();
	}

	/**
	 * Keep a message.
	 * @return completes when it would survive a loss of power, or with why it would not
	 */
	CompletableFuture<StoreOutcome> add(StoredMessage message) {
		Addition addition = new Addition(message, new CompletableFuture<>());
		synchronized (this.lock) {
			if (this.closed) {
				return CompletableFuture
					.completedFuture(new StoreOutcome.Failed(new IOException("the queue is closed")));
			}
			this.added.add(addition);
			if (this.awake) {
				return addition.done();
			}
			this.awake = true;
		}
		this.scheduler.execute(this::write);
		return addition.done();
	}

	/**
	 * Forget a message soon.
	 */
	void remove(long number) {
		synchronized (this.lock) {
			this.removed.add(number);
			if (this.removalScheduled || this.closed) {
				return;
			}
			this.removalScheduled = true;
		}
		this.scheduler.schedule(REMOVAL_DELAY, this::removalIsDue);
	}

	private void removalIsDue() {
		synchronized (this.lock) {
			this.removalScheduled = false;
			if (this.awake || this.removed.isEmpty()) {
				return;
			}
			this.awake = true;
		}
		write();
	}

	private void write() {
		while (writeOnce()) {
			// what came meanwhile
		}
	}

	private boolean writeOnce() {
		List<Addition> additions;
		List<Long> removals;
		synchronized (this.lock) {
			additions = this.added;
			removals = this.removed;
			if (additions.isEmpty() && removals.isEmpty()) {
				this.awake = false;
				return false;
			}
			this.added = new ArrayList<>();
			this.removed = new ArrayList<>();
		}
		if (!this.usable) {
			additions.forEach((addition) -> addition.done().complete(new StoreOutcome.Unavailable()));
			return true;
		}
		IOException failure = tryToWrite(additions, removals);
		report(failure);
		StoreOutcome outcome = (failure != null) ? new StoreOutcome.Failed(failure) : new StoreOutcome.Written();
		additions.forEach((addition) -> addition.done().complete(outcome));
		if (failure == null) {
			return true;
		}
		synchronized (this.lock) {
			// it may be there all the same, and nobody was told so
			additions.forEach((addition) -> this.removed.add(addition.message().number()));
			this.removed.addAll(removals);
			boolean more = !this.added.isEmpty();
			this.awake = more;
			return more;
		}
	}

	private @Nullable IOException tryToWrite(List<Addition> additions, List<Long> removals) {
		try {
			this.storage.write(additions.stream().map(Addition::message).map(this::onDisk).toList(),
					removals.stream().map(this::onDisk).toList());
			return null;
		}
		catch (IOException ex) {
			return ex;
		}
	}

	private StoredMessage onDisk(StoredMessage message) {
		return message.numbered(onDisk(message.number()));
	}

	private long onDisk(long number) {
		return this.lastOfEarlierRun + number;
	}

	private void report(@Nullable IOException failure) {
		if (failure != null && !this.failing) {
			logger.error(
					"Messages cannot be stored and are rejected: " + failure.getMessage()
							+ ". Check that there is space left and that linkkit.queue.directory can be written to.",
					failure);
		}
		else if (failure == null && this.failing) {
			logger.info("Messages can be stored again.");
		}
		this.failing = failure != null;
	}

	/**
	 * Write what waits, and release the file. Does not wait for ever for a disk that does
	 * not answer.
	 */
	void close() {
		CompletableFuture<Void> done = new CompletableFuture<>();
		synchronized (this.lock) {
			if (this.closed) {
				return;
			}
			this.closed = true;
		}
		this.scheduler.execute(() -> {
			try {
				write();
				this.storage.close();
			}
			finally {
				done.complete(null);
			}
		});
		try {
			done.get(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			logger.warn("The queue of messages is still being written; going on without it");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * A message and who waits for it.
	 *
	 * @param message the message
	 * @param done told how it went
	 */
	private record Addition(StoredMessage message, CompletableFuture<StoreOutcome> done) {

	}

	/**
	 * What came of opening the storage.
	 *
	 * @param usable whether messages are kept from now on; if not, it was told why
	 * @param messages the messages of an earlier run, in their order
	 */
	record Opened(boolean usable, List<StoredMessage> messages) {

	}

}
