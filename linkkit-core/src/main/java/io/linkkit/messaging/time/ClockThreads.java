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

package io.linkkit.messaging.time;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.linkkit.thread.TaskThread;
import io.linkkit.thread.ThreadKind;
import org.jspecify.annotations.Nullable;

/**
 * Threads of a {@link PlatformClock}: one that keeps the time, and one that completes
 * futures, so that what hangs on them holds up nothing else.
 */
final class ClockThreads {

	private static final Duration IDLE = Duration.ofSeconds(5);

	private static final int MOST_WAITING = 64;

	private final TaskThread timer;

	private final ThreadPoolExecutor completions;

	ClockThreads(ThreadKind kind, String deviceName) {
		this.timer = new TaskThread(kind, "linkkit-clock-" + deviceName);
		this.completions = new ThreadPoolExecutor(1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(MOST_WAITING), kind.named("linkkit-clock-results-" + deviceName));
		this.completions.allowCoreThreadTimeOut(true);
	}

	/**
	 * Run a task later, or never if closed.
	 */
	void schedule(Runnable task, Duration delay) {
		this.timer.schedule(delay, task);
	}

	/**
	 * Run a task now and again and again, or never if closed.
	 * @return what cancels it
	 */
	Runnable repeat(Runnable task, Duration interval) {
		Repetition repetition = new Repetition(task, interval);
		this.timer.execute(repetition);
		return repetition::cancel;
	}

	/**
	 * Complete a future; here and now if there is no room or if closed, so that nobody
	 * waits for ever.
	 */
	void complete(Runnable completion) {
		try {
			this.completions.execute(completion);
		}
		catch (RejectedExecutionException ex) {
			completion.run();
		}
	}

	void close() {
		this.timer.close();
		this.completions.shutdown();
		this.completions.shutdownNow().forEach(Runnable::run);
	}

	/**
	 * A task that runs again and again.
	 */
	private final class Repetition implements Runnable {

		private final Runnable task;

		private final Duration interval;

		private boolean cancelled;

		private @Nullable Runnable cancelNext;

		Repetition(Runnable task, Duration interval) {
			this.task = task;
			this.interval = interval;
		}

		@Override
		public synchronized void run() {
			if (!this.cancelled) {
				this.cancelNext = ClockThreads.this.timer.schedule(this.interval, this);
				this.task.run();
			}
		}

		synchronized void cancel() {
			this.cancelled = true;
			if (this.cancelNext != null) {
				this.cancelNext.run();
			}
		}

	}

}
