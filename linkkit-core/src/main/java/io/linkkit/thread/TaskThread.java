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

package io.linkkit.thread;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after another, now or later, on a thread that comes when there is
 * something to do and goes when there was nothing for a while. What is to be done later
 * needs no thread until then.
 */
public final class TaskThread {

	private static final Duration IDLE = Duration.ofSeconds(5);

	private static final Duration RETRY = Duration.ofSeconds(1);

	private final ThreadPoolExecutor executor;

	private final Duration retry;

	private final Set<Later> later = ConcurrentHashMap.newKeySet();

	/**
	 * Create a thread that does not run yet.
	 * @param kind of which kind it is
	 * @param name its name
	 */
	public TaskThread(ThreadKind kind, String name) {
		this(kind, name, IDLE);
	}

	TaskThread(ThreadKind kind, String name, Duration idle) {
		this(kind.named(name), idle, RETRY);
	}

	TaskThread(ThreadFactory threads, Duration idle, Duration retry) {
		this.executor = new ThreadPoolExecutor(1, 1, idle.toMillis(), TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(), threads);
		this.executor.allowCoreThreadTimeOut(true);
		this.retry = retry;
	}

	/**
	 * Run a task after those that came before. Where the machine has no thread left, it
	 * runs once there is one again: a device whose next attempt got lost would stay
	 * offline for ever.
	 * @param task the task; must not throw
	 * @return whether it will run, because this is not closed
	 */
	public boolean execute(Runnable task) {
		try {
			this.executor.execute(task);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
		catch (OutOfMemoryError ex) {
			// it was not queued
			schedule(this.retry, task);
			return true;
		}
	}

	/**
	 * Run a task later, unless this is closed before.
	 * @param delay how much later
	 * @param task the task; must not throw
	 * @return what calls it off; on the thread itself, for certain
	 */
	public Runnable schedule(Duration delay, Runnable task) {
		Later scheduled = new Later(task);
		this.later.add(scheduled);
		scheduled.start(delay);
		if (isClosed()) {
			scheduled.cancel();
		}
		return scheduled::cancel;
	}

	/**
	 * Return whether this was closed.
	 * @return whether it was
	 */
	public boolean isClosed() {
		return this.executor.isShutdown();
	}

	/**
	 * Return whether this was closed and the thread has ended.
	 * @return whether it has
	 */
	public boolean isTerminated() {
		return this.executor.isTerminated();
	}

	/**
	 * Wait for the thread to end after this was closed.
	 * @param limit how long to wait
	 * @return whether it has ended
	 * @throws InterruptedException if interrupted while waiting
	 */
	public boolean awaitTermination(Duration limit) throws InterruptedException {
		return this.executor.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * End the thread after what it is doing now and what is queued for now.
	 */
	public void close() {
		this.executor.shutdown();
		this.later.forEach(Later::cancel);
	}

	/**
	 * A task whose time has not come yet.
	 */
	private final class Later implements Runnable {

		private final Runnable task;

		private volatile boolean cancelled;

		private @Nullable Future<?> alarm;

		Later(Runnable task) {
			this.task = task;
		}

		synchronized void start(Duration delay) {
			this.alarm = SharedTimer.after(delay, this::due);
		}

		private void due() {
			TaskThread.this.later.remove(this);
			TaskThread.this.execute(this);
		}

		@Override
		public void run() {
			if (!this.cancelled) {
				this.task.run();
			}
		}

		synchronized void cancel() {
			this.cancelled = true;
			TaskThread.this.later.remove(this);
			if (this.alarm != null) {
				this.alarm.cancel(false);
			}
		}

	}

}
