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
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.tls.TlsCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rows F4 and F5 of the fault matrix: certificates that must not be trusted.
 */
class CertificateFaultTests implements FaultRow {

	private static Simulation showing(TlsCertificate certificate) {
		return new Simulation(LinkKitSimulator.builder().tcp().tls().tlsCertificate(certificate).start());
	}

	@ParameterizedTest
	@CsvSource({ "EXPIRED, TLS_CERTIFICATE_EXPIRED", "NOT_YET_VALID, TLS_CERTIFICATE_NOT_YET_VALID",
			"WRONG_HOST, TLS_WRONG_HOST" })
	void f4TellsWhatIsWrongWithACertificateAndWaits(TlsCertificate certificate, FailureReason reason) {
		try (Simulation simulation = showing(certificate)) {
			assertRefused(simulation, simulation.tls(), reason);
		}
	}

	@Test
	void f4TellsThatNobodyTrustedSignedACertificateAndWaits() {
		try (Simulation simulation = showing(TlsCertificate.VALID)) {
			assertRefused(simulation, simulation.with("linkkit.port=" + simulation.simulator().tlsPort()),
					FailureReason.TLS_UNKNOWN_CA);
		}
	}

	private static void assertRefused(Simulation simulation, List<String> properties, FailureReason reason) {
		try (EdgeApplication application = EdgeApplication.start(simulation.device(), properties,
				"linkkit.reconnect.max=20m")) {
			DeviceConnectionFailedEvent event = application.awaitEvent(DeviceConnectionFailedEvent.class);
			assertThat(event.getReason()).isEqualTo(reason);
			assertThat(application.status().state()).isEqualTo(ConnectionState.SUSPENDED);
			assertThat(event.getNextAttempt())
				.isAfter(Instant.ofEpochMilli(event.getTimestamp()).plus(Duration.ofMinutes(19)));
			// neither here nor on the plain port beside
			assertThat(simulation.simulator().log().entries(LogEvent.LOGIN_ACCEPTED, LogEvent.LOGIN_REFUSED)).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "EXPIRED", "NOT_YET_VALID" })
	void f5TellsWhatTheDeviceBelievesTheDateIs(TlsCertificate certificate) {
		try (Simulation simulation = showing(certificate);
				EdgeApplication application = EdgeApplication.start(simulation.device(), simulation.tls())) {
			DeviceConnectionFailedEvent event = application.awaitEvent(DeviceConnectionFailedEvent.class);
			assertThat(event.getDetail()).contains("this device believes it is " + Year.now(ZoneOffset.UTC) + "-");
			assertThat(event.getReason().remedy()).contains("date");
		}
	}

}
