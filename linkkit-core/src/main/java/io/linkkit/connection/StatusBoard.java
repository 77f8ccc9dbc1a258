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

import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

import io.linkkit.mqtt.MqttFailure;
import io.linkkit.registration.RegistrationFailure;
import org.jspecify.annotations.Nullable;

/**
 * Shows to any thread where the connection is. Written by the scheduler's thread only.
 */
final class StatusBoard {

	private final InstantSource clock;

	private volatile ConnectionStatus status;

	private int attempts;

	private @Nullable MqttFailure lastFailure;

	private @Nullable RegistrationFailure registrationFailure;

	StatusBoard(InstantSource clock) {
		this.clock = clock;
		this.status = new ConnectionStatus(ConnectionState.INITIALIZED, clock.instant(), 0, null, null, null, Set.of(),
				null);
	}

	ConnectionStatus status() {
		return this.status;
	}

	ConnectionState state() {
		return this.status.state();
	}

	/**
	 * Show a state, together with what was noted since the last time.
	 */
	void enter(ConnectionState entered, @Nullable Instant next) {
		MqttFailure failure = this.lastFailure;
		this.status = new ConnectionStatus(entered, this.clock.instant(), this.attempts,
				(failure != null) ? failure.reason() : null, (failure != null) ? failure.detail() : null, next,
				Set.of(), this.registrationFailure);
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

	void noteRegistration(@Nullable RegistrationFailure failure) {
		this.registrationFailure = failure;
	}

}
