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

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import io.linkkit.connection.ConnectionState;
import io.linkkit.doctor.Advice;
import io.linkkit.doctor.Diagnosis;
import io.linkkit.doctor.Doctor;
import io.linkkit.doctor.Finding;
import io.linkkit.doctor.Step;
import io.linkkit.doctor.Verdict;
import io.linkkit.simulator.log.LogEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Lets the doctor find out what is wrong with devices.
 */
@ExtendWith(OutputCaptureExtension.class)
class DoctorTests {

	/** Names of the misconfigurations that were tried, and of those named rightly. */
	private static final Set<String> tried = new ConcurrentSkipListSet<>();

	private static final Set<String> named = new ConcurrentSkipListSet<>();

	@AfterEach
	void noSecretIsPrinted(CapturedOutput output) {
		NoSecretInOutput.assertHolds(output);
	}

	@AfterAll
	static void namesAllButOneOfTwenty() {
		if (tried.size() > Misconfiguration.all().size()) {
			assertThat(tried).hasSizeGreaterThanOrEqualTo(20);
			assertThat(named.size()).as("named of %s", tried).isGreaterThanOrEqualTo(tried.size() - tried.size() / 20);
		}
	}

	static List<Misconfiguration> misconfigurations() {
		return Misconfiguration.all();
	}

	@ParameterizedTest
	@MethodSource("misconfigurations")
	void namesWhatIsWrong(Misconfiguration wrong) throws Exception {
		tried.add(wrong.name());
		Diagnosis diagnosis = wrong.examination().examine();
		String text = diagnosis.text();
		System.out.println(text);

		Finding finding = diagnosis.failure().orElseGet(() -> diagnosis.findings(wrong.step()).get(0));
		assertThat(finding.step()).as(text).isEqualTo(wrong.step());
		assertThat(finding.verdict()).as(text).isEqualTo(wrong.verdict());
		assertThat(finding.advice()).as(text).isEqualTo(wrong.advice());
		assertThat(diagnosis.isHealthy()).isEqualTo(wrong.verdict() != Verdict.FAILED);
		assertThat(text).contains(wrong.advice().english(), wrong.advice().chinese());
		named.add(wrong.name());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					trailing blank in the secret | device-secret  | "0123456789abcdef0123456789ABCDEF " | must not begin or end with a blank | Remove the
					keep-alive out of range      | keep-alive     | 20                                  | must lie between 60s and 180s      | Choose a time within that range
					URL as endpoint              | endpoint       | ssl://localhost                     | must be a host name, not a URL     | Remove everything but the host name
					swapped keys, not legal      | product-key    | sensor_01                           | must consist of 1 to 20 letters    | Copy the ProductKey
					port out of range            | port           | 88830                               | must be a number from 1 to 65535   | Leave it out for the usual port
					""")
	void theStartNamesWhatMustNotBe(String name, String key, String value, String rule, String remedy,
			CapturedOutput output) {
		tried.add(name);
		try (Simulation simulation = Simulation.plain()) {
			String[] properties = simulation.with("linkkit.secure=NONE", "linkkit." + key + "=" + value)
				.toArray(String[]::new);
			assertThatException().isThrownBy(
					() -> new SpringApplicationBuilder(EdgeApplication.Configuration.class).web(WebApplicationType.NONE)
						.properties("linkkit.simulator.enabled=false")
						.properties(properties)
						.run());
		}
		assertThat(output).contains("APPLICATION FAILED TO START", "'linkkit." + key + "'", rule, remedy);
		named.add(name);
	}

	@Test
	void findsNothingWrongWithADeviceThatIsOnline() {
		try (Simulation simulation = Simulation.encrypted();
				EdgeApplication application = EdgeApplication.start(simulation.device(), simulation.tls())) {
			Diagnosis diagnosis = application.context().getBean(Doctor.class).examine();
			System.out.println(diagnosis.text());
			assertThat(diagnosis.isHealthy()).isTrue();
			assertThat(diagnosis.findings()).extracting(Finding::step).containsExactly(Step.values());
			assertThat(diagnosis.findings()).extracting(Finding::verdict).containsOnly(Verdict.OK);
			assertThat(diagnosis.findings(Step.TLS).get(0).observation()).contains("TLSv1.3", "valid from");
			assertThat(diagnosis.text()).contains(
					"clientIda1B2c3D4e5F.sensor_01deviceNamesensor_01productKeya1B2c3D4e5Ftimestamp", "hmacsha256",
					"******", "Result: healthy");
			assertThat(simulation.simulator().log().entries(LogEvent.LOGIN_ACCEPTED)).as("logins").hasSize(1);
		}
	}

	@Test
	void lookingAsksForNothing() {
		try (Simulation simulation = Simulation.plain();
				EdgeApplication application = simulation.start("linkkit.auto-connect=false")) {
			Diagnosis diagnosis = application.context().getBean(Doctor.class).look();
			Finding login = diagnosis.findings(Step.LOGIN).get(0);
			assertThat(login.verdict()).isEqualTo(Verdict.SKIPPED);
			assertThat(login.advice()).isEqualTo(Advice.START_CONNECTION);
			assertThat(diagnosis.isHealthy()).isFalse();
			assertThat(application.status().state()).isEqualTo(ConnectionState.INITIALIZED);
			application.connection().start();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void examiningStartsAConnectionThatWasNot() {
		try (Simulation simulation = Simulation.plain();
				EdgeApplication application = simulation.start("linkkit.auto-connect=false")) {
			assertThat(application.context().getBean(Doctor.class).examine().isHealthy()).isTrue();
			assertThat(application.status().state()).isEqualTo(ConnectionState.CONNECTED);
		}
	}

	@Test
	void examiningSpendsNoAttemptOnWhatIsNew() {
		try (Simulation simulation = Simulation.plain()) {
			simulation.device().disable();
			try (EdgeApplication application = simulation.start("linkkit.reconnect.max=20m")) {
				application.awaitState(ConnectionState.SUSPENDED);
				simulation.device().enable();
				Diagnosis fresh = application.context().getBean(Doctor.class).examine();
				assertThat(fresh.failure())
					.hasValueSatisfying((finding) -> assertThat(finding.advice()).isEqualTo(Advice.ENABLE_DEVICE));
				assertThat(simulation.simulator().log().entries(LogEvent.LOGIN_ACCEPTED))
					.as("no attempt is spent on a new outcome")
					.isEmpty();
			}
		}
	}

}
