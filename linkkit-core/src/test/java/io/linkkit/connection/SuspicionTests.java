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

import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceKickedEvent;
import io.linkkit.mqtt.FailureReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Suspicion} in virtual time, row F11 of the fault matrix.
 */
@ExtendWith(OutputCaptureExtension.class)
class SuspicionTests {

	private static final Duration MIN = Duration.ofSeconds(2);

	private static final Duration MAX = Duration.ofSeconds(90);

	private static final Duration STABLE_AFTER = Duration.ofSeconds(60);

	private final MachineHarness harness = new MachineHarness(new ReconnectSettings(MIN, MAX, STABLE_AFTER));

	@AfterEach
	void invariantsHold() {
		this.harness.close();
	}

	private Suspicion suspicion() {
		return this.harness.machine.status().suspicion();
	}

	private Duration loseAfter(Duration uptime, FailureReason reason) {
		this.harness.scheduler.advance(uptime);
		this.harness.session().lose(reason);
		this.harness.scheduler.settle();
		return Duration.between(this.harness.scheduler.instant(), this.harness.machine.status().nextAttempt());
	}

	private void comeBack() {
		this.harness.untilNextAttempt();
		this.harness.accept();
	}

	private void becomeSuspicious() {
		this.harness.online();
		for (int i = 0; i < 3; i++) {
			assertThat(suspicion()).isNull();
			loseAfter(Duration.ofSeconds(3), FailureReason.CLOSED_BY_PLATFORM);
			if (i < 2) {
				comeBack();
			}
		}
	}

	@Test
	void f11TheThirdShortSessionIsSuspiciousAndTheDelayGoesToTheLongest(CapturedOutput output) {
		becomeSuspicious();
		assertThat(suspicion()).isEqualTo(Suspicion.SHORT_SESSIONS);
		assertThat(this.harness.state()).isEqualTo(ConnectionState.WAITING);
		assertThat(this.harness.untilNextAttempt()).isEqualTo(MAX);
		assertThat(output.getAll()).contains("same product key and device name", "may not publish", "deleted");
	}

	@Test
	void f11StaysSuspiciousAndSaysSoOnce(CapturedOutput output) {
		becomeSuspicious();
		for (int i = 0; i < 20; i++) {
			comeBack();
			assertThat(suspicion()).isEqualTo(Suspicion.SHORT_SESSIONS);
			assertThat(loseAfter(Duration.ofSeconds(3), FailureReason.CLOSED_BY_PLATFORM)).isEqualTo(MAX);
		}
		assertThat(output.getAll().split("A suspicion", -1)).as("one warning").hasSize(2);
		assertThat(output.getAll().split("WARN", -1)).as("three losses, three warnings").hasSize(4);
		assertThat(this.harness.eventsOf(DeviceKickedEvent.class)).isEmpty();
	}

	@Test
	void f11AStableSessionClearsIt(CapturedOutput output) {
		becomeSuspicious();
		comeBack();
		this.harness.scheduler.advance(STABLE_AFTER.minusMillis(1));
		assertThat(suspicion()).isEqualTo(Suspicion.SHORT_SESSIONS);
		this.harness.scheduler.advance(Duration.ofMillis(1));
		assertThat(suspicion()).isNull();
		assertThat(this.harness.state()).isEqualTo(ConnectionState.CONNECTED);
		assertThat(loseAfter(Duration.ZERO, FailureReason.CLOSED_BY_PLATFORM)).isBetween(MIN, MIN.multipliedBy(2));
		comeBack();
		for (int i = 0; i < 3; i++) {
			loseAfter(Duration.ofSeconds(1), FailureReason.CLOSED_BY_PLATFORM);
			comeBack();
		}
		assertThat(suspicion()).isEqualTo(Suspicion.SHORT_SESSIONS);
		assertThat(output.getAll().split("A suspicion", -1)).as("told anew").hasSize(3);
	}

	@Test
	void f11SessionsOfMoreThanAFewSecondsAreNotSuspicious() {
		this.harness.online();
		for (int i = 0; i < 5; i++) {
			loseAfter(Duration.ofSeconds(11), FailureReason.CLOSED_BY_PLATFORM);
			comeBack();
		}
		assertThat(suspicion()).isNull();
	}

	@ParameterizedTest
	@EnumSource(names = { "CLOSED_BY_PLATFORM", "CLOSED_AFTER_PUBLISH", "CONNECTION_RESET" })
	void f11IsRaisedByWhateverTheOtherSideMayHaveDone(FailureReason reason) {
		this.harness.online();
		for (int i = 0; i < 3; i++) {
			loseAfter(Duration.ofSeconds(1), reason);
			comeBack();
		}
		assertThat(suspicion()).isEqualTo(Suspicion.SHORT_SESSIONS);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "CLOSED_BY_PLATFORM", "CLOSED_AFTER_PUBLISH", "CONNECTION_RESET" })
	void f11IsNotRaisedByWhatHasAReasonOfItsOwn(FailureReason reason) {
		this.harness.online();
		for (int i = 0; i < 5; i++) {
			loseAfter(Duration.ofSeconds(1), reason);
			comeBack();
		}
		assertThat(suspicion()).isNull();
	}

	@Test
	void f11KicksWithANoticeAreNoSuspicion() {
		this.harness.online();
		for (int i = 0; i < 4; i++) {
			this.harness.session().deliver("/ext/notify", "{\"title\":\"kick\"}");
			loseAfter(Duration.ofSeconds(1), FailureReason.CLOSED_BY_PLATFORM);
			comeBack();
		}
		assertThat(suspicion()).isNull();
		assertThat(this.harness.eventsOf(DeviceKickedEvent.class)).hasSize(4);
		assertThat(this.harness.eventsOf(DeviceConnectedEvent.class)).hasSize(5);
	}

}
