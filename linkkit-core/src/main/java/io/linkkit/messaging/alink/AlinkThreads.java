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

package io.linkkit.messaging.alink;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.linkkit.thread.TaskThread;
import io.linkkit.thread.ThreadKind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Threads of an {@link AlinkClient}: one that keeps the time, and those that complete
 * futures and so run what hangs on them. There are as many of the latter as stages block,
 * at most one for each open request: were there fewer, a stage that waits for another
 * request would wait for itself.
 */
final class AlinkThreads {

	private static final Log logger = LogFactory.getLog(AlinkThreads.class);

	private static final Duration IDLE = Duration.ofSeconds(5);

	private static final Duration GRACE = Duration.ofMillis(500);

	private final TaskThread timer;

	private final ThreadPoolExecutor completions;

	AlinkThreads(ThreadKind kind, String deviceName) {
		this.timer = new TaskThread(kind, "linkkit-alink-timer-" + deviceName);
		this.completions = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE.toMillis(), TimeUnit.MILLISECONDS,
				new SynchronousQueue<>(), kind.named("linkkit-alink-" + deviceName));
	}

	/**
	 * Run a task later, or never if closed meanwhile.
	 * @param task must not block
	 * @param delay how much later
	 * @return what cancels it
	 */
	Runnable schedule(Runnable task, Duration delay) {
		Runnable cancel = this.timer.schedule(delay, task);
		if (this.timer.isClosed()) {
			throw new RejectedExecutionException("Closed meanwhile");
		}
		return cancel;
	}

	/**
	 * Run what completes a future; here and now if closed meanwhile, so that nobody waits
	 * for ever.
	 */
	void complete(Runnable completion) {
		try {
			this.completions.execute(() -> run(completion));
		}
		catch (RejectedExecutionException ex) {
			logger.trace("Closed meanwhile", ex);
			run(completion);
		}
	}

	private static void run(Runnable completion) {
		try {
			completion.run();
		}
		catch (RuntimeException ex) {
			logger.error("Unexpected failure; please report it", ex);
		}
	}

	/**
	 * End all threads: let them do what they are doing for a moment, then interrupt them.
	 */
	void close() {
		this.timer.close();
		this.completions.shutdown();
		try {
			if (!this.completions.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
				this.completions.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			this.completions.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

}
