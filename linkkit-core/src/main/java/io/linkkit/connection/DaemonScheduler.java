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

import io.linkkit.thread.TaskThread;
import io.linkkit.thread.ThreadKind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * {@link Scheduler} on a thread that comes when there is a task and goes when there was
 * none for a while. A task that throws is logged, and the next one runs.
 */
final class DaemonScheduler implements Scheduler {

	private static final Log logger = LogFactory.getLog(DaemonScheduler.class);

	private final String name;

	private final TaskThread thread;

	private DaemonScheduler(ThreadKind kind, String name) {
		this.name = name;
		this.thread = new TaskThread(kind, name);
	}

	/**
	 * Create a scheduler on a platform thread.
	 * @param name name of the thread
	 */
	static DaemonScheduler whenNeeded(String name) {
		return whenNeeded(ThreadKind.PLATFORM, name);
	}

	/**
	 * Create a scheduler.
	 * @param kind of which kind its thread is
	 * @param name name of the thread
	 */
	static DaemonScheduler whenNeeded(ThreadKind kind, String name) {
		return new DaemonScheduler(kind, name);
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
		return this.thread.execute(guarded(task));
	}

	@Override
	public Timer schedule(Duration delay, Runnable task) {
		return this.thread.schedule(delay, guarded(task))::run;
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	/**
	 * End the thread after what it is doing now and what is queued for now.
	 */
	void close() {
		this.thread.close();
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
