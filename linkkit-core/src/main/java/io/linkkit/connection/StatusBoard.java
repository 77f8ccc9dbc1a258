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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.LongSupplier;

import io.linkkit.mqtt.MqttFailure;
import io.linkkit.registration.RegistrationFailure;
import org.jspecify.annotations.Nullable;

/**
 * Shows to any thread where the connection is. Written by the scheduler's thread only.
 */
final class StatusBoard {

	/**
	 * How far the wall clock may stray from the one that never jumps before what was
	 * announced by it counts as wrong.
	 */
	private static final Duration STRAY = Duration.ofSeconds(1);

	private final InstantSource clock;

	private final LongSupplier nanoTime;

	private volatile Notice notice;

	private int attempts;

	private @Nullable MqttFailure lastFailure;

	private @Nullable RegistrationFailure registrationFailure;

	private @Nullable Suspicion suspicion;

	/**
	 * Create a board that shows a connection which was never started.
	 * @param clock the wall clock, which may jump: a device without a battery begins in
	 * 1970 and learns the date later
	 * @param nanoTime a clock that never jumps
	 */
	StatusBoard(InstantSource clock, LongSupplier nanoTime) {
		this.clock = clock;
		this.nanoTime = nanoTime;
		this.notice = new Notice(new ConnectionStatus(ConnectionState.INITIALIZED, clock.instant(), 0, null, null, null,
				Set.of(), null, null), 0);
	}

	/**
	 * Return what is shown, with the time of the next attempt by the wall clock as it is
	 * now.
	 */
	ConnectionStatus status() {
		Notice current = this.notice;
		Instant announced = current.status.nextAttempt();
		if (announced == null) {
			return current.status;
		}
		Instant expected = this.clock.instant().plusNanos(current.nextAttempt - this.nanoTime.getAsLong());
		boolean strayed = Duration.between(announced, expected).abs().compareTo(STRAY) > 0;
		return strayed ? current.status.withNextAttempt(expected) : current.status;
	}

	ConnectionState state() {
		return this.notice.status.state();
	}

	/**
	 * Show a state without a next attempt, together with what was noted since the last
	 * time.
	 */
	void enter(ConnectionState entered) {
		show(entered, null, 0);
	}

	/**
	 * Show a state, together with the next attempt that was announced before.
	 */
	void enterKeepingNext(ConnectionState entered) {
		Notice before = this.notice;
		show(entered, before.status.nextAttempt(), before.nextAttempt);
	}

	/**
	 * Show a state that lasts until the next attempt.
	 * @return when that is, by the wall clock
	 */
	Instant enter(ConnectionState entered, Duration untilNextAttempt) {
		Instant next = this.clock.instant().plus(untilNextAttempt);
		show(entered, next, this.nanoTime.getAsLong() + untilNextAttempt.toNanos());
		return next;
	}

	private void show(ConnectionState entered, @Nullable Instant next, long nextNanos) {
		MqttFailure failure = this.lastFailure;
		this.notice = new Notice(new ConnectionStatus(entered, this.clock.instant(), this.attempts,
				(failure != null) ? failure.reason() : null, (failure != null) ? failure.detail() : null, next,
				Set.of(), this.registrationFailure, this.suspicion), nextNanos);
	}

	/**
	 * Show in the present state that an attempt will follow.
	 */
	void announce(Duration untilNextAttempt) {
		this.notice = new Notice(this.notice.status.withNextAttempt(this.clock.instant().plus(untilNextAttempt)),
				this.nanoTime.getAsLong() + untilNextAttempt.toNanos());
	}

	int attempts() {
		return this.attempts;
	}

	int countAttempt() {
		return ++this.attempts;
	}

	void forgetAttempts() {
		this.attempts = 0;
	}

	void noteFailure(MqttFailure failure) {
		this.lastFailure = failure;
	}

	void noteSuspicion(@Nullable Suspicion suspected) {
		this.suspicion = suspected;
	}

	/**
	 * Show that nothing is suspected any more, whatever the state.
	 */
	void clearSuspicion() {
		if (this.suspicion != null) {
			this.suspicion = null;
			Notice before = this.notice;
			this.notice = new Notice(before.status.withoutSuspicion(), before.nextAttempt);
		}
	}

	void noteRegistration(@Nullable RegistrationFailure failure) {
		this.registrationFailure = failure;
	}

	/**
	 * What is shown.
	 *
	 * @param status the status
	 * @param nextAttempt when its next attempt comes, by the clock that never jumps
	 */
	private record Notice(ConnectionStatus status, long nextAttempt) {

	}

}
