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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.RegistrationFailureReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AttemptLimit}, row F12 of the fault matrix: whoever asks, a device
 * makes no more than five attempts within a minute.
 */
class AttemptLimitTests {

	private static final ReconnectSettings FAST = new ReconnectSettings(Duration.ofSeconds(1), Duration.ofSeconds(2),
			Duration.ofSeconds(60));

	private final List<MachineHarness> harnesses = new ArrayList<>();

	private MachineHarness harness(ReconnectSettings settings) {
		MachineHarness harness = new MachineHarness(settings);
		this.harnesses.add(harness);
		return harness;
	}

	@AfterEach
	void invariantsHold() {
		this.harnesses.forEach(MachineHarness::close);
	}

	private static void assertHolds(List<Long> attempts) {
		for (int i = 5; i < attempts.size(); i++) {
			assertThat(Duration.ofNanos(attempts.get(i) - attempts.get(i - 5))).as("time six attempts took")
				.isGreaterThan(Duration.ofSeconds(60));
		}
	}

	@Test
	void f12HoldsWhenEveryAttemptFailsAndDelaysAreShort() {
		MachineHarness harness = harness(FAST).started();
		for (int i = 0; i < 50; i++) {
			harness.session().refuse(FailureReason.CONNECT_REFUSED);
			harness.scheduler.settle();
			Instant announced = harness.lastEvent(DeviceConnectionFailedEvent.class).getNextAttempt();
			assertThat(harness.machine.status().nextAttempt()).isEqualTo(announced);
			harness.untilNextAttempt();
			assertThat(harness.scheduler.instant()).isAfterOrEqualTo(announced)
				.isBefore(announced.plus(Duration.ofMillis(2)));
		}
		assertHolds(harness.attempts);
	}

	@Test
	void f12DoesNotDelayTheFirstFiveAttempts() {
		MachineHarness harness = harness(FAST).started();
		for (int i = 1; i < 5; i++) {
			harness.session().refuse(FailureReason.CONNECT_REFUSED);
			assertThat(harness.untilNextAttempt()).isBetween(FAST.min(), FAST.max());
		}
		harness.session().refuse(FailureReason.CONNECT_REFUSED);
		assertThat(harness.untilNextAttempt()).isGreaterThan(Duration.ofSeconds(50));
	}

	@Test
	void f12QuickRecoveryStaysQuickAfterAMinuteOnline() {
		MachineHarness harness = harness(FAST).started();
		for (int i = 1; i < 5; i++) {
			harness.session().refuse(FailureReason.CONNECT_REFUSED);
			harness.untilNextAttempt();
		}
		harness.accept();
		harness.scheduler.advance(Duration.ofMinutes(2));
		harness.session().lose(FailureReason.CONNECTION_RESET);
		assertThat(harness.untilNextAttempt()).isBetween(FAST.min(), FAST.min().multipliedBy(2));
	}

	@Test
	void f12HoldsWhenReconnectIsCalledInALoopWhileOffline() {
		MachineHarness harness = harness(FAST).started();
		for (int i = 0; i < 3000; i++) {
			harness.machine.reconnect();
			harness.scheduler.advance(Duration.ofMillis(100));
			if (harness.state() == ConnectionState.CONNECTING) {
				harness.session().refuse(FailureReason.CONNECT_REFUSED);
				harness.scheduler.settle();
			}
			assertThat(harness.machine.status().nextAttempt()).isNotNull();
		}
		assertHolds(harness.attempts);
		assertThat(harness.attempts).hasSizeBetween(20, 25);
	}

	@Test
	void f12KeepsASessionThatItCouldNotReplaceAtOnce() {
		MachineHarness harness = harness(FAST).online();
		for (int i = 1; i < 5; i++) {
			harness.machine.reconnect();
			harness.scheduler.settle();
			harness.accept();
		}
		FakeSession fifth = harness.session();
		harness.machine.reconnect();
		harness.machine.reconnect();
		harness.scheduler.settle();
		assertThat(fifth.closed).isFalse();
		assertThat(harness.state()).isEqualTo(ConnectionState.CONNECTED);
		Instant next = harness.machine.status().nextAttempt();
		assertThat(next).isAfter(harness.scheduler.instant());
		harness.scheduler.advance(Duration.between(harness.scheduler.instant(), next));
		assertThat(fifth.closed).isTrue();
		harness.accept();
		assertThat(harness.attempts).hasSize(6);
		assertThat(harness.machine.status().nextAttempt()).isNull();
		harness.scheduler.advance(Duration.ofHours(1));
		assertThat(harness.attempts).hasSize(6);
		assertHolds(harness.attempts);
	}

	@Test
	void f12ALossFulfilsAReconnectThatWasPutOff() {
		MachineHarness harness = harness(FAST).online();
		for (int i = 1; i < 5; i++) {
			harness.machine.reconnect();
			harness.scheduler.settle();
			harness.accept();
		}
		harness.machine.reconnect();
		harness.session().lose(FailureReason.CONNECTION_RESET);
		harness.untilNextAttempt();
		harness.accept();
		harness.scheduler.advance(Duration.ofHours(1));
		assertThat(harness.attempts).hasSize(6);
	}

