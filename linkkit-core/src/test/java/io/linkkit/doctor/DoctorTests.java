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

package io.linkkit.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

import io.linkkit.auth.DeviceAuthentication;
import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.ConnectionStatus;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.Suspicion;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.tls.SslContextSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for what {@link Doctor} makes of the steps together. Whole misconfigurations are
 * tested with the simulator.
 */
class DoctorTests {

	private static final Duration MOMENT = Duration.ofSeconds(2);

	private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final LinkKitConnection connection = mock();

	private final DeviceAuthentication authentication = mock();

	private TransportSecurity security = TransportSecurity.NONE;

	private SslContextSource sslContexts = () -> {
		throw new IllegalStateException("the trust store cannot be read");
	};

	private Instant now = NOW;

	DoctorTests() throws IOException {
	}

	@AfterEach
	void closeServer() throws IOException {
		this.server.close();
	}

	private void show(ConnectionState state, FailureReason reason, RegistrationFailure registration,
			Suspicion suspicion) {
		given(this.connection.status()).willReturn(new ConnectionStatus(state, NOW, 1, reason,
				(reason != null) ? "detail" : null, null, Set.of(), registration, suspicion));
	}

	private Diagnosis look() {
		DoctorSettings settings = new DoctorSettings(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"),
				new Endpoint("localhost", this.server.getLocalPort(), Transport.TCP, this.security), null, null, MOMENT,
				MOMENT);
		return new Doctor(this.connection, settings, this.sslContexts, this.authentication,
				InstantSource.fixed(this.now), (duration) -> true)
			.look();
	}

	private static Finding only(Diagnosis diagnosis, Step step) {
		assertThat(diagnosis.findings(step)).hasSize(1);
		return diagnosis.findings(step).get(0);
	}

	@Test
	void wrongDateIsAWarningWhereNoCertificateHasToBeValid() {
		show(ConnectionState.CONNECTED, null, null, null);
		this.now = Instant.EPOCH;
		Diagnosis diagnosis = look();
		assertThat(only(diagnosis, Step.CLOCK).verdict()).isEqualTo(Verdict.WARNING);
		assertThat(only(diagnosis, Step.CLOCK).advice()).isEqualTo(Advice.SET_CLOCK);
		assertThat(diagnosis.isHealthy()).isTrue();
	}

	@Test
	void unreadableTrustStoreDoesNotHideThatThePortAnswers() {
		show(ConnectionState.WAITING, FailureReason.LOCAL_ERROR, null, null);
		this.security = TransportSecurity.TLS;
		Diagnosis diagnosis = look();
		assertThat(only(diagnosis, Step.TCP).verdict()).isEqualTo(Verdict.OK);
		assertThat(only(diagnosis, Step.TLS).observation()).isEqualTo("the trust store cannot be read");
		assertThat(only(diagnosis, Step.TLS).advice()).isEqualTo(Advice.SEE_LOG);
		assertThat(only(diagnosis, Step.LOGIN).verdict()).isEqualTo(Verdict.SKIPPED);
	}

	@Test
	void deviceThatIsOnlineIsSaidToBeThoughThePortIsClosedMeanwhile() throws IOException {
		show(ConnectionState.CONNECTED, null, null, null);
		this.server.close();
		Diagnosis diagnosis = look();
		assertThat(only(diagnosis, Step.TCP).verdict()).isEqualTo(Verdict.FAILED);
		assertThat(only(diagnosis, Step.LOGIN).verdict()).isEqualTo(Verdict.OK);
		assertThat(diagnosis.isHealthy()).isFalse();
	}

	@Test
	void refusedRegistrationIsToldThoughThePortIsClosed() throws IOException {
		show(ConnectionState.UNREGISTERED, null,
				new RegistrationFailure(RegistrationFailureReason.SWITCHED_OFF, 6288, "off", null), null);
		this.server.close();
		Finding login = only(look(), Step.LOGIN);
		assertThat(login.observation()).contains("(code 6288): off");
		assertThat(login.advice()).isEqualTo(Advice.SWITCH_ON_REGISTRATION);
	}

	@Test
	void refusedLoginHasItsOwnAdviceIfThePortSpeaksNoTls() {
		show(ConnectionState.SUSPENDED, FailureReason.CLOSED_BEFORE_CONNACK, null, null);
		assertThat(only(look(), Step.LOGIN).advice()).isEqualTo(Advice.CHECK_PORT_OR_DEVICE);
	}

	@Test
	void sessionsThatKeepEndingAreAWarning() {
		show(ConnectionState.CONNECTED, FailureReason.CLOSED_BY_PLATFORM, null, Suspicion.SHORT_SESSIONS);
		Finding login = only(look(), Step.LOGIN);
		assertThat(login.verdict()).isEqualTo(Verdict.WARNING);
		assertThat(login.advice()).isEqualTo(Advice.LOOK_FOR_SHORT_SESSIONS);
	}

	@Test
	void topicThatEndedTheLastSessionIsAWarning() {
		show(ConnectionState.CONNECTED, FailureReason.CLOSED_AFTER_PUBLISH, null, null);
		Finding topics = only(look(), Step.TOPICS);
		assertThat(topics.verdict()).isEqualTo(Verdict.WARNING);
		assertThat(topics.advice()).isEqualTo(Advice.CHECK_PUBLISH_RIGHT);
	}

	@Test
	void authenticationThatThrowsDoesNotKeepTheDoctorFromADiagnosis() {
		show(ConnectionState.CONNECTED, null, null, null);
		given(this.authentication.signedText()).willThrow(new IllegalStateException("mine"));
		assertThat(look().signedText()).isNull();
	}

}
