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

import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.mqtt.FailureReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Row F5 of the fault matrix: the wall clock of a device may be set at any time, by a day
 * or by decades.
 */
class WallClockTests {

	private static final Duration MIN = Duration.ofSeconds(2);

	private final MachineHarness harness = new MachineHarness(
			new ReconnectSettings(MIN, Duration.ofSeconds(60), Duration.ofSeconds(60)));

	@AfterEach
	void invariantsHold() {
		this.harness.close();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, -1, 365 * 73, -365 * 56 })
	void f5ChangesNothingWhileConnected(long days) {
		this.harness.online();
		int events = this.harness.events.size();
		this.harness.scheduler.jump(Duration.ofDays(days));
		this.harness.scheduler.advance(Duration.ofHours(1));
		assertThat(this.harness.state()).isEqualTo(ConnectionState.CONNECTED);
		assertThat(this.harness.events).hasSize(events);
		this.harness.session().lose(FailureReason.CONNECTION_RESET);
		this.harness.scheduler.settle();
		Instant announced = this.harness.lastEvent(DeviceDisconnectedEvent.class).getNextAttempt();
		Duration wait = Duration.between(this.harness.scheduler.instant(), announced);
		assertThat(wait).isBetween(MIN, MIN.multipliedBy(2));
		assertThat(this.harness.untilNextAttempt()).isEqualTo(wait);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, -1, 365 * 73, -365 * 56 })
	void f5ChangesNeitherTheDelayNorWhatIsSaidOfIt(long days) {
		this.harness.started();
		this.harness.session().refuse(FailureReason.DNS);
		this.harness.scheduler.settle();
		Instant announced = this.harness.machine.status().nextAttempt();
		Duration wait = Duration.between(this.harness.scheduler.instant(), announced);
		this.harness.scheduler.jump(Duration.ofDays(days));
		assertThat(this.harness.machine.status().nextAttempt()).isEqualTo(announced.plus(Duration.ofDays(days)))
			.isEqualTo(this.harness.scheduler.instant().plus(wait));
		assertThat(this.harness.untilNextAttempt()).isEqualTo(wait);
	}

}
