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

package io.linkkit.registration.exchange;

import java.time.Duration;

/**
 * When an attempt to register must be over.
 *
 * @param nanoTime the moment, as {@link System#nanoTime()} counts
 */
record Deadline(long nanoTime) {

	static Deadline in(Duration time) {
		return new Deadline(System.nanoTime() + time.toNanos());
	}

	/**
	 * Return how much of a time is left before the deadline.
	 * @param time the time wanted
	 * @return this time or less, never negative
	 */
	Duration limit(Duration time) {
		Duration remaining = remaining();
		return (time.compareTo(remaining) < 0) ? time : remaining;
	}

	Duration remaining() {
		return Duration.ofNanos(Math.max(0, this.nanoTime - System.nanoTime()));
	}

	boolean isOver() {
		return remaining().isZero();
	}

}
