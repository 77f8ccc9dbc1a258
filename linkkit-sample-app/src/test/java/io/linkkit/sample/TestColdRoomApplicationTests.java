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
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tests for {@link TestColdRoomApplication} where there is no Docker.
 */
class TestColdRoomApplicationTests {

	@Test
	void goesOnlineOnTheSimulatorInThisProcess() {
		try (ConfigurableApplicationContext context = TestColdRoomApplication
			.run(false, "--cold-room.keyboard=false", "--cold-room.operator-interval=1h")
			.getApplicationContext()) {
			context.getBean(SimulatedDevice.class).awaitOnline(Duration.ofSeconds(30));
		}
	}

}
