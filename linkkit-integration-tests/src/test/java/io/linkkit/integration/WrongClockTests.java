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

package io.linkkit.integration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.linkkit.auth.DeviceAuthentication;
import io.linkkit.auth.DeviceSecretAuthentication;
import io.linkkit.auth.Secret;
import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.PublishResult;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Row F5 of the fault matrix: a device logs in by whatever it believes the date is, since
 * the platform does not compare clocks (reference §3.1).
 */
class WrongClockTests implements FaultRow {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Endpoint ANY = new Endpoint("localhost", 1883, Transport.TCP, TransportSecurity.NONE);

	@ParameterizedTest
	@ValueSource(classes = { In1970.class, In2099.class })
	void f5LogsInByAWrongClock(Class<?> clock) {
		try (Simulation simulation = Simulation.plain();
				EdgeApplication application = EdgeApplication.startWith(clock, simulation.device(),
						simulation.plainTcp())) {
			application.awaitState(ConnectionState.CONNECTED);
			DeviceAuthentication authentication = application.context().getBean(DeviceAuthentication.class);
			assertThat(authentication.login(ANY).clientId())
				.contains("timestamp=" + application.context().getBean(InstantSource.class).millis() + ",");
			LinkKitConnection connection = application.connection();
			assertThat(connection.publish(simulation.device().userTopic("update"), new byte[] { 1 }, 1))
				.succeedsWithin(TIMEOUT)
				.isEqualTo(new PublishResult.Acknowledged());
		}
	}

	private static DeviceSecretAuthentication authentication(InstantSource clock) {
		return DeviceSecretAuthentication
			.builder(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"), Secret.of(NoSecretInOutput.DEVICE_SECRET))
			.clock(clock)
			.build();
	}

	/**
	 * An application whose clock has never been set.
	 */
	@Configuration(proxyBeanMethods = false)
	static class In1970 {

		@Bean
		InstantSource clock() {
			return InstantSource.fixed(Instant.EPOCH);
		}

		@Bean
		DeviceAuthentication authentication(InstantSource clock) {
			return WrongClockTests.authentication(clock);
		}

	}

	/**
	 * An application whose clock is far ahead.
	 */
	@Configuration(proxyBeanMethods = false)
	static class In2099 {

		@Bean
		InstantSource clock() {
			return InstantSource.fixed(Instant.parse("2099-12-31T23:59:59Z"));
		}

		@Bean
		DeviceAuthentication authentication(InstantSource clock) {
			return WrongClockTests.authentication(clock);
		}

	}

}
