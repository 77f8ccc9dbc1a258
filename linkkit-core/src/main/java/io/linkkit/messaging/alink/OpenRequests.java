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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The requests that wait for replies, so many at most. A request keeps its place until
 * what hangs on its future has run.
 */
final class OpenRequests {

	/** Ids are 32 bits wide (reference §8.0). */
	private static final long IDS = 1L << 32;

	private final AlinkThreads threads;

	private final int limit;

	private final Semaphore places;

	private final Map<String, OpenRequest> requests = new ConcurrentHashMap<>();

	// a session that is kept may still hold replies to an earlier run's requests
	private final AtomicLong ids = new AtomicLong(ThreadLocalRandom.current().nextLong(IDS));

	private volatile boolean closed;

	OpenRequests(AlinkThreads threads, int limit) {
		this.threads = threads;
		this.limit = limit;
		this.places = new Semaphore(limit);
	}

	/**
	 * Take a request in, and begin to count its time.
	 * @throws AlinkException if there is no place for it
	 */
	OpenRequest open(String method, String replyTopic, Duration timeout) {
		if (this.closed) {
			throw AlinkException.closed(method);
		}
		if (!this.places.tryAcquire()) {
			throw AlinkException.tooMany(method, this.limit);
		}
		OpenRequest request = register(method, replyTopic, timeout);
		request.future().whenComplete((reply, failure) -> abandoned(request));
		try {
			request.startTimer(this.threads.schedule(() -> fail(request, request.timedOut()), timeout));
		}
		catch (RejectedExecutionException ex) {
			fail(request, AlinkException.closed(method));
		}
		return request;
	}

	private OpenRequest register(String method, String replyTopic, Duration timeout) {
		while (true) {
			OpenRequest request = new OpenRequest(nextId(), method, replyTopic, timeout);
			if (this.requests.putIfAbsent(request.id(), request) == null) {
				return request;
			}
		}
	}

	/**
	 * Return an id, a decimal number of 32 bits.
	 */
	String nextId() {
		return String.valueOf(this.ids.getAndIncrement() & (IDS - 1));
	}

	/**
	 * Take a reply.
	 * @param topic where it came
	 * @param reply the reply
	 * @return whether a request waited for it
	 */
	boolean replied(String topic, AlinkReply reply) {
		OpenRequest request = this.requests.get(reply.id());
		if (request == null || !request.replyTopic().equals(topic)) {
			return false;
		}
		if (reply.code().isSuccess()) {
			return end(request, (future) -> future.complete(reply));
		}
		return fail(request, AlinkException.refused(request.method(), reply));
	}

	boolean fail(OpenRequest request, AlinkException failure) {
		return end(request, (future) -> future.completeExceptionally(failure));
	}

	private boolean end(OpenRequest request, Consumer<CompletableFuture<AlinkReply>> outcome) {
		if (!this.requests.remove(request.id(), request)) {
			return false;
		}
		request.stopTimer();
		this.threads.complete(() -> {
			try {
				outcome.accept(request.future());
			}
			finally {
				this.places.release();
			}
		});
		return true;
	}

	/**
	 * Forget a request whose future was completed or cancelled by the caller.
	 */
	private void abandoned(OpenRequest request) {
		if (this.requests.remove(request.id(), request)) {
			request.stopTimer();
			this.places.release();
		}
	}

	int size() {
		return this.requests.size();
	}

	void close() {
		this.closed = true;
		List.copyOf(this.requests.values())
			.forEach((request) -> fail(request, AlinkException.closed(request.method())));
	}

}
