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
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Counts how often the device was thrown out by another client with its identity, and
 * decides when it had better stay away for a while: two clients that both reconnect at
 * once throw each other out for ever.
 */
final class KickTracker {

	private static final Duration WINDOW = Duration.ofMinutes(10);

	private static final int TOLERATED = 2;

	private static final Duration SHORTEST_QUARANTINE = Duration.ofMinutes(5);

	private static final Duration LONGEST_QUARANTINE = Duration.ofHours(1);

	private final Deque<Long> kicks = new ArrayDeque<>();

	private int quarantines;

	/**
	 * Count a kick.
	 * @param now present time in nanoseconds
	 * @param uptime how long the session had lasted; one longer than the window ends the
	 * story of earlier kicks
	 * @return how long to stay away, or {@code null} if the usual delay will do
	 */
	@Nullable Duration kicked(long now, Duration uptime) {
		if (uptime.compareTo(WINDOW) > 0) {
			this.quarantines = 0;
		}
		while (!this.kicks.isEmpty() && now - this.kicks.getFirst() > WINDOW.toNanos()) {
			this.kicks.removeFirst();
		}
		this.kicks.addLast(now);
		if (this.quarantines == 0 && this.kicks.size() <= TOLERATED) {
			return null;
		}
		Duration quarantine = SHORTEST_QUARANTINE.multipliedBy(1L << Math.min(this.quarantines, 4));
		this.quarantines++;
		return (quarantine.compareTo(LONGEST_QUARANTINE) < 0) ? quarantine : LONGEST_QUARANTINE;
	}

	/**
	 * Return how many kicks lie within the window.
	 * @return the number, the latest kick included
	 */
	int recent() {
		return this.kicks.size();
	}

}
