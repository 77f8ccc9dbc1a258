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
import org.jspecify.annotations.Nullable;

/**
 * {@link Scheduler} on a daemon thread that exists while the connection is started.
 */
final class ConnectionThread implements Scheduler {

	private static final Log logger = LogFactory.getLog(ConnectionThread.class);

	private final String name;

	private volatile @Nullable ScheduledThreadPoolExecutor executor;

	ConnectionThread(String name) {
		this.name = name;
	}

	void start() {
		ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(1,
				(task) -> DaemonThreads.create(this.name, task));
		started.setRemoveOnCancelPolicy(true);
		started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.executor = started;
	}

	/**
	 * End the thread after what it is doing now and what is queued for now.
	 */
	void stop() {
		ScheduledThreadPoolExecutor running = this.executor;
		this.executor = null;
		if (running != null) {
			running.shutdown();
		}
	}

	@Override
	public void execute(Runnable task) {
		ScheduledThreadPoolExecutor running = this.executor;
		if (running == null) {
			return;
		}
		try {
			running.execute(guarded(task));
		}
		catch (RejectedExecutionException ex) {
			logger.trace("Stopped meanwhile", ex);
		}
	}

	@Override
	public Timer schedule(Duration delay, Runnable task) {
		ScheduledThreadPoolExecutor running = this.executor;
		if (running == null) {
			return Timer.NONE;
		}
		try {
			Future<?> scheduled = running.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
			return () -> scheduled.cancel(false);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("Stopped meanwhile", ex);
			return Timer.NONE;
		}
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	private static Runnable guarded(Runnable task) {
		return () -> {
			try {
				task.run();
			}
			catch (RuntimeException ex) {
				logger.error("Unexpected failure on the connection thread; please report it", ex);
			}
		};
	}

}
