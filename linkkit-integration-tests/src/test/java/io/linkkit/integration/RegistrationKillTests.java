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

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.connection.ConnectionState;
import io.linkkit.registration.CredentialStore;
import io.linkkit.registration.store.FileCredentialStore;
import io.linkkit.registration.store.SteppedCredentialStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Row F14 of the fault matrix: a process that registers is killed by SIGKILL, at each
 * step and at any instant. An application started afterwards goes online, with the
 * credential that was stored or by registering, and what is stored is whole.
 * <p>
 * {@code -Dlinkkit.kills=1000} kills at as many random instants as one likes.
 */
@Tag("soak")
class RegistrationKillTests {

	private static final int KILLS = Integer.getInteger("linkkit.kills", 9);

	/**
	 * Steps after which the credential must not be asked for again.
	 */
	private static final List<String> STORED = List.of("TEMPORARY_SYNCED", "PREVIOUS_KEPT", "RENAMED",
			"DIRECTORY_SYNCED", RegisteringProcess.BEFORE_DISCONNECT);

	@TempDir
	private Path directory;

	private Path credentials;

	private RegistrationSimulation simulation;

	@BeforeEach
	void startSimulation() throws IOException {
		this.credentials = this.directory.resolve("kept");
		this.simulation = new RegistrationSimulation(this.credentials);
		Files.writeString(trust(), this.simulation.simulator().caCertificatePem());
	}

	@AfterEach
	void stopSimulation() {
		this.simulation.close();
	}

	static Stream<Arguments> waysAndSteps() {
		Stream<String> steps = Stream.concat(
				Stream.of(RegisteringProcess.BEFORE_CONNECT, RegisteringProcess.AFTER_CONNACK,
						RegisteringProcess.CREDENTIAL_ARRIVED, RegisteringProcess.BEFORE_DISCONNECT),
				SteppedCredentialStore.steps());
		return Stream.concat(steps.map((step) -> Arguments.of("register", step)),
				Stream.of(Arguments.of("https", RegisteringProcess.CREDENTIAL_ARRIVED),
						Arguments.of("regnwl", RegisteringProcess.CREDENTIAL_ARRIVED),
						Arguments.of("regnwl", "RENAMED")));
	}

	@ParameterizedTest
	@MethodSource("waysAndSteps")
	void f14KilledAtAStep(String way, String step) throws Exception {
		Process process = start(way, step);
		try (BufferedReader output = process.inputReader()) {
			assertThat(output.readLine()).isEqualTo(RegisteringProcess.READY);
			assertThat(output.readLine()).isEqualTo(RegisteringProcess.REACHED);
		}
		finally {
			kill(process);
		}
		assertNothingIsTorn();
		assertGoesOnline(way, STORED.contains(step) ? 1 : 2);
	}

	@Test
	void f14KilledAtAnyInstant() throws Exception {
		Random random = new Random(20260);
		for (int i = 0; i < KILLS; i++) {
			stopSimulation();
			deleteCredentials();
			startSimulation();
			String way = List.of("register", "https", "regnwl").get(i % 3);
			Process process = start(way, "never");
			try (BufferedReader output = process.inputReader()) {
				assertThat(output.readLine()).isEqualTo(RegisteringProcess.READY);
				LockSupport.parkNanos(Duration.ofMillis(random.nextInt(600)).toNanos());
			}
			finally {
				kill(process);
			}
			assertNothingIsTorn();
			assertGoesOnline(way, 2);
		}
	}

	private Process start(String way, String step) throws IOException {
		int port = way.equals("https") ? this.simulation.simulator().httpsPort()
				: this.simulation.simulator().tlsPort();
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1", RegisteringProcess.class.getName(),
				way, String.valueOf(port), trust().toString(), this.credentials.toString(), step)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	private static void kill(Process process) throws InterruptedException {
		process.destroyForcibly();
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * What is stored is whole or not there at all.
	 */
	private void assertNothingIsTorn() {
		try (CredentialStore store = new FileCredentialStore(this.credentials)) {
			DeviceCredential stored = store.load(RegisteringProcess.device());
			assertThat(store.load(RegisteringProcess.device())).isEqualTo(stored);
		}
		assertThat(this.credentials.toFile().list((parent, name) -> name.endsWith(".damaged"))).isNullOrEmpty();
	}

	private void assertGoesOnline(String way, int mostRegistrations) {
		try (EdgeApplication application = EdgeApplication.start(this.simulation.device(),
				this.simulation.properties("linkkit.auth-type=" + (way.equals("regnwl") ? "regnwl" : "register"),
						"linkkit.registration.transport=" + (way.equals("https") ? "https" : "mqtt")))) {
			application.awaitState(ConnectionState.CONNECTED);
		}
		assertThat(this.simulation.registrations()).isBetween(1, mostRegistrations);
	}

	private Path trust() {
		return this.directory.resolve("trust.pem");
	}

	private void deleteCredentials() throws IOException {
		if (Files.isDirectory(this.credentials)) {
			try (Stream<Path> files = Files.list(this.credentials)) {
				for (Path file : files.toList()) {
					Files.delete(file);
				}
			}
		}
	}

}
