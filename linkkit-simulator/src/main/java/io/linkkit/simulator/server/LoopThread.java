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

package io.linkkit.simulator.server;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Makes the one thread of a server and can wait for its end.
 */
public final class LoopThread implements ThreadFactory {

	private static final AtomicInteger count = new AtomicInteger();

	private final String prefix;

	private volatile @Nullable Thread thread;

	/**
	 * Create a factory for one thread.
	 * @param prefix what its name begins with
	 */
	public LoopThread(String prefix) {
		this.prefix = prefix;
	}

	@Override
	public Thread newThread(Runnable task) {
		Thread created = new Thread(task, this.prefix + count.incrementAndGet());
		created.setDaemon(true);
		this.thread = created;
		return created;
	}

	/**
	 * Wait for the thread to end, but no more than ten seconds.
	 */
	public void join() {
		Thread running = this.thread;
		if (running == null) {
			return;
		}
		try {
			running.join(TimeUnit.SECONDS.toMillis(10));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
