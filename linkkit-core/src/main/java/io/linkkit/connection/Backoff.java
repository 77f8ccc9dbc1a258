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
import java.util.random.RandomGenerator;

/**
 * Decides the delay before the next attempt: about the shortest, then doubling up to the
 * longest, with jitter that never leaves these bounds.
 * <p>
 * The first delay is spread up to twice the shortest, so that devices that were cut at
 * the same moment do not come back at the same moment. The second is twice the shortest
 * without any jitter: it keeps the spread of the first, and an outage of up to three
 * times the shortest delay is over within that delay of its end. Later ones are spread
 * between one half of what doubling gives and all of it.
 */
final class Backoff {

	private final ReconnectSettings settings;

	private final RandomGenerator random;

	private int failures;

	Backoff(ReconnectSettings settings, RandomGenerator random) {
		this.settings = settings;
		this.random = random;
	}

	/**
	 * Return the delay before the next attempt, and count a failure.
	 * @return a delay within the bounds
	 */
	Duration next() {
		long min = this.settings.min().toMillis();
		long max = this.settings.max().toMillis();
		int before = this.failures++;
		if (before == 0) {
			return between(min, Math.min(max, min * 2));
		}
		long ceiling = min;
		for (int i = 0; i < before && ceiling < max; i++) {
			ceiling = Math.min(max, ceiling * 2);
		}
		return (before == 1) ? Duration.ofMillis(ceiling) : between(Math.max(min, ceiling / 2), ceiling);
	}

	private Duration between(long floor, long ceiling) {
		return Duration.ofMillis((floor < ceiling) ? this.random.nextLong(floor, ceiling + 1) : ceiling);
	}

	/**
	 * Return the delay after a failure that trying soon cannot cure, and count it.
	 * @return the longest delay
	 */
	Duration longest() {
		this.failures++;
		return this.settings.max();
	}

	/**
	 * Put off a delay, spreading devices that were all put off to the same moment as far
	 * as the delay itself would have.
	 * @param delay the delay that is too short
	 * @param least how long it has to be
	 * @return a delay that is not shorter
	 */
	Duration postpone(Duration delay, Duration least) {
		return least.plusNanos((long) (this.random.nextDouble() * delay.toNanos()));
	}

	/**
	 * Start anew with about the shortest delay.
	 */
	void reset() {
		this.failures = 0;
	}

}
