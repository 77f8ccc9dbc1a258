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

package io.linkkit.sample;

import java.time.Duration;

import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.platform.ConnectionCut;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The sample as the README's first command runs it, only faster.
 */
@SpringBootTest(
		properties = { "cold-room.interval=100ms", "cold-room.operator-interval=1h", "cold-room.keyboard=false" })
class ColdRoomApplicationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@Autowired
	private SimulatedDevice device;

	@Test
	void reportsReadings() {
		assertThat(awaitReading()).contains("\"temperature\":", "\"target\":", "\"cooling\":");
	}

	@Test
	void obeysTheCloud() {
		awaitReading();
		this.device.publish(this.device.userTopic("target"), "{\"target\":-18.0}");
		await().atMost(TIMEOUT).until(this::awaitReading, (reading) -> reading.contains("\"target\":-18.0"));
	}

	@Test
	void answersTheCloud() {
		this.device.awaitOnline(TIMEOUT);
		assertThat(this.device.rrpc("reading")).succeedsWithin(TIMEOUT)
			.satisfies((answer) -> assertThat(answer.text()).contains("\"temperature\":"));
	}

	@Test
	void goesOnReportingAfterItsConnectionWasCut() {
		this.device.awaitOnline(TIMEOUT);
		this.device.cutConnection(ConnectionCut.RST);
		this.device.awaitOffline(TIMEOUT);
		this.device.awaitOnline(TIMEOUT);
		awaitReading();
	}

	private String awaitReading() {
		return this.device.awaitPublished(this.device.userTopic("reading"), TIMEOUT).text();
	}

}
