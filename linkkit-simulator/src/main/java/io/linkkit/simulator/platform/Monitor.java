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
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one lock over everything the platform knows, and the one way to wait for it to
 * change. Nothing that blocks is done while holding it, except that a state file is
 * written if there is one: nobody is told of a secret that is not kept.
 */
final class Monitor {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	void run(Runnable action) {
		call(() -> {
			action.run();
			return true;
		});
	}

	<T> T call(Supplier<T> action) {
		this.lock.lock();
		try {
			T result = action.get();
			this.changed.signalAll();
			return result;
		}
		finally {
			this.lock.unlock();
		}
	}

	// Wait until a question has an answer. The question is asked again after every
	// change.
	<T> Optional<T> await(Supplier<Optional<T>> question, Duration timeout) {
		long remaining = timeout.toNanos();
		this.lock.lock();
		try {
			Optional<T> answer = question.get();
			while (answer.isEmpty() && remaining > 0) {
				remaining = this.changed.awaitNanos(remaining);
				answer = question.get();
			}
			return answer;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for the simulator", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

}
