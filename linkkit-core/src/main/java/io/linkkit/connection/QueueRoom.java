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

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

import io.linkkit.connection.PublishResult.RejectReason;
import io.linkkit.connection.PublishResult.Rejected;

/**
 * Counts messages and bytes against the limits, and lets whoever publishes wait for room.
 * Guarded by the lock of {@link Outbox}.
 */
final class QueueRoom {

	private final int maxMessages;

	private final long maxBytes;

	private final Condition changed;

	private int messages;

	private long bytes;

	private boolean closed;

	QueueRoom(QueueSettings settings, Lock lock) {
		this.maxMessages = settings.maxMessages();
		this.maxBytes = settings.maxBytes();
		this.changed = lock.newCondition();
	}

	/**
	 * Return whether there is room for a message.
	 * @param size its size
	 */
	boolean fits(int size) {
		return fitsWithout(0, 0, size);
	}

	/**
	 * Return whether there would be room for a message without some others.
	 * @param others how many others
	 * @param bytesOfOthers their size together
	 * @param size size of the message
	 */
	boolean fitsWithout(int others, long bytesOfOthers, int size) {
		return (this.maxMessages == 0 || this.messages - others < this.maxMessages)
				&& this.bytes - bytesOfOthers + size <= this.maxBytes;
	}

	/**
	 * Return whether there could ever be room for a message.
	 * @param size its size
	 */
	boolean everFits(int size) {
		return size <= this.maxBytes;
	}

	/**
	 * Count a message, whether there is room for it or not.
	 * @param size its size
	 */
	void take(int size) {
		this.messages++;
		this.bytes += size;
	}

	/**
	 * No longer count messages.
	 * @param freed how many
	 * @param bytesFreed their size together
	 */
	void free(int freed, long bytesFreed) {
		this.messages -= freed;
		this.bytes -= bytesFreed;
		this.changed.signalAll();
	}

	/**
	 * Return what is signalled when room came free or the queue was closed.
	 */
	Condition changed() {
		return this.changed;
	}

	/**
	 * Return what becomes of a message for which there is no room.
	 * @param size its size
	 */
	Rejected full(int size) {
		boolean byCount = this.maxMessages > 0 && this.messages >= this.maxMessages;
		return new Rejected(RejectReason.QUEUE_FULL, byCount
				? "the queue is full: " + this.messages + " messages (linkkit.max-queued-message)"
				: "the queue is full: " + this.bytes + " bytes, and " + size + " more exceed linkkit.queue.max-size");
	}

	long bytes() {
		return this.bytes;
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Let nobody in any more.
	 */
	void close() {
		this.closed = true;
		this.changed.signalAll();
	}

}
