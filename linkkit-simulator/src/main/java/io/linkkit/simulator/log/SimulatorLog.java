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

package io.linkkit.simulator.log;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last {@value #CAPACITY} things that happened. The real platform tells a device no
 * more than a CONNACK code; here one can read why. Entries also go to SLF4J at level
 * {@code debug}.
 */
public final class SimulatorLog {

	/**
	 * How many entries are kept; older ones are forgotten.
	 */
	public static final int CAPACITY = 10_000;

	private static final Logger logger = LoggerFactory.getLogger("io.linkkit.simulator");

	private final InstantSource clock;

	private final Deque<LogEntry> entries = new ArrayDeque<>();

	private final List<Consumer<LogEntry>> listeners = new CopyOnWriteArrayList<>();

	public SimulatorLog(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * Add an entry.
	 * @param event what it is about
	 * @param device {@code deviceName&productKey}, or {@code null}
	 * @param reason one stable word, or an empty text
	 * @param text the story; must hold no secret
	 */
	public void add(LogEvent event, @Nullable String device, String reason, String text) {
		LogEntry entry = new LogEntry(this.clock.instant(), event, device, reason, text);
		synchronized (this.entries) {
			if (this.entries.size() == CAPACITY) {
				this.entries.removeFirst();
			}
			this.entries.addLast(entry);
		}
		logger.debug("{}", entry);
		this.listeners.forEach((listener) -> listener.accept(entry));
	}

	/**
	 * Return what happened, oldest first.
	 * @param events only these; all when none is given
	 * @return a copy
	 */
	public List<LogEntry> entries(LogEvent... events) {
		List<LogEvent> wanted = Arrays.asList(events);
		synchronized (this.entries) {
			List<LogEntry> copy = new ArrayList<>(this.entries);
			copy.removeIf((entry) -> !wanted.isEmpty() && !wanted.contains(entry.event()));
			return copy;
		}
	}

	/**
	 * Tell a listener of every entry from now on.
	 * @param listener called on the thread that caused the entry; must not block
	 */
	public void addListener(Consumer<LogEntry> listener) {
		this.listeners.add(listener);
	}

	/**
	 * Tell a listener no more.
	 * @param listener one that was added
	 */
	public void removeListener(Consumer<LogEntry> listener) {
		this.listeners.remove(listener);
	}

}
