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
 * Decides the delay before the next attempt: first the shortest, then doubling up to the
 * longest, with jitter that never leaves these bounds.
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
		long ceiling = min;
		for (int i = 0; i < this.failures && ceiling < max; i++) {
			ceiling = Math.min(max, ceiling * 2);
		}
		this.failures++;
		long floor = Math.max(min, ceiling / 2);
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
	 * Start anew with the shortest delay.
	 */
	void reset() {
		this.failures = 0;
	}

}
