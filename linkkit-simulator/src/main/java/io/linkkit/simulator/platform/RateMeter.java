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

package io.linkkit.simulator.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets at most so many things happen in any window of time. Only what was let through
 * counts.
 */
final class RateMeter {

	private final int permits;

	private final Duration window;

	private final Deque<Instant> passed = new ArrayDeque<>();

	RateMeter(int permits, Duration window) {
		this.permits = permits;
		this.window = window;
	}

	boolean tryPass(Instant now) {
		Instant start = now.minus(this.window);
		while (!this.passed.isEmpty() && !this.passed.getFirst().isAfter(start)) {
			this.passed.removeFirst();
		}
		if (this.passed.size() >= this.permits) {
			return false;
		}
		this.passed.addLast(now);
		return true;
	}

}
