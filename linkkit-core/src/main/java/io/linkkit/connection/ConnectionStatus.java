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
import java.util.Set;

import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.RegistrationFailure;
import org.jspecify.annotations.Nullable;

/**
 * What a connection looks like at one moment.
 *
 * @param state where it is in its life
 * @param since when it came into that state, by the wall clock
 * @param attempts attempts since it was last online, the present one included
 * @param lastFailure why it is, or last was, offline
 * @param lastFailureDetail the same in a sentence
 * @param nextAttempt when it will try again, if it waits for that; while online, when a
 * reconnect that was asked for will be made, if it has to wait because too many attempts
 * were made within a minute
 * @param rejectedSubscriptions topic filters the platform refused
 * @param registrationFailure why the device could not be registered the last time, unless
 * it has a credential now
 * @param suspicion what the course of things points to, until a session was stable
 */
public record ConnectionStatus(ConnectionState state, Instant since, int attempts, @Nullable FailureReason lastFailure,
		@Nullable String lastFailureDetail, @Nullable Instant nextAttempt, Set<String> rejectedSubscriptions,
		@Nullable RegistrationFailure registrationFailure, @Nullable Suspicion suspicion) {

	public ConnectionStatus {
		rejectedSubscriptions = Set.copyOf(rejectedSubscriptions);
	}

	ConnectionStatus withNextAttempt(Instant next) {
		return new ConnectionStatus(this.state, this.since, this.attempts, this.lastFailure, this.lastFailureDetail,
				next, this.rejectedSubscriptions, this.registrationFailure, this.suspicion);
	}

	ConnectionStatus withoutSuspicion() {
		return new ConnectionStatus(this.state, this.since, this.attempts, this.lastFailure, this.lastFailureDetail,
				this.nextAttempt, this.rejectedSubscriptions, this.registrationFailure, null);
	}

	ConnectionStatus withRejectedSubscriptions(Set<String> rejected) {
		return new ConnectionStatus(this.state, this.since, this.attempts, this.lastFailure, this.lastFailureDetail,
				this.nextAttempt, rejected, this.registrationFailure, this.suspicion);
	}

}
