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
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.registration.RegistrationResult;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LinkKitEndpoint}.
 */
class LinkKitEndpointTests {

	private final LinkKitConnection connection = mock();

	private final DynamicRegistration registration = mock();

	private final LinkKitEndpoint endpoint = new LinkKitEndpoint(this.connection, this.registration,
			new ConnectionStory());

	LinkKitEndpointTests() {
		given(this.connection.device()).willReturn(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"));
		given(this.connection.queue()).willReturn(new QueueStatus(3, 512, 1, 0, 10, 7, Map.of(), Map.of(), List.of(),
				new RoundTrips(0, Duration.ZERO), 0, false));
		given(this.connection.status()).willReturn(new ConnectionStatus(ConnectionState.WAITING, Instant.EPOCH, 2,
				FailureReason.CONNECT_TIMEOUT, "no answer", null, Set.of("/b", "/a"), null, null));
	}

	@Test
	void tellsWhyTheDeviceIsOffline() {
		LinkKitEndpoint.Description description = this.endpoint.description();
		assertThat(description.state()).isEqualTo(ConnectionState.WAITING);
		assertThat(description.reason()).isEqualTo("CONNECT_TIMEOUT");
		assertThat(description.detail()).isEqualTo("no answer");
		assertThat(description.remedy()).isEqualTo(FailureReason.CONNECT_TIMEOUT.remedy());
		assertThat(description.rejectedSubscriptions()).containsExactly("/a", "/b");
		assertThat(description.queue().depth()).isEqualTo(3);
	}

	@Test
	void actsOnTheConnection() {
		this.endpoint.act("connect", null);
		this.endpoint.act("reconnect", null);
		LinkKitEndpoint.Outcome outcome = this.endpoint.act("disconnect", null);
		then(this.connection).should().start();
		then(this.connection).should().reconnect();
		then(this.connection).should().disconnect();
		assertThat(outcome.outcome()).isEqualTo("done");
	}

	@Test
	void refusesAnOperationItDoesNotKnow() {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.act("explode", null))
			.satisfies((ex) -> assertThat(ex.getReason()).contains("register-anew"));
	}

	@Test
	void registersAnewOnlyWhenTheDeviceIsNamed() {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.act("register-anew", "sensor_02"));
		then(this.registration).shouldHaveNoInteractions();
		given(this.registration.registerAnew()).willReturn(new RegistrationResult.Failed(
				new RegistrationFailure(RegistrationFailureReason.THROTTLED, 6289, "activated before", null)));
		assertThat(this.endpoint.act("register-anew", "sensor_01").outcome()).contains("6289",
				RegistrationFailureReason.THROTTLED.remedy());
	}

	@Test
	void cannotRegisterADeviceThatWasGivenItsSecret() {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> new LinkKitEndpoint(this.connection, null, new ConnectionStory()).act("register-anew",
					"sensor_01"))
			.withMessageContaining("linkkit.device-secret");
	}

}
