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
import java.util.function.LongSupplier;

import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.RegistrationFailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Decides how long to stay offline, out of why the connection is.
 */
final class RetryPolicy {

	private final Backoff backoff;

	private final AttemptLimit limit;

	private final LongSupplier nanoTime;

	private final KickTracker kicks = new KickTracker();

	private final ShortSessions shortSessions = new ShortSessions();

	/**
	 * Create a policy.
	 * @param backoff gives the delays
	 * @param limit has the last word on them
	 * @param nanoTime a clock that never jumps
	 */
	RetryPolicy(Backoff backoff, AttemptLimit limit, LongSupplier nanoTime) {
		this.backoff = backoff;
		this.limit = limit;
		this.nanoTime = nanoTime;
	}

	/**
	 * Return how long an attempt that somebody wants now has to wait.
	 */
	Duration untilAllowed() {
		return this.limit.untilNext(this.nanoTime.getAsLong());
	}

	/**
	 * Count an attempt to connect or to register.
	 */
	void attemptBegins() {
		this.limit.begin(this.nanoTime.getAsLong());
	}

	/**
	 * Do not count the latest attempt: it did not get as far as the platform.
	 */
	void attemptWasLocal() {
		this.limit.takeBack();
	}

	/**
	 * Start anew with the shortest delay.
	 */
	void reset() {
		this.backoff.reset();
	}

	Retry afterFailure(FailureReason reason) {
		return switch (reason.kind()) {
			case NETWORK, LOCAL -> soon();
			case TLS, REFUSED -> late();
		};
	}

	/**
	 * Decide after a failed registration.
	 * @return {@code null} if asking again could do harm
	 */
	@Nullable Retry afterFailure(RegistrationFailureReason reason) {
		return switch (reason.retry()) {
			case SOON -> soon();
			case LATE -> late();
			case NEVER -> null;
		};
	}

	/**
	 * Note that a session has lasted long enough to start anew with the shortest delay.
	 */
	void stable() {
		reset();
		this.shortSessions.forget();
	}

	/**
	 * Decide after a session was lost.
	 * @param reason how it ended
	 * @param uptime how long it had lasted
	 */
	Retry afterLoss(FailureReason reason, Duration uptime) {
		this.shortSessions.ended(reason, uptime);
		return this.shortSessions.areSuspicious() ? allowed(this.backoff.longest(), ConnectionState.WAITING) : soon();
	}

	/**
	 * Return what the course of things points to.
	 */
	@Nullable Suspicion suspicion() {
		return this.shortSessions.areSuspicious() ? Suspicion.SHORT_SESSIONS : null;
	}

	/**
	 * Decide after another client threw the device out.
	 * @param uptime how long the session had lasted
	 */
	Retry afterKick(Duration uptime) {
		Duration quarantine = this.kicks.kicked(this.nanoTime.getAsLong(), uptime);
		return (quarantine != null) ? allowed(quarantine, ConnectionState.SUSPENDED) : soon();
	}

	/**
	 * Return how often the device was thrown out lately.
	 */
	int recentKicks() {
		return this.kicks.recent();
	}

	private Retry soon() {
		return allowed(this.backoff.next(), ConnectionState.WAITING);
	}

	private Retry late() {
		return allowed(this.backoff.longest(), ConnectionState.SUSPENDED);
	}

	private Retry allowed(Duration delay, ConnectionState waiting) {
		Duration least = untilAllowed();
		return new Retry((delay.compareTo(least) < 0) ? this.backoff.postpone(delay, least) : delay, waiting);
	}

	/**
	 * When to try again.
	 *
	 * @param delay how long to wait
	 * @param waiting where the connection is meanwhile
	 */
	record Retry(Duration delay, ConnectionState waiting) {

		/**
		 * Return whether trying soon is pointless.
		 */
		boolean suspended() {
			return this.waiting == ConnectionState.SUSPENDED;
		}

	}

}
