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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.ConnectionStatus;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link LoginOutcome}, in virtual time.
 */
class LoginOutcomeTests {

	private static final Duration LONGEST = Duration.ofSeconds(35);

	private final LinkKitConnection connection = mock();

	/** What the connection shows from then on, by when it begins to. */
	private final Deque<Shown> later = new ArrayDeque<>();

	private Instant now = Instant.parse("2026-11-24T08:00:00Z");

	private ConnectionStatus status = status(ConnectionState.INITIALIZED, 0, null);

	LoginOutcomeTests() {
		given(this.connection.status()).willAnswer((invocation) -> this.status);
	}

	private ConnectionStatus status(ConnectionState state, int attempts, FailureReason reason) {
		return status(state, attempts, reason, null, null);
	}

	private ConnectionStatus status(ConnectionState state, int attempts, FailureReason reason, Duration untilNext,
			RegistrationFailure registration) {
		return new ConnectionStatus(state, this.now, attempts, reason, (reason != null) ? "detail" : null,
				(untilNext != null) ? this.now.plus(untilNext) : null, Set.of(), registration, null);
	}

	private void show(ConnectionState state, int attempts, FailureReason reason) {
		this.status = status(state, attempts, reason);
	}

	private void after(Duration time, Runnable change) {
		this.later.add(new Shown(this.now.plus(time), change));
	}

	private LoginOutcome.Result await(boolean mayConnect) {
		return new LoginOutcome(this.connection, LONGEST, () -> this.now, this::pass).await(mayConnect);
	}

	private boolean pass(Duration time) {
		this.now = this.now.plus(time);
		while (!this.later.isEmpty() && !this.later.peek().at().isAfter(this.now)) {
			this.later.remove().change().run();
		}
		return true;
	}

	private void pass(long minutes) {
		this.now = this.now.plus(Duration.ofMinutes(minutes));
	}

	@Test
	void asksNothingOfAConnectionThatIsOnline() {
		show(ConnectionState.CONNECTED, 0, null);
		assertThat(await(true).settled()).isTrue();
		verify(this.connection, never()).reconnect();
		verify(this.connection, never()).start();
	}

	@Test
	void waitsForTheAttemptThatIsUnderWay() {
		show(ConnectionState.CONNECTING, 1, null);
		after(Duration.ofSeconds(3), () -> show(ConnectionState.SUSPENDED, 1, FailureReason.BAD_CREDENTIALS));
		LoginOutcome.Result result = await(true);
		assertThat(result.settled()).isTrue();
		assertThat(result.status().lastFailure()).isEqualTo(FailureReason.BAD_CREDENTIALS);
		verify(this.connection, never()).reconnect();
	}

	@ParameterizedTest
	@EnumSource(names = { "INITIALIZED", "STOPPED" })
	void startsAConnectionThatIsNot(ConnectionState state) {
		show(state, 3, FailureReason.STOPPED_BY_APPLICATION);
		after(Duration.ofSeconds(1), () -> show(ConnectionState.CONNECTING, 1, null));
		after(Duration.ofSeconds(2), () -> show(ConnectionState.CONNECTED, 0, null));
		assertThat(await(true).status().state()).isEqualTo(ConnectionState.CONNECTED);
		verify(this.connection).start();
	}

	@Test
	void seesThatTheFirstAttemptAfterAStartFailed() {
		show(ConnectionState.STOPPED, 3, FailureReason.STOPPED_BY_APPLICATION);
		after(Duration.ofSeconds(1), () -> show(ConnectionState.CONNECTING, 1, null));
		after(Duration.ofSeconds(2), () -> show(ConnectionState.WAITING, 1, FailureReason.DNS));
		LoginOutcome.Result result = await(true);
		assertThat(result.settled()).isTrue();
		assertThat(result.status().lastFailure()).isEqualTo(FailureReason.DNS);
	}

