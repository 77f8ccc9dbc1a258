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
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A request that waits for its reply.
 */
final class OpenRequest {

	private final String id;

	private final String method;

	private final String replyTopic;

	private final Duration timeout;

	private final long deadline;

	private final CompletableFuture<AlinkReply> future = new CompletableFuture<>();

	private volatile @Nullable Runnable timer;

	private volatile boolean taken;

	OpenRequest(String id, String method, String replyTopic, Duration timeout) {
		this.id = id;
		this.method = method;
		this.replyTopic = replyTopic;
		this.timeout = timeout;
		this.deadline = System.nanoTime() + timeout.toNanos();
	}

	String id() {
		return this.id;
	}

	String method() {
		return this.method;
	}

	String replyTopic() {
		return this.replyTopic;
	}

	CompletableFuture<AlinkReply> future() {
		return this.future;
	}

	/**
	 * Return how long the request still waits for its reply.
	 */
	Duration remaining() {
		return Duration.ofNanos(this.deadline - System.nanoTime());
	}

	/**
	 * Note that the platform has acknowledged the request.
	 */
	void taken() {
		this.taken = true;
	}

	void startTimer(Runnable started) {
		this.timer = started;
		if (this.future.isDone()) {
			stopTimer();
		}
	}

	void stopTimer() {
		Runnable running = this.timer;
		if (running != null) {
			running.run();
		}
	}

	AlinkException timedOut() {
		return AlinkException.timeout(this.method, this.timeout, this.taken);
	}

}
