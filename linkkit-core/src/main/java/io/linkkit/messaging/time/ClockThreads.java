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
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Threads of a {@link PlatformClock}: one that keeps the time, and one that completes
 * futures, so that what hangs on them holds up nothing else.
 */
final class ClockThreads {

	private static final Log logger = LogFactory.getLog(ClockThreads.class);

	private static final Duration IDLE = Duration.ofSeconds(5);

	private static final int MOST_WAITING = 64;

	private final ScheduledThreadPoolExecutor timer;

	private final ThreadPoolExecutor completions;

	ClockThreads(String deviceName) {
		this.timer = new ScheduledThreadPoolExecutor(1, daemons("linkkit-clock-" + deviceName));
		this.timer.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
		this.timer.allowCoreThreadTimeOut(true);
		this.timer.setRemoveOnCancelPolicy(true);
		this.completions = new ThreadPoolExecutor(1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(MOST_WAITING), daemons("linkkit-clock-results-" + deviceName));
		this.completions.allowCoreThreadTimeOut(true);
	}

	private static ThreadFactory daemons(String name) {
		return (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Run a task later, or never if closed.
	 */
	void schedule(Runnable task, Duration delay) {
		try {
			this.timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("Closed meanwhile", ex);
		}
	}

	/**
	 * Run a task now and again and again.
	 * @return what cancels it
	 */
	Future<?> repeat(Runnable task, Duration interval) {
		return this.timer.scheduleWithFixedDelay(task, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
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
		this.timer.shutdownNow();
		this.completions.shutdown();
		this.completions.shutdownNow().forEach(Runnable::run);
	}

}
