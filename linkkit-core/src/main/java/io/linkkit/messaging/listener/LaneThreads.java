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

package io.linkkit.messaging.listener;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The threads of a listener, at most one for each lane. They come when there is something
 * to do and go when there is nothing for a while.
 */
final class LaneThreads {

	private static final String PREFIX = "linkkit-listener-";

	private static final int IDLE_SECONDS = 5;

	private final Executor executor;

	private final @Nullable ThreadPoolExecutor pool;

	private LaneThreads(Executor executor, @Nullable ThreadPoolExecutor pool) {
		this.executor = executor;
		this.pool = pool;
	}

	static LaneThreads virtual(String listenerId, String deviceName) {
		return new LaneThreads(new VirtualThreadTaskExecutor(PREFIX + listenerId + "-" + deviceName + "-"), null);
	}

	static LaneThreads platform(String listenerId, String deviceName, int lanes) {
		AtomicInteger made = new AtomicInteger();
		// at most one task for each lane waits here
		ThreadPoolExecutor pool = new ThreadPoolExecutor(lanes, lanes, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = new Thread(task,
							PREFIX + listenerId + "-" + made.incrementAndGet() + "-" + deviceName);
					thread.setDaemon(true);
					return thread;
				});
		pool.allowCoreThreadTimeOut(true);
		return new LaneThreads(pool, pool);
	}

	Executor executor() {
		return this.executor;
	}

	/**
	 * Let the threads go when they have nothing more to do.
	 */
	void close() {
		if (this.pool != null) {
			this.pool.shutdown();
		}
	}

}
