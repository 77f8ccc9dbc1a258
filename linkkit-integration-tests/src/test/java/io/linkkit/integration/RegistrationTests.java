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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.linkkit.auth.ProductSecretAuthentication;
import io.linkkit.auth.RegnwlSecureMode;
import io.linkkit.boot.autoconfigure.LinkKitConnectionDetails;
import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.connection.event.DeviceRegisteredEvent;
import io.linkkit.connection.event.DeviceRegistrationFailedEvent;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.MqttSessionFactory;
import io.linkkit.mqtt.ProtocolVersion;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.registration.RegistrationExchange;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.registration.RegistrationKind;
import io.linkkit.registration.RegistrationResult;
import io.linkkit.registration.exchange.MqttRegistrationExchange;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.platform.RegistrationFault;
import io.linkkit.tls.SslContextSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Dynamic registration on real sockets: rows F13 and F15 to F17 of the fault matrix.
 */
class RegistrationTests implements FaultRow {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@TempDir
	private Path credentials;

	private RegistrationSimulation simulation;

	private SimulatedDevice device;

	@BeforeEach
	void startSimulation() {
		this.simulation = new RegistrationSimulation(this.credentials.resolve("kept"));
		this.device = this.simulation.device();
	}

	@AfterEach
	void noCredentialIsPrinted(CapturedOutput output) throws IOException {
		this.simulation.close();
		assertThat(output.getAll()).doesNotContain(this.device.deviceSecret());
		assertThat(this.simulation.storedSecrets()).allSatisfy((secret) -> assertThat(output).doesNotContain(secret));
	}

	/**
	 * Each way to register: kind of registration, transport of a registration.
	 */
	static Stream<String> ways() {
		return Stream.of("linkkit.auth-type=register,linkkit.registration.transport=https",
				"linkkit.auth-type=register,linkkit.registration.transport=mqtt", "linkkit.auth-type=regnwl",
				"linkkit.auth-type=regnwl,linkkit.registration.secure-mode=-2");
	}

	@ParameterizedTest
	@MethodSource("ways")
	void registersOnceInItsLife(String way) {
		try (EdgeApplication application = start(way.split(","))) {
			application.awaitState(ConnectionState.CONNECTED);
			DeviceRegisteredEvent event = application.awaitEvent(DeviceRegisteredEvent.class);
			assertThat(event.getKind())
				.isEqualTo(way.contains("regnwl") ? RegistrationKind.REGNWL : RegistrationKind.REGISTER);
			assertThat(event.isStored()).isTrue();
		}
		try (EdgeApplication application = start(way.split(","))) {
			application.awaitState(ConnectionState.CONNECTED);
			assertThat(application.eventsOf(DeviceRegisteredEvent.class)).isEmpty();
		}
		assertThat(this.simulation.registrations()).isEqualTo(1);
	}

	@Test
	void productSecretAloneMeansToRegister() {
		try (EdgeApplication application = start()) {
			application.awaitState(ConnectionState.CONNECTED);
			assertThat(application.awaitEvent(DeviceRegisteredEvent.class).getKind())
				.isEqualTo(RegistrationKind.REGISTER);
		}
	}

	@Test
	void deviceThatNobodyAddedIsMadeByRegistering() {
		try (EdgeApplication application = start("linkkit.auth-type=regnwl", "linkkit.device-name=sensor_77")) {
			application.awaitState(ConnectionState.CONNECTED);
			assertThat(this.simulation.product().device("sensor_77")).isPresent();
		}
	}

