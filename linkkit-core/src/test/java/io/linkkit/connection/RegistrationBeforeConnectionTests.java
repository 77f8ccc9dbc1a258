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
import java.util.stream.Stream;

import io.linkkit.connection.event.DeviceConnectingEvent;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.connection.event.DeviceRegisteredEvent;
import io.linkkit.connection.event.DeviceRegistrationFailedEvent;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.registration.RegistrationFailureReason.Retry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionStateMachine} of a device that gets its credential by
 * dynamic registration, in virtual time. Row F13 of the fault matrix.
 */
class RegistrationBeforeConnectionTests {

	private static final Duration MIN = Duration.ofSeconds(2);

	private static final Duration MAX = Duration.ofSeconds(60);

	private final FakeRegistration registration = new FakeRegistration();

	private final MachineHarness harness = new MachineHarness(new ReconnectSettings(MIN, MAX, Duration.ofSeconds(60)),
			this.registration);

	@AfterEach
	void invariantsHold() {
		this.harness.close();
	}

	@Test
	void registersFirstAndThenConnects() {
		this.registration.succeeds(true);
		this.harness.online();
		assertThat(this.harness.events.get(0)).isInstanceOf(DeviceRegisteredEvent.class);
		assertThat(this.harness.events.get(1)).isInstanceOf(DeviceConnectingEvent.class);
		assertThat(this.harness.eventsOf(DeviceRegisteredEvent.class).get(0).isStored()).isTrue();
	}

	@Test
	void saysThatItRegistersWhileItDoes() {
		this.harness.started();
		assertThat(this.harness.state()).isEqualTo(ConnectionState.REGISTERING);
		assertThat(this.harness.sessions).isEmpty();
	}

	@Test
	void storedCredentialIsUsedWithoutAWord() {
		this.registration.succeeds(false);
		this.harness.online();
		assertThat(this.harness.eventsOf(DeviceRegisteredEvent.class)).isEmpty();
	}

	@Test
	void doesNotRegisterAgainAfterALoss() {
		this.registration.succeeds(true);
		this.harness.online();
		this.harness.session().lose(FailureReason.CONNECTION_RESET);
		this.harness.untilNextAttempt();
		assertThat(this.registration.asked).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void f13OnlyWhatMayPassIsTriedAgain(RegistrationFailureReason reason) {
		this.registration.fails(reason).succeeds(true);
		this.harness.started();
		DeviceRegistrationFailedEvent event = this.harness.lastEvent(DeviceRegistrationFailedEvent.class);
		assertThat(event.getReason()).isEqualTo(reason);
		assertThat(event.getRemedy()).isNotEmpty();
		assertThat(event.isFatal()).isEqualTo(reason.retry() == Retry.NEVER);
		assertThat(this.harness.machine.status().registrationFailure()).isNotNull();
		if (reason.retry() == Retry.NEVER) {
			assertThat(event.getNextAttempt()).isNull();
			this.harness.scheduler.advance(Duration.ofDays(30));
			assertThat(this.harness.state()).isEqualTo(ConnectionState.UNREGISTERED);
			assertThat(this.registration.asked).isEqualTo(1);
			assertThat(this.harness.eventsOf(DeviceRegistrationFailedEvent.class)).hasSize(1);
		}
		else {
			Duration delay = Duration.between(this.harness.scheduler.instant(), event.getNextAttempt());
			assertThat(delay).isBetween((reason.retry() == Retry.SOON) ? MIN : MAX,
					(reason.retry() == Retry.SOON) ? MIN.multipliedBy(2) : MAX);
			assertThat(this.harness.untilNextAttempt()).isEqualTo(delay);
			this.harness.accept();
			assertThat(this.harness.machine.status().registrationFailure()).isNull();
		}
	}

	static Stream<RegistrationFailureReason> finalReasons() {
		return Stream.of(RegistrationFailureReason.values()).filter((reason) -> reason.retry() == Retry.NEVER);
	}

	@ParameterizedTest
	@MethodSource("finalReasons")
	void f13FinalFailureEndsWhenAReconnectIsAskedFor(RegistrationFailureReason reason) {
		this.registration.fails(reason).succeeds(true);
		this.harness.started();
		this.harness.machine.reconnect();
		this.harness.scheduler.settle();
		this.harness.accept();
	}

	@Test
	void goesOnAtOnceWhenTheApplicationRegistersTheDevice() {
		this.registration.fails(RegistrationFailureReason.SWITCHED_OFF).succeeds(true);
		this.harness.started();
		assertThat(this.harness.state()).isEqualTo(ConnectionState.UNREGISTERED);
		this.registration.registerAnew();
		this.harness.scheduler.settle();
		this.harness.accept();
	}

	@Test
	void failureOfARegistrationTheApplicationAskedForChangesNothingOnline() {
		this.registration.succeeds(true).fails(RegistrationFailureReason.ALREADY_ACTIVATED);
		this.harness.online();
		this.registration.registerAnew();
		this.harness.scheduler.settle();
		assertThat(this.harness.state()).isEqualTo(ConnectionState.CONNECTED);
		assertThat(this.harness.lastEvent(DeviceRegistrationFailedEvent.class).getNextAttempt()).isNull();
	}

	@Test
	void registrationThatNeverEndsIsGivenUp() {
		this.harness.started();
		this.harness.scheduler.advance(Duration.ofMinutes(2));
		assertThat(this.harness.eventsOf(DeviceRegistrationFailedEvent.class).get(0).getReason())
			.isEqualTo(RegistrationFailureReason.LOCAL_ERROR);
		this.registration.succeeds(true);
		this.harness.untilNextAttempt();
		this.harness.accept();
	}

	@Test
	void f27StopsAtOnceWhileItRegisters() {
		this.harness.started();
		assertThat(this.harness.state()).isEqualTo(ConnectionState.REGISTERING);
		assertThat(this.harness.machine.stop()).isCompleted();
		assertThat(this.harness.state()).isEqualTo(ConnectionState.STOPPED);
	}

	@Test
	void resultAfterTheStopStartsNothing() {
		this.harness.started();
		this.harness.machine.stop();
		this.registration.succeeds(true);
		this.registration.registerAnew();
		this.harness.scheduler.settle();
		assertThat(this.harness.state()).isEqualTo(ConnectionState.STOPPED);
		assertThat(this.harness.sessions).isEmpty();
	}

	@Test
	void refusedCredentialNeverMakesItRegisterAnewByItself() {
		this.registration.succeeds(false).succeeds(true);
		this.harness.started();
		this.harness.session().refuse(FailureReason.BAD_CREDENTIALS);
		this.harness.scheduler.settle();
		DeviceConnectionFailedEvent event = this.harness.lastEvent(DeviceConnectionFailedEvent.class);
		assertThat(event.getReason()).isEqualTo(FailureReason.STORED_CREDENTIAL_REFUSED);
		assertThat(event.getReason().remedy()).contains("linkkit.registration.force");
		assertThat(event.getConnackCode()).isEqualTo(4);
		assertThat(event.isFatal()).isTrue();
		assertThat(this.harness.untilNextAttempt()).isEqualTo(MAX);
		assertThat(this.registration.asked).isEqualTo(1);
	}

}
