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

package io.linkkit.boot.actuate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.linkkit.connection.event.LinkKitConnectionEvent;

import org.springframework.context.ApplicationListener;

/**
 * Remembers the last events of a connection, for whoever comes when something has already
 * happened. Holds at most a hundred.
 */
public final class ConnectionStory implements ApplicationListener<LinkKitConnectionEvent> {

	private static final int CAPACITY = 100;

	private final Deque<Entry> entries = new ArrayDeque<>(CAPACITY);

	/**
	 * Create a story that nothing has happened in.
	 */
	public ConnectionStory() {
	}

	@Override
	public synchronized void onApplicationEvent(LinkKitConnectionEvent event) {
		if (this.entries.size() == CAPACITY) {
			this.entries.removeFirst();
		}
		this.entries.addLast(new Entry(Instant.ofEpochMilli(event.getTimestamp()), event.getDevice().username(),
				name(event), event.details()));
	}

	private static String name(LinkKitConnectionEvent event) {
		String type = event.getClass().getSimpleName();
		return type.substring(0, type.length() - "Event".length());
	}

	/**
	 * Return what happened.
	 * @return the last events, oldest first
	 */
	public synchronized List<Entry> entries() {
		return List.copyOf(this.entries);
	}

	/**
	 * Something that happened to a connection.
	 *
	 * @param time when, by the wall clock
	 * @param device whose connection it is, {@code deviceName&productKey}
	 * @param event type of the event without {@code Event}, such as
	 * {@code DeviceConnected}
	 * @param details what is particular to it; never a secret
	 */
	public record Entry(Instant time, String device, String event, String details) {

	}

}