	@Test
	void f12HoldsWhenTheApplicationStartsAndStopsInALoop() {
		MachineHarness harness = harness(FAST);
		for (int i = 0; i < 100; i++) {
			harness.started();
			harness.machine.stop();
			harness.scheduler.advance(Duration.ofSeconds(1));
		}
		assertHolds(harness.attempts);
		assertThat(harness.attempts).hasSize(10);
		harness.started();
		harness.scheduler.advance(Duration.ofSeconds(60));
		harness.accept();
	}

	@Test
	void f12CountsRegistrationsWithAttemptsToConnect() {
		FakeRegistration registration = new FakeRegistration();
		MachineHarness harness = new MachineHarness(FAST, registration);
		this.harnesses.add(harness);
		for (int i = 0; i < 4; i++) {
			registration.fails(RegistrationFailureReason.NETWORK);
		}
		registration.succeeds(true);
		harness.started();
		harness.scheduler.advance(Duration.ofSeconds(30));
		assertThat(registration.asked).isEqualTo(5);
		assertThat(harness.sessions).isEmpty();
		assertThat(harness.state()).isEqualTo(ConnectionState.WAITING);
		harness.scheduler.advance(Duration.ofSeconds(31));
		harness.accept();
		assertThat(registration.asked).isEqualTo(5);
	}

	@Test
	void f12DoesNotCountReadingAStoredCredential() {
		FakeRegistration registration = new FakeRegistration().succeeds(false);
		MachineHarness harness = new MachineHarness(FAST, registration);
		this.harnesses.add(harness);
		harness.started();
		for (int i = 1; i < 5; i++) {
			harness.session().refuse(FailureReason.CONNECT_REFUSED);
			assertThat(harness.untilNextAttempt()).isLessThanOrEqualTo(FAST.max());
		}
	}

	@Test
	void f12CanBeLiftedForOtherBrokers() {
		MachineHarness harness = harness(new ReconnectSettings(FAST.min(), FAST.max(), Duration.ofSeconds(60), 0))
			.started();
		for (int i = 0; i < 30; i++) {
			harness.session().refuse(FailureReason.CONNECT_REFUSED);
			assertThat(harness.untilNextAttempt()).isLessThanOrEqualTo(FAST.max());
		}
	}

	/**
	 * A property over random stories: a thousand things happen to a connection, and
	 * neither the limit nor the bounds are ever broken, nor does it get stuck.
	 */
	@Test
	void f12HoldsWhateverHappens() {
		for (int seed = 0; seed < 30; seed++) {
			Random random = new Random(seed);
			Duration min = Duration.ofSeconds(1 + random.nextInt(10));
			Duration max = min.plusSeconds(random.nextInt(100));
			MachineHarness harness = harness(new ReconnectSettings(min, max, Duration.ofSeconds(60))).started();
			for (int i = 0; i < 200; i++) {
				happen(harness, random.nextInt(8), random);
				harness.scheduler.advance(Duration.ofMillis(random.nextInt(5000)));
				assertGoesOn(harness, max.plusMinutes(2));
			}
			assertHolds(harness.attempts);
			assertThat(harness.attempts).hasSizeGreaterThan(5);
		}
	}

	private static void happen(MachineHarness harness, int what, Random random) {
		FailureReason[] reasons = { FailureReason.CONNECT_REFUSED, FailureReason.BAD_CREDENTIALS, FailureReason.DNS };
		switch (what) {
			case 0, 1, 2 -> {
				if (harness.state() == ConnectionState.CONNECTING) {
					harness.session().accept();
				}
			}
			case 3 -> {
				if (harness.state() == ConnectionState.CONNECTING) {
					harness.session().refuse(reasons[random.nextInt(reasons.length)]);
				}
			}
			case 4, 5 -> {
				if (harness.state() == ConnectionState.CONNECTED) {
					harness.session().lose(FailureReason.CLOSED_BY_PLATFORM);
				}
			}
			case 6 -> harness.machine.reconnect();
			default -> {
				harness.machine.stop();
				harness.started();
			}
		}
		harness.scheduler.settle();
	}

	private static void assertGoesOn(MachineHarness harness, Duration longest) {
		ConnectionStatus status = harness.machine.status();
		if (status.state() == ConnectionState.WAITING || status.state() == ConnectionState.SUSPENDED) {
			assertThat(status.nextAttempt()).isBetween(harness.scheduler.instant(),
					harness.scheduler.instant().plus(longest));
		}
		else {
			assertThat(status.state()).isIn(ConnectionState.CONNECTING, ConnectionState.CONNECTED);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "CONNECT_REFUSED", "BAD_CREDENTIALS" })
	void jitterStaysInsideTheBounds(FailureReason reason) {
		Duration min = Duration.ofSeconds(15);
		Duration max = Duration.ofSeconds(90);
		MachineHarness harness = harness(new ReconnectSettings(min, max, Duration.ofSeconds(60))).started();
		for (int i = 0; i < 100; i++) {
			harness.session().refuse(reason);
			assertThat(harness.untilNextAttempt()).isBetween(min, max);
		}
	}

}