	@Test
	void asksForAnotherAttemptIfTheLastOneIsOld() {
		show(ConnectionState.SUSPENDED, 4, FailureReason.BAD_CREDENTIALS);
		pass(10);
		after(Duration.ofSeconds(1), () -> show(ConnectionState.CONNECTING, 5, FailureReason.BAD_CREDENTIALS));
		after(Duration.ofSeconds(2), () -> show(ConnectionState.SUSPENDED, 5, FailureReason.NOT_AUTHORIZED));
		assertThat(await(true).status().lastFailure()).isEqualTo(FailureReason.NOT_AUTHORIZED);
		verify(this.connection).reconnect();
	}

	@Test
	void spendsNoAttemptIfTheLastOneIsNew() {
		show(ConnectionState.SUSPENDED, 4, FailureReason.BAD_CREDENTIALS);
		assertThat(await(true).settled()).isTrue();
		verify(this.connection, never()).reconnect();
	}

	@Test
	void throwsNobodyOutWhoHasTheSameIdentity() {
		show(ConnectionState.SUSPENDED, 1, FailureReason.KICKED);
		pass(4);
		assertThat(await(true).settled()).isTrue();
		verify(this.connection, never()).reconnect();
	}

	@Test
	void asksForNothingIfItMustNot() {
		show(ConnectionState.SUSPENDED, 4, FailureReason.BAD_CREDENTIALS);
		pass(10);
		assertThat(await(false).settled()).isTrue();
		show(ConnectionState.INITIALIZED, 0, null);
		assertThat(await(false).settled()).isTrue();
		verify(this.connection, never()).reconnect();
		verify(this.connection, never()).start();
	}

	@Test
	void waitsUntilThePlatformAllowsAnotherAttempt() {
		show(ConnectionState.SUSPENDED, 5, FailureReason.BAD_CREDENTIALS);
		pass(10);
		after(Duration.ofSeconds(1), () -> this.status = status(ConnectionState.WAITING, 5,
				FailureReason.BAD_CREDENTIALS, Duration.ofSeconds(60), null));
		after(Duration.ofSeconds(61), () -> show(ConnectionState.CONNECTING, 6, FailureReason.BAD_CREDENTIALS));
		after(Duration.ofSeconds(62), () -> show(ConnectionState.CONNECTED, 0, FailureReason.BAD_CREDENTIALS));
		LoginOutcome.Result result = await(true);
		assertThat(result.status().state()).isEqualTo(ConnectionState.CONNECTED);
		assertThat(result.postponed()).isEqualTo(Duration.ofSeconds(60));
	}

	@Test
	void waitsNoLongerThanAnAttemptMayTake() {
		show(ConnectionState.CONNECTING, 1, null);
		Instant began = this.now;
		assertThat(await(true).settled()).isFalse();
		assertThat(this.now).isEqualTo(began.plus(LONGEST));
	}

	@Test
	void registersAgainIfTheLastRefusalIsOld() {
		this.status = status(ConnectionState.UNREGISTERED, 0, null, null, failure(6288));
		pass(10);
		after(Duration.ofSeconds(1), () -> this.status = status(ConnectionState.REGISTERING, 0, null));
		after(Duration.ofSeconds(2),
				() -> this.status = status(ConnectionState.UNREGISTERED, 0, null, null, failure(6289)));
		RegistrationFailure failure = await(true).status().registrationFailure();
		assertThat(failure).isNotNull().extracting(RegistrationFailure::code).isEqualTo(6289);
		verify(this.connection).reconnect();
	}

	private static RegistrationFailure failure(int code) {
		return new RegistrationFailure(RegistrationFailureReason.REFUSED, code, "", null);
	}

	@Test
	void stopsWaitingWhenInterrupted() {
		show(ConnectionState.CONNECTING, 1, null);
		LoginOutcome outcome = new LoginOutcome(this.connection, LONGEST, () -> this.now, LoginOutcome.Pause::sleep);
		Thread.currentThread().interrupt();
		assertThat(outcome.await(true).settled()).isFalse();
		assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
	}

	private record Shown(Instant at, Runnable change) {

	}

}
