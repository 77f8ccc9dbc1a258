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
import java.util.List;

import io.linkkit.thread.ThreadKind;

/**
 * The threads on which an application's code runs, one for each occasion, so that what is
 * slow on one occasion does not delay the others, and nothing of it the connection.
 */
final class ApplicationThreads {

	private static final int WAITING_ATTEMPTS = 1;

	private static final int WAITING_CALLS = 1024;

	private static final Duration GRACE = Duration.ofMillis(500);

	private final SerialExecutor attempts;

	private final SerialExecutor events;

	private final SerialExecutor messages;

	private final SerialExecutor dispatch;

	private final SerialExecutor results;

	private final SerialExecutor integration;

	/**
	 * Create the threads of a device; none runs before it is needed.
	 * @param kind of which kind they are
	 * @param deviceName ends the names of the threads
	 */
	ApplicationThreads(ThreadKind kind, String deviceName) {
		this.attempts = new SerialExecutor(kind, "linkkit-attempts-" + deviceName, WAITING_ATTEMPTS);
		this.events = new SerialExecutor(kind, "linkkit-events-" + deviceName, WAITING_CALLS);
		this.messages = new SerialExecutor(kind, "linkkit-messages-" + deviceName, WAITING_CALLS);
		this.dispatch = new SerialExecutor(kind, "linkkit-dispatch-" + deviceName, WAITING_CALLS);
		// as many as the outbox takes; none may be refused
		this.results = new SerialExecutor(kind, "linkkit-results-" + deviceName, Integer.MAX_VALUE);
		this.integration = new SerialExecutor(kind, "linkkit-integration-" + deviceName, WAITING_CALLS);
	}

	/**
	 * Prepares attempts: customizers, credentials, certificates.
	 */
	SerialExecutor attempts() {
		return this.attempts;
	}

	/**
	 * Runs event listeners.
	 */
	SerialExecutor events() {
		return this.events;
	}

	/**
	 * Runs message handlers that are done when they return.
	 */
	SerialExecutor messages() {
		return this.messages;
	}

	/**
	 * Runs message handlers that take a message to threads of their own.
	 */
	SerialExecutor dispatch() {
		return this.dispatch;
	}

	/**
	 * Runs what hangs on the results of publishing.
	 */
	SerialExecutor results() {
		return this.results;
	}

	/**
	 * Runs session listeners.
	 */
	SerialExecutor integration() {
		return this.integration;
	}

	/**
	 * End all threads: let them do what waits for a moment, then interrupt them.
	 */
	void close() {
		List<SerialExecutor> all = List.of(this.attempts, this.events, this.messages, this.dispatch, this.results,
				this.integration);
		all.forEach(SerialExecutor::shutdown);
		long deadline = System.nanoTime() + GRACE.toNanos();
		all.forEach((executor) -> executor.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
	}

}
