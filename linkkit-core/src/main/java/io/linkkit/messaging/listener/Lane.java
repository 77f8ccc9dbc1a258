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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Does one piece of work after another: each begins when the one before has finished,
 * also if that is later than it returned. Takes a thread only while there is something to
 * do.
 */
final class Lane {

	private final Executor threads;

	private final Deque<Work> waiting = new ArrayDeque<>();

	private @Nullable Work current;

	private @Nullable Thread runner;

	private boolean closed;

	Lane(Executor threads) {
		this.threads = threads;
	}

	/**
	 * Do some work when its turn comes.
	 * @param task the work, which completes when it is done
	 * @param limit how many may wait at most before it
	 * @return completes as the work does, or with a {@link RejectedExecutionException} if
	 * it is not done, or not done to the end
	 */
	CompletableFuture<Object> add(Supplier<CompletionStage<?>> task, int limit) {
		Work work = new Work(task, new CompletableFuture<>());
		synchronized (this) {
			if (this.closed || this.waiting.size() >= limit) {
				return CompletableFuture.failedFuture(new RejectedExecutionException("There is no room"));
			}
			this.waiting.add(work);
			if (this.current != null) {
				return work.done();
			}
			this.current = work;
		}
		this.threads.execute(this::run);
		return work.done();
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void run() {
		for (Work work = begin(); work != null; work = begin()) {
			CompletableFuture<?> running = work.start();
			if (!running.isDone()) {
				leave();
				running.whenComplete((result, failure) -> resume());
				return;
			}
		}
	}

	private synchronized @Nullable Work begin() {
		this.current = this.waiting.poll();
		this.runner = (this.current != null) ? Thread.currentThread() : null;
		return this.current;
	}

	private synchronized void leave() {
		this.runner = null;
	}

	private void resume() {
		synchronized (this) {
			if (this.waiting.isEmpty()) {
				this.current = null;
				return;
			}
		}
		this.threads.execute(this::run);
	}

	synchronized boolean isRunner(Thread thread) {
		return this.runner == thread;
	}

	/**
	 * Take no more work.
	 */
	synchronized void close() {
		this.closed = true;
	}

	/**
	 * Give up what is not done, and interrupt the thread, unless it is the current one.
	 */
	void abort() {
		List<Work> abandoned = new ArrayList<>();
		synchronized (this) {
			this.closed = true;
			abandoned.addAll(this.waiting);
			this.waiting.clear();
			if (this.current != null && this.runner != Thread.currentThread()) {
				abandoned.add(this.current);
			}
		}
		abandoned.forEach(Work::abandon);
		synchronized (this) {
			if (this.runner != null && this.runner != Thread.currentThread()) {
				this.runner.interrupt();
			}
		}
	}

	/**
	 * Something to do.
	 *
	 * @param task does it
	 * @param done completes when it is done or given up
	 */
	private record Work(Supplier<CompletionStage<?>> task, CompletableFuture<Object> done) {

		/**
		 * Begin.
		 * @return completes when the work itself is done, given up or not
		 */
		CompletableFuture<?> start() {
			CompletionStage<?> stage;
			try {
				stage = this.task.get();
			}
			catch (Throwable ex) {
				stage = CompletableFuture.failedStage(ex);
			}
			return stage.toCompletableFuture().handle((result, failure) -> {
				if (failure != null) {
					this.done.completeExceptionally(failure);
				}
				else {
					this.done.complete(result);
				}
				return this;
			});
		}

		void abandon() {
			this.done.completeExceptionally(new RejectedExecutionException("Given up because the listener stopped"));
		}

	}

}
