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

/**
 * Allows so many events within any second, wherever that second begins. Remembers when
 * the last ones were, so that a burst may use up a second's share at once, but never two
 * shares within one second. Not safe for use by several threads.
 */
final class RateLimiter {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final long[] times;

	private int oldest;

	private int remembered;

	/**
	 * Create a limiter.
	 * @param perSecond events within any second; 0 for no limit
	 */
	RateLimiter(int perSecond) {
		this.times = new long[perSecond];
	}

	/**
	 * Return how long the next event has to wait.
	 * @param now the time
	 * @return nanoseconds, or 0 if it may be now
	 */
	long delay(long now) {
		if (this.remembered < this.times.length || this.times.length == 0) {
			return 0;
		}
		return Math.max(0, this.times[this.oldest] + SECOND - now);
	}

	/**
	 * Remember an event.
	 * @param now the time
	 */
	void happened(long now) {
		if (this.times.length == 0) {
			return;
		}
		if (this.remembered < this.times.length) {
			this.times[this.remembered++] = now;
		}
		else {
			this.times[this.oldest] = now;
			this.oldest = (this.oldest + 1) % this.times.length;
		}
	}

}
