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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.linkkit.thread.ThreadKind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs user code: one task after another, on a daemon thread that comes with the first
 * task and goes when there is none for a while. What a task throws is logged. A bounded
 * queue holds what waits; when it is full, because a task blocks, new tasks are refused.
 */
final class SerialExecutor {

	private static final Log logger = LogFactory.getLog(SerialExecutor.class);

	private static final Duration IDLE = Duration.ofSeconds(5);

	private final ThreadKind kind;

	private final String name;

	private final int capacity;

	private @Nullable ThreadPoolExecutor pool;

	private volatile @Nullable Thread worker;

	private boolean refusing;

	private boolean closed;

	SerialExecutor(ThreadKind kind, String name, int capacity) {
		this.kind = kind;
		this.name = name;
		this.capacity = capacity;
	}

	/**
	 * Run a task later.
	 * @param task the task
	 * @return whether there was room for it
	 */
	boolean execute(Runnable task) {
		return execute(task, 0);
	}

	/**
	 * Run a task later that leaves room for more important ones.
	 * @param task the task
	 * @param spare how many places must be left when it waits
	 * @return whether there was room for it
	 */
	synchronized boolean execute(Runnable task, int spare) {
		if (this.closed) {
			return false;
		}
		if (this.pool == null) {
			this.pool = newPool();
		}
		try {
			if (this.pool.getQueue().remainingCapacity() < spare) {
				throw new RejectedExecutionException("What is left is for others");
			}
			this.pool.execute(() -> run(task));
			this.refusing = false;
			return true;
		}
		catch (RejectedExecutionException ex) {
			if (!this.refusing) {
				this.refusing = true;
				logger.warn("Too slow: " + this.pool.getQueue().size() + " tasks wait for thread " + this.name
						+ ", so further ones are discarded. Does a listener block?");
			}
			return false;
		}
	}

	private ThreadPoolExecutor newPool() {
		ThreadPoolExecutor created = new ThreadPoolExecutor(1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(this.capacity), this::newThread);
		created.allowCoreThreadTimeOut(true);
		return created;
	}

	private Thread newThread(Runnable work) {
		Thread thread = this.kind.create(this.name, work);
		this.worker = thread;
		return thread;
	}

	private void run(Runnable task) {
		try {
			task.run();
		}
		catch (Exception ex) {
			logger.error("Failure on thread " + this.name, ex);
		}
	}

	/**
	 * Return whether the current thread is the one that runs the tasks.
	 */
	boolean isCurrent() {
		return Thread.currentThread() == this.worker;
	}

	/**
	 * Wait until what waits now is done. On the thread itself, return at once.
	 * @param limit how long to wait
	 */
	void settle(Duration limit) {
		synchronized (this) {
			if (this.pool == null || isCurrent()) {
				return;
			}
		}
		CountDownLatch done = new CountDownLatch(1);
		if (execute(done::countDown)) {
			try {
				done.await(limit.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Take no more tasks.
	 */
	synchronized void shutdown() {
		this.closed = true;
		if (this.pool != null) {
			this.pool.shutdown();
		}
	}

	/**
	 * Wait until what waits is done, then interrupt what is not. On the thread itself,
	 * return at once.
	 * @param grace how long to wait
	 */
	void awaitEnd(Duration grace) {
		ThreadPoolExecutor ending;
		synchronized (this) {
			ending = this.pool;
		}
		if (ending == null || isCurrent()) {
			return;
		}
		try {
			if (!ending.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
				ending.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			ending.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

}
