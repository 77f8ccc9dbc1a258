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

import java.nio.file.Path;
import java.time.Duration;

import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.log.LogEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample with the profiles that register, started twice as the README says.
 */
class RegistrationProfileTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@ParameterizedTest
	@ValueSource(strings = { "register", "regnwl" })
	void registersAtTheFirstStartOnly(String profile, @TempDir Path directory) {
		assertThat(registrationsOfAStart(profile, directory)).isEqualTo(1);
		assertThat(registrationsOfAStart(profile, directory)).isZero();
	}

	private static int registrationsOfAStart(String profile, Path directory) {
		try (ConfigurableApplicationContext context = SpringApplication.run(ColdRoomApplication.class,
				"--spring.profiles.active=" + profile, "--cold-room.directory=" + directory,
				"--cold-room.interval=100ms", "--cold-room.keyboard=false")) {
			SimulatedDevice device = context.getBean(SimulatedDevice.class);
			device.awaitPublished(device.userTopic("reading"), TIMEOUT);
			return context.getBean(LinkKitSimulator.class).log().entries(LogEvent.REGISTERED).size();
		}
	}

}
