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
import java.util.List;
import java.util.Random;

import io.linkkit.connection.event.DeviceKickedEvent;
import io.linkkit.mqtt.FailureReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Row F10 of the fault matrix in virtual time: two applications with one identity, on a
 * platform that lets the later login throw out the earlier one.
 */
class TwoApplicationsTests {

	private static final Duration STEP = Duration.ofMillis(100);

	private final List<Application> applications = List.of(new Application(), new Application());

	private final Random random = new Random(10);

	private Duration online = Duration.ZERO;

	@AfterEach
	void invariantsHold() {
		this.applications.forEach((application) -> application.harness.close());
	}

	private void run(Duration time, boolean notice) {
		for (long i = 0; i < time.dividedBy(STEP); i++) {
			for (Application application : this.applications) {
				if (application.logsIn(this.random)) {
					other(application).throwOut(notice);
				}
				application.harness.scheduler.advance(STEP);
			}
			if (this.applications.stream().anyMatch(Application::isOnline)) {
				this.online = this.online.plus(STEP);
			}
		}
	}

	private Application other(Application one) {
		return this.applications.get((this.applications.get(0) == one) ? 1 : 0);
	}

	private int kicks() {
		return this.applications.stream()
			.mapToInt((application) -> application.harness.eventsOf(DeviceKickedEvent.class).size())
			.sum();
	}

	private void start() {
		this.applications.forEach((application) -> application.harness.started());
	}

	@Test
	void f10TwoApplicationsOnOneIdentityStopFighting() {
		start();
		run(Duration.ofMinutes(10), true);
		assertThat(kicks()).as("kicks in the first ten minutes").isBetween(3, 12);
		run(Duration.ofHours(12), true);
		int before = kicks();
		run(Duration.ofHours(12), true);
		assertThat(kicks() - before).as("kicks in the last twelve hours").isLessThanOrEqualTo(36);
		assertThat(this.online).isGreaterThan(Duration.ofHours(24));
		assertThat(this.applications).extracting((application) -> application.harness.machine.status().suspicion())
			.containsOnlyNulls();
	}

	@Test
	void f10TheOneThatIsLeftAloneRecovers() {
		start();
		run(Duration.ofMinutes(10), true);
		Application first = this.applications.get(0);
		other(first).harness.machine.stop();
		run(Duration.ofHours(2), true);
		assertThat(first.isOnline()).isTrue();
	}

	@Test
	void f10f12NeitherExceedsTheLimitWhenThePlatformGivesNoNotice() {
		start();
		run(Duration.ofHours(2), false);
		for (Application application : this.applications) {
			List<Long> attempts = application.harness.attempts;
			for (int i = 5; i < attempts.size(); i++) {
				assertThat(Duration.ofNanos(attempts.get(i) - attempts.get(i - 5)))
					.isGreaterThan(Duration.ofSeconds(60));
			}
		}
		assertThat(kicks()).isZero();
	}

	private static final class Application {

		private final MachineHarness harness = new MachineHarness(
				new ReconnectSettings(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(60)));

		private boolean logsIn(Random random) {
			if (this.harness.state() == ConnectionState.CONNECTING && random.nextInt(3) == 0) {
				this.harness.accept();
				return true;
			}
			return false;
		}

		private boolean isOnline() {
			return this.harness.state() == ConnectionState.CONNECTED;
		}

		private void throwOut(boolean notice) {
			if (isOnline()) {
				if (notice) {
					this.harness.session()
						.deliver("/ext/notify", "{\"title\":\"kick\",\"content\":\"Kicked by the same device\"}");
				}
				this.harness.session().lose(FailureReason.CLOSED_BY_PLATFORM);
				this.harness.scheduler.settle();
			}
		}

	}

}
