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
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * {@link Scheduler} on a daemon thread that comes with the first task. A task that throws
 * is logged, and the next one runs.
 */
final class DaemonScheduler implements Scheduler {

	private static final Log logger = LogFactory.getLog(DaemonScheduler.class);

	private static final Duration IDLE = Duration.ofSeconds(5);

	private final String name;

	private final ScheduledThreadPoolExecutor executor;

	private DaemonScheduler(String name) {
		this.name = name;
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> DaemonThreads.create(name, task));
		this.executor.setRemoveOnCancelPolicy(true);
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	/**
	 * Create a scheduler whose thread stays until it is closed.
	 * @param name name of the thread
	 */
	static DaemonScheduler lasting(String name) {
		return new DaemonScheduler(name);
	}

	/**
	 * Create a scheduler whose thread goes when there is no task for a while.
	 * @param name name of the thread
	 */
	static DaemonScheduler whenNeeded(String name) {
		DaemonScheduler created = new DaemonScheduler(name);
		created.executor.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
		created.executor.allowCoreThreadTimeOut(true);
		return created;
	}

	@Override
	public void execute(Runnable task) {
		tryExecute(task);
	}

	/**
	 * Run a task later.
	 * @return whether the task will run, because this is not closed
	 */
	boolean tryExecute(Runnable task) {
		try {
			this.executor.execute(guarded(task));
			return true;
		}
		catch (RejectedExecutionException ex) {
			logger.trace("Closed meanwhile", ex);
			return false;
		}
	}

	@Override
	public Timer schedule(Duration delay, Runnable task) {
		try {
			Future<?> scheduled = this.executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
			return () -> scheduled.cancel(false);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("Closed meanwhile", ex);
			return Timer.NONE;
		}
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	/**
	 * End the thread after what it is doing now and what is queued for now.
	 */
	void close() {
		this.executor.shutdown();
	}

	private Runnable guarded(Runnable task) {
		return () -> {
			try {
				task.run();
			}
			catch (RuntimeException ex) {
				logger.error("Unexpected failure on thread " + this.name + "; please report it", ex);
			}
		};
	}

}
