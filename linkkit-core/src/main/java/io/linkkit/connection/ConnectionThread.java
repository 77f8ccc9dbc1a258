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

import io.linkkit.thread.ThreadKind;
import org.jspecify.annotations.Nullable;

/**
 * {@link Scheduler} on a daemon thread that exists while the connection is started.
 */
final class ConnectionThread implements Scheduler {

	private final ThreadKind kind;

	private final String name;

	private volatile @Nullable DaemonScheduler running;

	ConnectionThread(ThreadKind kind, String name) {
		this.kind = kind;
		this.name = name;
	}

	void start() {
		this.running = DaemonScheduler.whenNeeded(this.kind, this.name);
	}

	/**
	 * End the thread after what it is doing now and what is queued for now.
	 */
	void stop() {
		DaemonScheduler ending = this.running;
		this.running = null;
		if (ending != null) {
			ending.close();
		}
	}

	@Override
	public void execute(Runnable task) {
		tryExecute(task);
	}

	/**
	 * Run a task later.
	 * @return whether the thread runs, so that the task will
	 */
	boolean tryExecute(Runnable task) {
		DaemonScheduler current = this.running;
		return current != null && current.tryExecute(task);
	}

	@Override
	public Timer schedule(Duration delay, Runnable task) {
		DaemonScheduler current = this.running;
		return (current != null) ? current.schedule(delay, task) : Timer.NONE;
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

}
