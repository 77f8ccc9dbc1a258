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
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Messages that wait to be sent, in the order in which they were accepted, so that those
 * to be sent again come first; and, of those that may not wait for ever, which gives up
 * next. Guarded by the lock of {@link Outbox}.
 */
final class WaitingMessages {

	private final NavigableMap<Long, QueuedMessage> inOrder = new TreeMap<>();

	private final NavigableSet<QueuedMessage> byExpiry = new TreeSet<>(
			Comparator.comparingLong(QueuedMessage::expiresAt).thenComparingLong(QueuedMessage::number));

	void add(QueuedMessage message) {
		this.inOrder.put(message.number(), message);
		if (message.expiresAt() != QueuedMessage.NEVER) {
			this.byExpiry.add(message);
		}
	}

	void remove(QueuedMessage message) {
		this.inOrder.remove(message.number());
		if (message.expiresAt() != QueuedMessage.NEVER) {
			this.byExpiry.remove(message);
		}
	}

	@Nullable QueuedMessage first() {
		return this.inOrder.isEmpty() ? null : this.inOrder.firstEntry().getValue();
	}

	Collection<QueuedMessage> inOrder() {
		return this.inOrder.values();
	}

	/**
	 * Take out what may wait no longer.
	 * @param now the time
	 */
	List<QueuedMessage> takeExpired(long now) {
		List<QueuedMessage> expired = new ArrayList<>();
		while (nextExpiry() <= now) {
			QueuedMessage message = this.byExpiry.first();
			remove(message);
			expired.add(message);
		}
		return expired;
	}

	/**
	 * Return when the next message gives up, {@link QueuedMessage#NEVER} if none does.
	 */
	long nextExpiry() {
		return this.byExpiry.isEmpty() ? QueuedMessage.NEVER : this.byExpiry.first().expiresAt();
	}

	int size() {
		return this.inOrder.size();
	}

	List<QueuedMessage> takeAll() {
		List<QueuedMessage> all = new ArrayList<>(this.inOrder.values());
		this.inOrder.clear();
		this.byExpiry.clear();
		return all;
	}

}
