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
package io.linkkit.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

/**
 * QoS 1 messages of a session that wait for PUBACK, by packet identifier. Identifiers are
 * taken from a range that moves along far ahead of those that Paho takes for what
 * adapters publish by it, so that the two never meet.
 * <p>
 * Not safe for use by several threads.
 */
final class UnacknowledgedMessages {

	/**
	 * Most messages there can be.
	 */
	static final int MOST = (1 << 15) - 1;

	/** How far from Paho's the range begins and ends. */
	private static final int DISTANCE = 1 << 14;

	private static final int RANGE = 1 << 15;

	private static final int IDENTIFIERS = 65535;

	private final IntSupplier takenByPaho;

	private final int most;

	private final @Nullable Entry[] entries;

	private int last;

	private int count;

	/**
	 * Create an empty collection.
	 * @param most most messages at a time, no more than {@value #MOST}
	 * @param takenByPaho the identifier that Paho took last
	 */
	UnacknowledgedMessages(int most, IntSupplier takenByPaho) {
		this.most = most;
		this.entries = new Entry[Integer.highestOneBit(most) << 1];
		this.takenByPaho = takenByPaho;
	}

	/**
	 * Add a message.
	 * @return its identifier
	 * @throws IllegalStateException if there are too many
	 */
	int add(OutboundMessage message, CompletableFuture<?> acknowledged) {
		if (this.count == this.most) {
			throw new IllegalStateException(this.count + " messages wait for PUBACK already");
		}
		int identifier = next();
		while (this.entries[slot(identifier)] != null) {
			identifier = next();
		}
		this.entries[slot(identifier)] = new Entry(identifier, message, acknowledged);
		this.count++;
		return identifier;
	}

	private int next() {
		this.last = (this.last + 1) % RANGE;
		return (this.takenByPaho.getAsInt() + DISTANCE + this.last) % IDENTIFIERS + 1;
	}

	private int slot(int identifier) {
		return identifier & (this.entries.length - 1);
	}

	/**
	 * Take out the message that has an identifier.
	 * @return the message, {@code null} if there is none
	 */
	@Nullable Entry remove(int identifier) {
		int slot = slot(identifier);
		Entry entry = this.entries[slot];
		if (entry == null || entry.identifier() != identifier) {
			return null;
		}
		this.entries[slot] = null;
		this.count--;
		return entry;
	}

	/**
	 * Take out all messages.
	 */
	List<Entry> removeAll() {
		List<Entry> all = new ArrayList<>();
		for (int slot = 0; slot < this.entries.length; slot++) {
			Entry entry = this.entries[slot];
			if (entry != null) {
				all.add(entry);
				this.entries[slot] = null;
			}
		}
		this.count = 0;
		return all;
	}

	boolean isEmpty() {
		return this.count == 0;
	}

	/**
	 * A message that waits.
	 *
	 * @param identifier its packet identifier
	 * @param message the message
	 * @param acknowledged to be completed when PUBACK has come
	 */
	record Entry(int identifier, OutboundMessage message, CompletableFuture<?> acknowledged) {

	}

}