	@Test
	void f13SwitchedOffIsFinalUntilSomebodyReconnects() {
		this.simulation.product().dynamicRegistration(false);
		try (EdgeApplication application = start()) {
			DeviceRegistrationFailedEvent event = application.awaitEvent(DeviceRegistrationFailedEvent.class);
			assertThat(event.getCode()).isEqualTo(6288);
			assertThat(event.getReason()).isEqualTo(RegistrationFailureReason.SWITCHED_OFF);
			assertThat(event.isFatal()).isTrue();
			assertThat(event.getNextAttempt()).isNull();
			assertThat(event.getMessage()).isNotEmpty();
			assertThat(application.status().state()).isEqualTo(ConnectionState.UNREGISTERED);

			this.simulation.product().dynamicRegistration(true);
			application.connection().reconnect();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void f13ActivatedDeviceNeedsAReset() throws IOException {
		try (EdgeApplication application = start()) {
			application.awaitState(ConnectionState.CONNECTED);
		}
		forget();
		try (EdgeApplication application = start()) {
			DeviceRegistrationFailedEvent event = application.awaitEvent(DeviceRegistrationFailedEvent.class);
			assertThat(event.getCode()).isEqualTo(6289);
			assertThat(event.getReason()).isEqualTo(RegistrationFailureReason.ALREADY_ACTIVATED);
			assertThat(event.getRemedy()).contains("ResetThing");

			this.device.resetRegistration();
			RegistrationResult result = application.context().getBean(DynamicRegistration.class).register();
			assertThat(result).isInstanceOf(RegistrationResult.Registered.class);
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@ParameterizedTest
	@CsvSource({ "https, 6600, SIGNATURE_REFUSED", "mqtt, 4, CREDENTIALS_REFUSED" })
	void f13WrongProductSecretIsFinal(String transport, int code, RegistrationFailureReason reason) {
		try (EdgeApplication application = start("linkkit.registration.transport=" + transport,
				"linkkit.product-secret=" + NoSecretInOutput.WRONG_SECRET)) {
			DeviceRegistrationFailedEvent event = application.awaitEvent(DeviceRegistrationFailedEvent.class);
			assertThat(event.getCode()).isEqualTo(code);
			assertThat(event.getReason()).isEqualTo(reason);
			assertThat(event.isFatal()).isTrue();
		}
	}

	static Stream<RegistrationFault> uselessAnswers() {
		return Stream.of(new RegistrationFault.Malformed(), new RegistrationFault.AnotherDevice(),
				new RegistrationFault.Oversized());
	}

	@ParameterizedTest
	@MethodSource("uselessAnswers")
	void f13UselessAnswerIsToldAndRegistrationTriedAgain(RegistrationFault fault) throws IOException {
		for (String transport : List.of("https", "mqtt")) {
			this.simulation.simulator().faults().failRegistration(fault);
			try (EdgeApplication application = start("linkkit.registration.transport=" + transport)) {
				DeviceRegistrationFailedEvent event = application.awaitEvent(DeviceRegistrationFailedEvent.class);
				assertThat(event.getReason()).isEqualTo((fault instanceof RegistrationFault.AnotherDevice)
						? RegistrationFailureReason.OTHER_DEVICE : RegistrationFailureReason.MALFORMED_ANSWER);
				assertThat(event.isFatal()).isFalse();
				assertThat(event.getNextAttempt()).isNotNull();
				assertThat(this.credentials.resolve("kept")).satisfies(RegistrationTests::holdsNoCredential);
				this.simulation.simulator().faults().heal();
				application.awaitEvent(DeviceRegisteredEvent.class);
			}
			forget();
			this.device.resetRegistration();
		}
	}

	@ParameterizedTest
	@CsvSource({ "500, PLATFORM_ERROR", "503, PLATFORM_ERROR", "429, THROTTLED" })
	void f13PlatformThatIsOutOfOrderIsAskedAgain(int status, RegistrationFailureReason reason) {
		this.simulation.simulator().faults().failRegistration(new RegistrationFault.HttpStatus(status));
		try (EdgeApplication application = start()) {
			DeviceRegistrationFailedEvent event = application.awaitEvent(DeviceRegistrationFailedEvent.class);
			assertThat(event.getReason()).isEqualTo(reason);
			assertThat(event.getCode()).isEqualTo(status);
			this.simulation.simulator().faults().heal();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@ParameterizedTest
	@CsvSource({ "2, PARAMETER_REFUSED, true", "3, PLATFORM_ERROR, false", "4, CREDENTIALS_REFUSED, true",
			"5, NOT_AUTHORIZED, true" })
	void f13ConnackDecidesWhetherToTryAgain(int code, RegistrationFailureReason reason, boolean fatal) {
		this.simulation.simulator().faults().answerConnackWith(code);
		try (EdgeApplication application = start("linkkit.auth-type=regnwl")) {
			DeviceRegistrationFailedEvent event = application.awaitEvent(DeviceRegistrationFailedEvent.class);
			assertThat(event.getCode()).isEqualTo(code);
			assertThat(event.getReason()).isEqualTo(reason);
			assertThat(event.isFatal()).isEqualTo(fatal);
			this.simulation.simulator().faults().heal();
			application.connection().reconnect();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void f13MissingAnswerIsToldAndRegistrationTriedAgain() {
		this.simulation.simulator().faults().withholdRegistration();
		try (EdgeApplication application = EdgeApplication.startWith(ImpatientRegistration.class, this.device,
				this.simulation.properties())) {
			DeviceRegistrationFailedEvent event = application.awaitEvent(DeviceRegistrationFailedEvent.class);
			assertThat(event.getReason()).isEqualTo(RegistrationFailureReason.NO_ANSWER);
			assertThat(event.getNextAttempt()).isNotNull();
			this.simulation.simulator().faults().heal();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void platformThatIsAwayDelaysTheRegistrationOnly(String way) {
		this.simulation.simulator().faults().stopListening();
		try (EdgeApplication application = start(way.split(","))) {
			DeviceRegistrationFailedEvent event = application.awaitEvent(DeviceRegistrationFailedEvent.class);
			assertThat(event.getReason()).isEqualTo(RegistrationFailureReason.NETWORK);
			this.simulation.simulator().faults().resumeListening();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void stopsAtOnceWhileItWaitsForTheAnswer() {
		this.simulation.simulator().faults().withholdRegistration();
		for (String way : ways().toList()) {
			EdgeApplication application = start(way.split(","));
			application.awaitState(ConnectionState.REGISTERING);
			// the close checks that no thread is left, without waiting for the deadline
			application.close();
		}
	}

	@Test
	void refusedCredentialIsNotReplacedUntilAnOperatorSaysSo() {
		try (EdgeApplication application = start()) {
			application.awaitState(ConnectionState.CONNECTED);
		}
		this.device.delete();
		SimulatedDevice anew = this.simulation.product().createDevice(this.device.deviceName());
		try (EdgeApplication application = start()) {
			DeviceConnectionFailedEvent event = application.awaitEvent(DeviceConnectionFailedEvent.class);
			assertThat(event.getReason()).isEqualTo(FailureReason.STORED_CREDENTIAL_REFUSED);
			assertThat(event.getReason().remedy()).contains("linkkit.registration.force");
			assertThat(this.simulation.registrations()).isEqualTo(1);
		}
		try (EdgeApplication application = start("linkkit.registration.force=true")) {
			application.awaitState(ConnectionState.CONNECTED);
			assertThat(this.simulation.registrations()).isEqualTo(2);
			assertThat(anew.isActivated()).isTrue();
		}
	}

	@Test
	void applicationRegistersAtATimeOfItsOwn() {
		try (EdgeApplication application = start("linkkit.auto-connect=false")) {
			DynamicRegistration registration = application.context().getBean(DynamicRegistration.class);
			assertThat(registration.credential()).isNull();
			assertThat(registration.register()).isInstanceOfSatisfying(RegistrationResult.Registered.class,
					(registered) -> assertThat(registered.stored()).isTrue());
			application.connection().start();
			application.awaitState(ConnectionState.CONNECTED);
			assertThat(this.simulation.registrations()).isEqualTo(1);
		}
	}

	@Test
	void encryptedCredentialNeedsItsKey() throws IOException {
		String key = "linkkit.credentials.encryption-key=" + "0".repeat(63) + "1";
		try (EdgeApplication application = start(key)) {
			application.awaitState(ConnectionState.CONNECTED);
		}
		assertThat(contents()).noneMatch((content) -> content.contains(this.device.deviceSecret()));
		try (EdgeApplication application = start("linkkit.credentials.encryption-key=" + "0".repeat(64))) {
			DeviceRegistrationFailedEvent event = application.awaitEvent(DeviceRegistrationFailedEvent.class);
			assertThat(event.getReason()).isEqualTo(RegistrationFailureReason.STORE_KEY_WRONG);
			assertThat(event.getRemedy()).contains("linkkit.credentials.encryption-key");
		}
		try (EdgeApplication application = start(key)) {
			application.awaitState(ConnectionState.CONNECTED);
		}
		assertThat(this.simulation.registrations()).isEqualTo(1);
	}

	@Test
	void f15DamagedCredentialIsNeverAReasonToRegister() throws IOException {
		try (EdgeApplication application = start()) {
			application.awaitState(ConnectionState.CONNECTED);
		}
		for (Path file : files()) {
			Files.writeString(file, "damaged");
		}
		// and not at the second start either, when the damaged files were put aside
		for (int i = 0; i < 2; i++) {
			try (EdgeApplication application = start()) {
				DeviceRegistrationFailedEvent event = application.awaitEvent(DeviceRegistrationFailedEvent.class);
				assertThat(event.getReason()).isEqualTo(RegistrationFailureReason.STORE_DAMAGED);
				assertThat(application.status().state()).isEqualTo(ConnectionState.UNREGISTERED);
			}
		}
		assertThat(this.simulation.registrations()).isEqualTo(1);
		this.device.resetRegistration();
		try (EdgeApplication application = start("linkkit.registration.force=true")) {
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void f16ConnectsWithACredentialThatCannotBeStoredAndStoresItLater(CapturedOutput output) throws IOException {
		Path inTheWay = Files.createFile(this.credentials.resolve("kept"));
		try (EdgeApplication application = start()) {
			application.awaitState(ConnectionState.CONNECTED);
			assertThat(application.awaitEvent(DeviceRegisteredEvent.class).isStored()).isFalse();
			assertThat(output).contains("NOT STORED");
			Files.delete(inTheWay);
			await().atMost(TIMEOUT).until(() -> output.getOut().contains("is stored now"));
		}
		try (EdgeApplication application = start()) {
			application.awaitState(ConnectionState.CONNECTED);
		}
		assertThat(this.simulation.registrations()).isEqualTo(1);
	}

	@Test
	void f17SecondApplicationOnOneCredentialIsToldWhoHoldsIt() {
		try (EdgeApplication first = start()) {
			first.awaitState(ConnectionState.CONNECTED);
			try (EdgeApplication second = start()) {
				DeviceRegistrationFailedEvent event = second.awaitEvent(DeviceRegistrationFailedEvent.class);
				assertThat(event.getReason()).isEqualTo(RegistrationFailureReason.STORE_IN_USE);
				assertThat(event.getMessage()).contains(String.valueOf(ProcessHandle.current().pid()));
				assertThat(event.getNextAttempt()).isNotNull();
			}
			assertThat(first.eventsOf(DeviceConnectedEvent.class)).hasSize(1);
		}
		try (EdgeApplication third = start()) {
			third.awaitState(ConnectionState.CONNECTED);
		}
		assertThat(this.simulation.registrations()).isEqualTo(1);
	}

	private EdgeApplication start(String... properties) {
		return EdgeApplication.start(this.device, this.simulation.properties(properties));
	}

	private void forget() throws IOException {
		for (Path file : files()) {
			Files.delete(file);
		}
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.credentials.resolve("kept"))) {
			return files.toList();
		}
	}

	private List<String> contents() throws IOException {
		return files().stream().map(RegistrationTests::content).toList();
	}

	private static String content(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void holdsNoCredential(Path directory) {
		assertThat(directory.toFile().list((parent, name) -> !name.endsWith(".lock"))).isEmpty();
	}

	/**
	 * Waits for the platform's answer for a second only.
	 */
	@Configuration(proxyBeanMethods = false)
	static class ImpatientRegistration {

		@Bean
		RegistrationExchange registrationExchange(DeviceIdentity device, LinkKitConnectionDetails details,
				SslContextSource trust, MqttSessionFactory sessions) {
			return new MqttRegistrationExchange(
					ProductSecretAuthentication.builder(device, details.getProductSecret()).build(),
					RegistrationKind.REGISTER, RegnwlSecureMode.TLS, details.getEndpoint(device), trust, sessions,
					ProtocolVersion.MQTTv311, Duration.ofSeconds(1), Duration.ofSeconds(1));
		}

	}

}
