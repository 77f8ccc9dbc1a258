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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.ConnectionStatus;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceConnectingEvent;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.connection.event.DeviceKickedEvent;
import io.linkkit.connection.event.SubscriptionRejectedEvent;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.platform.ConnectionCut;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Rows of the fault matrix on real sockets that the platform itself can play.
 */
class FaultTests implements FaultRow {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Simulation simulation = Simulation.plain();

	private final SimulatedDevice device = this.simulation.device();

	@AfterEach
	void stopSimulation() {
		this.simulation.close();
	}

	@ParameterizedTest
	@EnumSource(ConnectionCut.class)
	void f1SurvivesThatTheConnectionIsCut(ConnectionCut how) {
		try (EdgeApplication application = this.simulation.start()) {
			CompletableFuture<String> heard = new CompletableFuture<>();
			application.connection()
				.subscribe(this.device.userTopic("get"), 1,
						(message) -> heard.complete(new String(message.payload(), StandardCharsets.UTF_8)));
			application.awaitState(ConnectionState.CONNECTED);
			this.simulation.simulator().faults().withholdPuback();
			CompletableFuture<PublishResult> result = application.connection()
				.publish(this.device.userTopic("update"), new byte[] { 1 }, 1);
			this.device.awaitPublished(this.device.userTopic("update"), TIMEOUT);

			this.device.cutConnection(how);
			this.simulation.simulator().faults().heal();
			DeviceDisconnectedEvent event = application.awaitEvent(DeviceDisconnectedEvent.class);
			assertThat(event.getReason()).isEqualTo(
					(how == ConnectionCut.FIN) ? FailureReason.CLOSED_AFTER_PUBLISH : FailureReason.CONNECTION_RESET);
			await().atMost(TIMEOUT).until(() -> application.eventsOf(DeviceConnectedEvent.class).size() == 2);

			assertThat(result).succeedsWithin(TIMEOUT).isEqualTo(new PublishResult.Acknowledged());
			assertThat(this.device.awaitPublished(this.device.userTopic("update"), TIMEOUT).duplicate()).isTrue();
			this.device.publish(this.device.userTopic("get"), "still there?");
			assertThat(heard).succeedsWithin(TIMEOUT).isEqualTo("still there?");
		}
	}

