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
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that keeps the time for all devices of this JVM. It only wakes others,
 * so none waits for another. Like theirs, it goes when there is nothing to wait for.
 */
final class SharedTimer {

	private static final Duration IDLE = Duration.ofSeconds(1);

	private static final ScheduledThreadPoolExecutor executor = create();

	private SharedTimer() {
	}

	private static ScheduledThreadPoolExecutor create() {
		ScheduledThreadPoolExecutor created = new ScheduledThreadPoolExecutor(1,
				ThreadKind.PLATFORM.named("linkkit-timer"));
		created.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
		created.allowCoreThreadTimeOut(true);
		created.setRemoveOnCancelPolicy(true);
		return created;
	}

	/**
	 * Do something later.
	 * @param delay how much later
	 * @param wake what to do; must neither wait nor throw
	 * @return what calls it off
	 */
	static Future<?> after(Duration delay, Runnable wake) {
		return executor.schedule(wake, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

}
