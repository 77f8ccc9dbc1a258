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

package io.linkkit.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.ConnectionStatus;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.mqtt.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the outcome of the connection's own attempt to log in. The doctor makes none
 * beside it: two sessions of one identity throw each other out, and the platform allows
 * five attempts a minute (reference §6.3).
 */
final class LoginOutcome {

	private static final Duration LOOK_EVERY = Duration.ofMillis(100);

	/**
	 * How long an outcome counts as new, so that no attempt is spent on another.
	 */
	private static final Duration FRESH = Duration.ofSeconds(30);

	private final LinkKitConnection connection;

	private final Duration longestAttempt;

	private final InstantSource clock;

	private final Pause pause;

	/**
	 * Create a waiting.
	 * @param connection whose attempt it is
	 * @param longestAttempt how long an attempt may take
	 * @param clock the wall clock
	 * @param pause lets time pass
	 */
	LoginOutcome(LinkKitConnection connection, Duration longestAttempt, InstantSource clock, Pause pause) {
		this.connection = connection;
		this.longestAttempt = longestAttempt;
		this.clock = clock;
		this.pause = pause;
	}

	/**
	 * Wait until an attempt that is under way has ended.
	 * @param mayConnect whether to ask the connection for an attempt if none is under way
	 * and the last one is not new
	 * @return the outcome
	 */
	Result await(boolean mayConnect) {
		ConnectionStatus before = this.connection.status();
		Request request = mayConnect ? ask(before) : Request.NONE;
		ConnectionStatus now = this.connection.status();
		Duration limit = this.longestAttempt;
		Duration waited = Duration.ZERO;
		Duration postponed = null;
		while (!isSettled(request, before, now) && waited.compareTo(limit) < 0) {
			if (postponed == null && isPostponed(request, before, now)) {
				postponed = untilNextAttempt(now);
				limit = limit.plus(postponed);
			}
			if (!this.pause.pause(LOOK_EVERY)) {
				break;
			}
			waited = waited.plus(LOOK_EVERY);
			now = this.connection.status();
		}
		return new Result(now, isSettled(request, before, now), postponed);
	}

	private Request ask(ConnectionStatus before) {
		return switch (before.state()) {
			case INITIALIZED, STOPPED -> {
				this.connection.start();
				yield Request.START;
			}
			case WAITING, SUSPENDED, UNREGISTERED -> {
				if (isKickedOut(before) || isFresh(before)) {
					yield Request.NONE;
				}
				this.connection.reconnect();
				yield Request.RECONNECT;
			}
			case REGISTERING, CONNECTING, CONNECTED -> Request.NONE;
		};
	}

	/**
	 * Return whether the connection stays away because another client has its identity,
	 * which it would throw out.
	 */
	private static boolean isKickedOut(ConnectionStatus status) {
		return status.lastFailure() == FailureReason.KICKED;
	}

	private boolean isFresh(ConnectionStatus status) {
		return (status.lastFailure() != null || status.registrationFailure() != null)
				&& Duration.between(status.since(), this.clock.instant()).abs().compareTo(FRESH) < 0;
	}

	private static boolean isSettled(Request request, ConnectionStatus before, ConnectionStatus now) {
		boolean changed = !now.since().equals(before.since());
		return switch (now.state()) {
			case CONNECTED -> true;
			case REGISTERING, CONNECTING -> false;
			case INITIALIZED, STOPPED -> request == Request.NONE;
			case UNREGISTERED -> request == Request.NONE || changed;
			case WAITING, SUSPENDED ->
				request == Request.NONE || isAttempted(request, before, now) || (changed && hasNotRegistered(now));
		};
	}

	private static boolean isAttempted(Request request, ConnectionStatus before, ConnectionStatus now) {
		return now.attempts() > ((request == Request.START) ? 0 : before.attempts());
	}

	private static boolean hasNotRegistered(ConnectionStatus status) {
		return status.registrationFailure() != null;
	}

	/**
	 * Return whether the attempt asked for waits because too many were made within a
	 * minute.
	 */
	private static boolean isPostponed(Request request, ConnectionStatus before, ConnectionStatus now) {
		return request != Request.NONE && now.state() == ConnectionState.WAITING && !now.since().equals(before.since())
				&& now.nextAttempt() != null;
	}

	private Duration untilNextAttempt(ConnectionStatus status) {
		Instant next = status.nextAttempt();
		Duration wait = (next != null) ? Duration.between(this.clock.instant(), next) : Duration.ZERO;
		return wait.isNegative() ? Duration.ZERO : wait;
	}

	private enum Request {

		NONE, START, RECONNECT

	}

	/**
	 * Lets time pass.
	 */
	@FunctionalInterface
	interface Pause {

		/**
		 * Let time pass.
		 * @param duration how long
		 * @return {@code false} if the thread was interrupted
		 */
		boolean pause(Duration duration);

		static boolean sleep(Duration duration) {
			try {
				Thread.sleep(duration.toMillis());
				return true;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}

	}

	/**
	 * What came of waiting.
	 *
	 * @param status the last status seen
	 * @param settled whether the attempt has ended
	 * @param postponed how long the attempt had to wait because too many were made within
	 * a minute; {@code null} if it had not
	 */
	record Result(ConnectionStatus status, boolean settled, @Nullable Duration postponed) {

	}

}
