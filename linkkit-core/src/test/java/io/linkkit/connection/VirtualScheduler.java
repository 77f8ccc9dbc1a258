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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A {@link Scheduler} whose time passes only when a test says so. Also the wall clock
 * that goes with it.
 */
final class VirtualScheduler implements Scheduler, InstantSource {

	private static final Instant EPOCH = Instant.parse("2026-11-24T08:00:00Z");

	private final PriorityQueue<Task> tasks = new PriorityQueue<>(
			Comparator.comparingLong(Task::due).thenComparingLong(Task::number));

	private Duration jumped = Duration.ZERO;

	private long now;

	private long number;

	@Override
	public synchronized void execute(Runnable task) {
		schedule(Duration.ZERO, task);
	}

	@Override
	public synchronized Timer schedule(Duration delay, Runnable task) {
		Task scheduled = new Task(this.now + delay.toNanos(), this.number++, task);
		this.tasks.add(scheduled);
		return () -> cancel(scheduled);
	}

	private synchronized void cancel(Task task) {
		this.tasks.remove(task);
	}

	@Override
	public long nanoTime() {
		return this.now;
	}

	@Override
	public Instant instant() {
		return EPOCH.plus(this.jumped).plusNanos(this.now);
	}

	/**
	 * Set the wall clock, and that alone.
	 */
	void jump(Duration by) {
		this.jumped = this.jumped.plus(by);
	}

	/**
	 * Run what is due now.
	 */
	void settle() {
		advance(Duration.ZERO);
	}

	void advance(Duration duration) {
		long end = this.now + duration.toNanos();
		for (Task task = next(end); task != null; task = next(end)) {
			this.now = task.due;
			task.runnable.run();
		}
		this.now = end;
	}

	private synchronized Task next(long end) {
		return (this.tasks.isEmpty() || this.tasks.peek().due > end) ? null : this.tasks.poll();
	}

	private record Task(long due, long number, Runnable runnable) {

	}

}
