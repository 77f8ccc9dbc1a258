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

/**
 * The one thread on which all decisions about a connection are taken, and its clock.
 */
interface Scheduler {

	/**
	 * Run a task on the thread. A task that comes after the end is ignored.
	 * @param task the task
	 */
	void execute(Runnable task);

	/**
	 * Run a task on the thread later.
	 * @param delay how much later
	 * @param task the task
	 * @return undoes it
	 */
	Timer schedule(Duration delay, Runnable task);

	/**
	 * Return the time of a clock that never jumps.
	 * @return nanoseconds since some moment
	 */
	long nanoTime();

	/**
	 * A task that may be called off.
	 */
	@FunctionalInterface
	interface Timer {

		/**
		 * Stands for no task.
		 */
		Timer NONE = () -> {
		};

		void cancel();

	}

}
