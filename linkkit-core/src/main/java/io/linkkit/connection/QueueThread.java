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
 * {@link Scheduler} on a daemon thread that comes with the first task and goes when there
 * is none for a while.
 */
final class QueueThread implements Scheduler {

	private static final Log logger = LogFactory.getLog(QueueThread.class);

	private static final Duration IDLE = Duration.ofSeconds(5);

	private final ScheduledThreadPoolExecutor executor;

	QueueThread(String name) {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> DaemonThreads.create(name, task));
		this.executor.setRemoveOnCancelPolicy(true);
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.executor.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public void execute(Runnable task) {
		try {
			this.executor.execute(guarded(task));
		}
		catch (RejectedExecutionException ex) {
			logger.trace("Closed meanwhile", ex);
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
	 * End the thread after what it is doing now.
	 */
	void close() {
		this.executor.shutdown();
	}

	private static Runnable guarded(Runnable task) {
		return () -> {
			try {
				task.run();
			}
			catch (RuntimeException ex) {
				logger.error("Unexpected failure on the queue's thread; please report it", ex);
			}
		};
	}

}
