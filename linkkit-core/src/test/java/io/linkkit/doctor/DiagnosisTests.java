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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.linkkit.auth.SignMethod;
import io.linkkit.auth.SignedText;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Diagnosis} and its text.
 */
class DiagnosisTests {

	private static Diagnosis of(Finding... findings) {
		return new Diagnosis(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"),
				new Endpoint("iot.example.com", 8883, Transport.TCP, TransportSecurity.TLS),
				Instant.parse("2026-11-24T08:00:00Z"), List.of(findings),
				new SignedText("clientId…", SignMethod.HMACSHA256));
	}

	@Test
	void isWrittenInAlignedLines() {
		Diagnosis diagnosis = of(Finding.ok(Step.DNS, Duration.ofMillis(12), "iot.example.com has 127.0.0.1"),
				Finding.failed(Step.TCP, Duration.ofMillis(10003), "no\nanswer\u0007", Advice.CHECK_PORT),
				Finding.skipped(Step.LOGIN, "TCP failed"));
		assertThat(diagnosis.text()).isEqualTo("""
				LinkKit doctor: sensor_01&a1B2c3D4e5F at ssl://iot.example.com:8883, 2026-11-24T08:00:00Z
				DNS       OK            12 ms  iot.example.com has 127.0.0.1
				TCP       FAILED     10003 ms  no answer
				                               -> %s
				                               -> %s
				LOGIN     SKIPPED        0 ms  TCP failed
				Signed by a login made now, with hmacsha256 and the secret ******:
				  clientId…
				Result: TCP failed
				""".formatted(Advice.CHECK_PORT.english(), Advice.CHECK_PORT.chinese()));
	}

	@Test
	void isHealthyWhenLoggedInAndNothingFailed() {
		Finding warning = Finding.warning(Step.SETTINGS, Duration.ZERO, "plain", Advice.ENCRYPT);
		Finding online = Finding.ok(Step.LOGIN, Duration.ZERO, "online");
		assertThat(of(warning, online).isHealthy()).isTrue();
		assertThat(of(warning, online).text()).endsWith("Result: healthy\n");
		assertThat(of(online, Finding.failed(Step.TOPICS, Duration.ZERO, "refused", Advice.DEFINE_TOPIC)).isHealthy())
			.isFalse();
	}

	@Test
	void isNotHealthyWhenNotLoggedIn() {
		Diagnosis diagnosis = of(Finding.skipped(Step.LOGIN, "never started"));
		assertThat(diagnosis.isHealthy()).isFalse();
		assertThat(diagnosis.failure()).isEmpty();
		assertThat(diagnosis.text()).endsWith("Result: not online\n");
	}

}
