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

package io.linkkit.mqtt;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts messages that were read and not yet handed to a listener. When the connection
 * ends, Paho throws these away, and among them may be the notice that says why it ended
 * (reference §6.5); so the end is held back until they have been handed over.
 */
final class Deliveries {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private int pending;

	private boolean cancelled;

	void read() {
		change(1);
	}

	void delivered() {
		change(-1);
	}

	private void change(int difference) {
		this.lock.lock();
		try {
			this.pending += difference;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait until all messages read have been handed over.
	 * @param limit how long to wait at most, in case a listener blocks
	 */
	void await(Duration limit) {
		long remaining = limit.toNanos();
		this.lock.lock();
		try {
			while (this.pending > 0 && !this.cancelled && remaining > 0) {
				remaining = this.changed.awaitNanos(remaining);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Let nobody wait any longer.
	 */
	void cancel() {
		this.lock.lock();
		try {
			this.cancelled = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