	@Test
	void f1SurvivesThatThePlatformIsAwayForAWhile() {
		try (EdgeApplication application = this.simulation.start()) {
			application.awaitState(ConnectionState.CONNECTED);
			this.simulation.simulator().faults().stopListening();
			this.simulation.simulator().faults().cutAll(ConnectionCut.RST);
			DeviceConnectionFailedEvent failed = application.awaitEvent(DeviceConnectionFailedEvent.class);
			assertThat(failed.getReason()).isEqualTo(FailureReason.CONNECT_REFUSED);
			assertThat(failed.isFatal()).isFalse();
			this.simulation.simulator().faults().resumeListening();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void f3GivesUpWhenNoConnackComes() {
		this.simulation.simulator().faults().withholdConnack();
		try (EdgeApplication application = this.simulation.start("linkkit.connack-timeout=1s")) {
			assertThat(application.awaitEvent(DeviceConnectionFailedEvent.class).getReason())
				.isEqualTo(FailureReason.CONNACK_TIMEOUT);
			this.simulation.simulator().faults().heal();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void f3GivesUpWhenTlsDoesNotGoOn() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				EdgeApplication application = EdgeApplication.start(this.device, this.simulation.identity(),
						"linkkit.connect-timeout=1s", "linkkit.port=" + silent.getLocalPort())) {
			assertThat(application.awaitEvent(DeviceConnectionFailedEvent.class).getReason())
				.isEqualTo(FailureReason.CONNECT_TIMEOUT);
		}
	}

	@Test
	void f6ReportsAWrongSecretOnceAndStaysUp(CapturedOutput output) {
		try (EdgeApplication application = this.simulation
			.start("linkkit.device-secret=" + NoSecretInOutput.WRONG_SECRET)) {
			await().atMost(TIMEOUT).until(() -> application.eventsOf(DeviceConnectionFailedEvent.class).size() >= 2);
			assertThat(application.eventsOf(DeviceConnectionFailedEvent.class)).allSatisfy((event) -> {
				assertThat(event.getReason()).isEqualTo(FailureReason.BAD_CREDENTIALS);
				assertThat(event.getConnackCode()).isEqualTo(4);
				assertThat(event.isFatal()).isTrue();
			});
			assertThat(application.status().state()).isIn(ConnectionState.SUSPENDED, ConnectionState.CONNECTING);
		}
		assertThat(output.getAll().split("cannot connect", -1)).as("one warning").hasSize(2);
	}

	@Test
	void f6HealsWhenTheSecretIsCorrectedInTheConsole() {
		try (EdgeApplication application = this.simulation
			.start("linkkit.device-secret=" + NoSecretInOutput.WRONG_SECRET)) {
			application.awaitEvent(DeviceConnectionFailedEvent.class);
			this.device.delete();
			this.simulation.createAnew(NoSecretInOutput.WRONG_SECRET);
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void f7HealsWhenADeletedDeviceIsCreatedAgain() {
		try (EdgeApplication application = this.simulation.start()) {
			application.awaitState(ConnectionState.CONNECTED);
			this.device.delete();
			assertThat(application.awaitEvent(DeviceDisconnectedEvent.class).getReason())
				.isEqualTo(FailureReason.CLOSED_BY_PLATFORM);
			assertThat(application.awaitEvent(DeviceConnectionFailedEvent.class).getReason())
				.isEqualTo(FailureReason.NOT_AUTHORIZED);
			this.simulation.createAnew(NoSecretInOutput.DEVICE_SECRET);
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void f7HealsWhenADisabledDeviceIsEnabledAgain() {
		try (EdgeApplication application = this.simulation.start()) {
			application.awaitState(ConnectionState.CONNECTED);
			this.device.disable();
			assertThat(application.awaitEvent(DeviceConnectionFailedEvent.class).getReason())
				.isEqualTo(FailureReason.NOT_AUTHORIZED);
			this.device.enable();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void f8RetriesWhenThePlatformIsUnavailable() {
		this.simulation.simulator().faults().answerConnackWith(3);
		try (EdgeApplication application = this.simulation.start()) {
			DeviceConnectionFailedEvent event = application.awaitEvent(DeviceConnectionFailedEvent.class);
			assertThat(event.getReason()).isEqualTo(FailureReason.SERVER_UNAVAILABLE);
			assertThat(event.isFatal()).isFalse();
			this.simulation.simulator().faults().heal();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void f8IsFatalWhenTheClientIdIsRejected() {
		this.simulation.simulator().faults().answerConnackWith(2);
		try (EdgeApplication application = this.simulation.start()) {
			DeviceConnectionFailedEvent event = application.awaitEvent(DeviceConnectionFailedEvent.class);
			assertThat(event.getReason()).isEqualTo(FailureReason.IDENTIFIER_REJECTED);
			assertThat(event.isFatal()).isTrue();
		}
	}

	@Test
	void f9NamesAHostThatCannotBeResolved() {
		try (EdgeApplication application = EdgeApplication.start(this.device, this.simulation.identity(),
				"linkkit.endpoint=no-such-host.invalid")) {
			DeviceConnectionFailedEvent event = application.awaitEvent(DeviceConnectionFailedEvent.class);
			assertThat(event.getReason()).isEqualTo(FailureReason.DNS);
			assertThat(event.getDetail()).contains("no-such-host.invalid");
		}
	}

	@Test
	@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void f9ResolvesTheHostAnewAtEachAttempt(@TempDir Path directory) throws IOException {
		Path hosts = Files.writeString(directory.resolve("hosts"), "");
		Process process = startResolving(hosts);
		try (BufferedReader output = process.inputReader()) {
			awaitLine(output, ResolvingProcess.FAILED + FailureReason.DNS);
			// nobody listens there
			Files.writeString(hosts, "127.0.0.2 platform.test");
			awaitLine(output, ResolvingProcess.FAILED + FailureReason.CONNECT_REFUSED);
			Files.writeString(hosts, "127.0.0.1 platform.test");
			awaitLine(output, ResolvingProcess.CONNECTED);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private Process startResolving(Path hosts) throws IOException {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1", "-Djdk.net.hosts.file=" + hosts,
				"-Dsun.net.inetaddr.ttl=0", "-Dsun.net.inetaddr.negative.ttl=0", ResolvingProcess.class.getName()));
		command.addAll(this.simulation.plainTcp());
		command.add("linkkit.endpoint=platform.test");
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}

	private static void awaitLine(BufferedReader output, String expected) throws IOException {
		String line;
		do {
			line = output.readLine();
			// so that the invariants are asserted of it, too
			System.out.println(line);
			assertThat(line).as("line '%s' of the process", expected).isNotNull();
		}
		while (!line.equals(expected));
	}

	@Test
	void f10TellsThatItWasKicked() {
		try (EdgeApplication application = this.simulation.start()) {
			application.awaitState(ConnectionState.CONNECTED);
			this.device.kick();
			assertThat(application.awaitEvent(DeviceKickedEvent.class).getKicks()).isEqualTo(1);
			assertThat(application.awaitEvent(DeviceDisconnectedEvent.class).getReason())
				.isEqualTo(FailureReason.KICKED);
			await().atMost(TIMEOUT).until(() -> application.eventsOf(DeviceConnectedEvent.class).size() == 2);
		}
	}

	@Test
	void f10TwoApplicationsOnOneIdentityStopFighting() {
		try (EdgeApplication first = EdgeApplication.start(this.simulation.plainTcp())) {
			first.awaitState(ConnectionState.CONNECTED);
			this.device.awaitDeviceInfo("SYS_SDK_LANGUAGE", TIMEOUT);
			try (EdgeApplication second = EdgeApplication.start(this.simulation.plainTcp())) {
				await().atMost(TIMEOUT).until(() -> isInQuarantine(first) || isInQuarantine(second));
				EdgeApplication winner = isInQuarantine(first) ? second : first;
				winner.awaitState(ConnectionState.CONNECTED);
				assertThat(first.eventsOf(DeviceKickedEvent.class).size()
						+ second.eventsOf(DeviceKickedEvent.class).size())
					.isLessThanOrEqualTo(6);
			}
		}
	}

	private static boolean isInQuarantine(EdgeApplication application) {
		ConnectionStatus status = application.status();
		return status.state() == ConnectionState.SUSPENDED && status.lastFailure() == FailureReason.KICKED
				&& status.nextAttempt().isAfter(Instant.now().plus(Duration.ofMinutes(4)));
	}

	@Test
	void f12KeepsToTheLimitWhenReconnectIsCalledInALoop() {
		try (EdgeApplication application = EdgeApplication.start(this.simulation.plainTcp(),
				"linkkit.reconnect.max-per-minute=5")) {
			application.awaitState(ConnectionState.CONNECTED);
			await().atMost(TIMEOUT).until(() -> {
				application.connection().reconnect();
				return application.eventsOf(DeviceConnectingEvent.class).size() == 5;
			});
			application.connection().reconnect();
			application.awaitState(ConnectionState.CONNECTED);
			await().until(() -> application.status().nextAttempt() != null);
			assertThat(application.eventsOf(DeviceConnectingEvent.class)).hasSize(5);
			assertThat(this.simulation.simulator().log().entries(LogEvent.LOGIN_ACCEPTED)).hasSizeLessThanOrEqualTo(5);
		}
	}

	@Test
	void f21TellsOnceOfARefusedSubscriptionAndHealsWhenAskedAnew() {
		String topic = this.device.userTopic("get");
		this.simulation.simulator().faults().refuseSubscription(topic);
		try (EdgeApplication application = EdgeApplication.start(this.simulation.plainTcp())) {
			CompletableFuture<String> heard = new CompletableFuture<>();
			application.connection().subscribe(topic, 1, (message) -> heard.complete("the first handler"));
			assertThat(application.awaitEvent(SubscriptionRejectedEvent.class).getTopicFilter()).isEqualTo(topic);
			application.awaitState(ConnectionState.CONNECTED);
			this.device.cutConnection(ConnectionCut.FIN);
			await().atMost(TIMEOUT).until(() -> application.eventsOf(DeviceConnectedEvent.class).size() == 2);
			assertThat(application.status().rejectedSubscriptions()).containsExactly(topic);
			assertThat(application.eventsOf(SubscriptionRejectedEvent.class)).hasSize(1);
			assertThat(this.simulation.simulator().log().entries(LogEvent.SUBSCRIPTION_REFUSED)).hasSize(1);

			this.simulation.simulator().faults().heal();
			application.connection().subscribe(topic, 1, (message) -> {
			});
			await().until(() -> this.device.subscriptions().contains(topic));
			await().until(() -> application.status().rejectedSubscriptions().isEmpty());
			this.device.publish(topic, "hello");
			assertThat(heard).succeedsWithin(TIMEOUT);
		}
	}

}
