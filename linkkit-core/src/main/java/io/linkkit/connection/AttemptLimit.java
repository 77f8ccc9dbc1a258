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

/**
 * Keeps to the number of attempts that the platform allows a device in a minute
 * (reference §6.3), whoever asks for them.
 */
final class AttemptLimit {

	/**
	 * A minute and a bit: what counts is when the platform sees an attempt, and the way
	 * there does not always take equally long.
	 */
	private static final Duration WINDOW = Duration.ofSeconds(61);

	private final int most;

	private final Deque<Long> begun = new ArrayDeque<>();

	/**
	 * Create a limit.
	 * @param most most attempts within a minute; 0 for no limit
	 */
	AttemptLimit(int most) {
		this.most = most;
	}

	/**
	 * Return how long an attempt has to wait.
	 * @param now present time in nanoseconds
	 * @return zero if it may begin now
	 */
	Duration untilNext(long now) {
		Long oldest = this.begun.peekFirst();
		if (oldest == null || this.begun.size() < this.most) {
			return Duration.ZERO;
		}
		return Duration.ofNanos(Math.max(0, oldest + WINDOW.toNanos() - now));
	}

	/**
	 * Count an attempt.
	 * @param now present time in nanoseconds
	 */
	void begin(long now) {
		this.begun.addLast(now);
		if (this.begun.size() > this.most) {
			this.begun.removeFirst();
		}
	}

	/**
	 * Do not count the latest attempt: it did not get as far as the platform.
	 */
	void takeBack() {
		this.begun.pollLast();
	}

}
