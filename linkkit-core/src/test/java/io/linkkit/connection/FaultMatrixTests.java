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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.linkkit.mqtt.FailureReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rows of the fault matrix that need many devices, or a platform that no broker plays, in
 * virtual time.
 */
class FaultMatrixTests {

	private static final Duration STABLE_AFTER = Duration.ofSeconds(60);

	/** What {@code linkkit.reconnect} presets. */
	private static final ReconnectSettings PRESET = new ReconnectSettings(Duration.ofSeconds(1), Duration.ofSeconds(60),
			STABLE_AFTER);

	private static final int DEVICES = 2000;

	@Test
	void f26ReconnectsOfManyDevicesAreSpread() {
		VirtualScheduler time = new VirtualScheduler();
		List<MachineHarness> devices = new ArrayList<>();
		for (int i = 0; i < DEVICES; i++) {
			devices.add(new MachineHarness(PRESET, time, new Random(i)).online());
		}
		time.advance(STABLE_AFTER);
		devices.forEach((device) -> device.session().lose(FailureReason.CONNECTION_RESET));
		time.settle();
		long back = time.nanoTime() + Duration.ofSeconds(60).toNanos();
		Map<Long, Integer> reconnects = new TreeMap<>();
		while (reconnects.values().stream().mapToInt(Integer::intValue).sum() < DEVICES) {
			time.advance(Duration.ofMillis(200));
			assertThat(time.nanoTime()).isLessThan(back + Duration.ofMinutes(3).toNanos());
			for (MachineHarness device : devices) {
				if (answer(device, time.nanoTime() >= back)) {
					reconnects.merge((time.nanoTime() - back) / 1_000_000_000, 1, Integer::sum);
				}
			}
			time.settle();
		}
		long last = reconnects.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
		double mean = (double) DEVICES / (last + 1);
		assertThat(reconnects).as("reconnects in each second, %s of them on average", mean)
			.allSatisfy((second, count) -> assertThat(count).isLessThanOrEqualTo((int) (3 * mean)));
		devices.forEach(MachineHarness::close);
	}

	@Test
	void f26DevicesCutAtTheSameMomentDoNotMeetAgain() {
		VirtualScheduler time = new VirtualScheduler();
		List<MachineHarness> devices = new ArrayList<>();
		for (int i = 0; i < DEVICES; i++) {
			devices.add(new MachineHarness(PRESET, time, new Random(i)).online());
		}
		time.advance(STABLE_AFTER);
		devices.forEach((device) -> device.session().lose(FailureReason.CONNECTION_RESET));
		time.settle();
		long cut = time.nanoTime();
		Duration slot = Duration.ofMillis(100);
		Duration all = PRESET.min().multipliedBy(2);
		time.advance(all);
		Map<Long, Integer> attempts = new TreeMap<>();
		for (MachineHarness device : devices) {
			assertThat(device.attempts).hasSize(2);
			attempts.merge((device.attempts.get(1) - cut) / slot.toNanos(), 1, Integer::sum);
		}
		double mean = (double) DEVICES / all.dividedBy(slot);
		assertThat(attempts).as("attempts in each tenth of a second, %s of them on average", mean)
			.allSatisfy((tenth, count) -> assertThat(count).isLessThanOrEqualTo((int) (3 * mean)));
		devices.forEach(MachineHarness::close);
	}

	@Test
	void f1IsBackSoonAfterAShortOutage() {
		Duration outage = PRESET.min().multipliedBy(3);
		for (int seed = 0; seed < 200; seed++) {
			try (MachineHarness harness = new MachineHarness(PRESET, new VirtualScheduler(), new Random(seed))) {
				harness.online();
				harness.scheduler.advance(STABLE_AFTER);
				harness.session().lose(FailureReason.CONNECTION_RESET);
				harness.scheduler.settle();
				long cut = harness.scheduler.nanoTime();
				Duration past = Duration.ZERO;
				while (past.compareTo(outage) < 0) {
					answer(harness, false);
					harness.untilNextAttempt();
					past = Duration.ofNanos(harness.scheduler.nanoTime() - cut);
				}
				assertThat(past).isLessThanOrEqualTo(outage.plus(PRESET.min()));
				harness.accept();
			}
		}
	}

	private static boolean answer(MachineHarness device, boolean up) {
		if (device.state() != ConnectionState.CONNECTING) {
			return false;
		}
		if (up) {
			device.session().accept();
		}
		else {
			device.session().refuse(FailureReason.CONNECT_REFUSED);
		}
		return up;
	}

	@Test
	void f31RestoresSubscriptionsThatTheSessionShouldStillHave() {
		String topic = "/a1B2c3D4e5F/sensor_01/user/get";
		try (MachineHarness harness = new MachineHarness(PRESET)) {
			harness.subscribe(TopicFilter.of(topic, 1), 1, (message) -> {
			});
			harness.online();
			harness.session().lose(FailureReason.CONNECTION_RESET);
			harness.scheduler.settle();
			harness.untilNextAttempt();
			harness.session().acceptWithSessionPresent();
			harness.scheduler.settle();
			assertThat(harness.session().subscribed).containsExactly(List.of(topic));
			assertThat(harness.state()).isEqualTo(ConnectionState.CONNECTED);
		}
	}

}
