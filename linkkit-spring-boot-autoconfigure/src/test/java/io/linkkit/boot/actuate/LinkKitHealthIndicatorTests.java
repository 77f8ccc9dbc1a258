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

package io.linkkit.boot.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.ConnectionStatus;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.QueueStatus;
import io.linkkit.connection.QueueStatus.RoundTrips;
import io.linkkit.connection.Suspicion;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.registration.RegistrationKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LinkKitHealthIndicator}.
 */
class LinkKitHealthIndicatorTests {

	private static final Instant SINCE = Instant.parse("2026-03-01T10:00:00Z");

	private static final Instant NEXT = SINCE.plusSeconds(60);

	private final LinkKitConnection connection = mock();

	private final DynamicRegistration registration = mock();

	LinkKitHealthIndicatorTests() {
		given(this.connection.device()).willReturn(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"));
		given(this.connection.queue()).willReturn(new QueueStatus(3, 512, 1, 0, 10, 7, Map.of(), Map.of(), List.of(),
				new RoundTrips(0, Duration.ZERO), 0, false));
		given(this.registration.kind()).willReturn(RegistrationKind.REGISTER);
	}

	@ParameterizedTest
	@CsvSource({ "INITIALIZED,UNKNOWN", "REGISTERING,UNKNOWN", "CONNECTING,UNKNOWN", "CONNECTED,UP", "WAITING,DOWN",
			"SUSPENDED,DOWN", "UNREGISTERED,DOWN", "STOPPED,UNKNOWN" })
	void statusFollowsTheState(ConnectionState state, String status) {
		assertThat(health(status(state, null), null).getStatus()).isEqualTo(new Status(status));
	}

	@ParameterizedTest
	@CsvSource({ "REGISTERING", "CONNECTING" })
	void anAttemptAfterAFailureIsNotYetUp(ConnectionState state) {
		assertThat(health(status(state, FailureReason.CONNECT_TIMEOUT), null).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void absenceIsExplained() {
		Health health = health(status(ConnectionState.SUSPENDED, FailureReason.BAD_CREDENTIALS), null);
		assertThat(health.getDetails()).containsEntry("device", "sensor_01&a1B2c3D4e5F")
			.containsEntry("state", ConnectionState.SUSPENDED)
			.containsEntry("since", SINCE)
			.containsEntry("attempts", 4)
			.containsEntry("reason", FailureReason.BAD_CREDENTIALS)
			.containsEntry("description", FailureReason.BAD_CREDENTIALS.description())
			.containsEntry("remedy", FailureReason.BAD_CREDENTIALS.remedy())
			.containsEntry("detail", "CONNACK 4")
			.containsEntry("nextAttempt", NEXT);
	}

	@Test
	void whileConnectedTheReasonOfTheLastLossIsLeftOut() {
		Health health = health(status(ConnectionState.CONNECTED, FailureReason.CONNECTION_RESET), null);
		assertThat(health.getDetails()).doesNotContainKeys("reason", "remedy", "attempts", "nextAttempt");
		assertThat(health.getDetails()).containsEntry("queue", Map.of("depth", 3, "bytes", 512L, "dropped", 0L));
	}

	@Test
	void refusedSubscriptionsAndSuspicionsAreNamed() {
		ConnectionStatus status = new ConnectionStatus(ConnectionState.CONNECTED, SINCE, 1, null, null, null,
				Set.of("/b", "/a"), null, Suspicion.SHORT_SESSIONS);
		Health health = health(status, null);
		assertThat(health.getDetails()).containsEntry("rejectedSubscriptions", List.of("/a", "/b"));
		assertThat(health.getDetails().get("suspicion")).asString().contains(Suspicion.SHORT_SESSIONS.remedy());
	}

	@Test
	void registrationIsExplainedOfADeviceThatRegisters() {
		RegistrationFailure failure = new RegistrationFailure(RegistrationFailureReason.THROTTLED, 6288, "off", null);
		ConnectionStatus status = new ConnectionStatus(ConnectionState.UNREGISTERED, SINCE, 1, null, null, null,
				Set.of(), failure, null);
		assertThat(health(status, this.registration).getDetails().get("registration")).asString()
			.contains("REGISTER", "none", "6288", failure.reason().remedy());
		assertThat(health(status, null).getDetails()).doesNotContainKey("registration");
	}

	@Test
	void aStoredCredentialIsToldFromOneThatIsNot() {
		ConnectionStatus status = status(ConnectionState.CONNECTED, null);
		given(this.registration.isStored()).willReturn(true);
		assertThat(health(status, this.registration).getDetails().get("registration")).asString()
			.contains("credential=stored");
	}

	private static ConnectionStatus status(ConnectionState state, @Nullable FailureReason reason) {
		return new ConnectionStatus(state, SINCE, 4, reason, (reason != null) ? "CONNACK 4" : null, NEXT, Set.of(),
				null, null);
	}

	private Health health(ConnectionStatus status, @Nullable DynamicRegistration registrationOrNull) {
		given(this.connection.status()).willReturn(status);
		Health health = new LinkKitHealthIndicator(this.connection, registrationOrNull).health();
		assertThat(health).isNotNull();
		return health;
	}

}
