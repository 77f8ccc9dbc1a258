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
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.integration.FaultProxy.Direction;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.platform.ConnectionCut;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Rows of the fault matrix that are the network's, which a {@link FaultProxy} plays.
 */
class NetworkFaultTests implements FaultRow {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Simulation simulation = Simulation.plain();

	private final SimulatedDevice device = this.simulation.device();

	private FaultProxy proxy;

	@BeforeEach
	void startProxy() throws IOException {
		this.proxy = FaultProxy.to(this.simulation.simulator().tcpPort());
	}

	@AfterEach
	void stopEverything() {
		this.proxy.close();
		this.simulation.close();
	}

	@ParameterizedTest
	@CsvSource({ "FIN, 0, CLOSED_BEFORE_CONNACK", "RST, 0, CONNECTION_RESET", "FIN, 3, CLOSED_BEFORE_CONNACK",
			"RST, 3, CONNECTION_RESET" })
	void f1SurvivesACutWithinConnack(ConnectionCut how, int bytes, FailureReason reason) {
		this.proxy.cutAfter(Direction.DOWN, bytes, how);
		try (EdgeApplication application = this.simulation.startThrough(this.proxy)) {
			assertThat(application.awaitEvent(DeviceConnectionFailedEvent.class).getReason()).isEqualTo(reason);
			this.proxy.heal();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void f1SurvivesACutWithinAMessage() {
		try (EdgeApplication application = this.simulation.startThrough(this.proxy)) {
			application.awaitState(ConnectionState.CONNECTED);
			this.device.awaitDeviceInfo("SYS_SDK_LANGUAGE", TIMEOUT);
			this.proxy.cutAfter(Direction.UP, 2000, ConnectionCut.RST);
			CompletableFuture<PublishResult> result = application.connection()
				.publish(this.device.userTopic("update"), new byte[4000], 1);
			application.awaitEvent(DeviceDisconnectedEvent.class);
			assertThat(this.device.publishedMessages())
				.noneMatch((message) -> message.topic().equals(this.device.userTopic("update")));
			this.proxy.heal();
			assertThat(result).succeedsWithin(TIMEOUT).isEqualTo(new PublishResult.Acknowledged());
			assertThat(this.device.awaitPublished(this.device.userTopic("update"), TIMEOUT).payload()).hasSize(4000);
		}
	}

	@Test
	void f2NoticesABlackHoleAndClosesItsSocket() {
		try (EdgeApplication application = this.simulation.startThrough(this.proxy, "linkkit.keep-alive-range=platform",
				"linkkit.keep-alive=30s")) {
			application.awaitState(ConnectionState.CONNECTED);
			this.device.awaitDeviceInfo("SYS_SDK_LANGUAGE", TIMEOUT);
			this.proxy.blackHole(Direction.values());
			assertThatConnectionIsLostFor(application, FailureReason.KEEP_ALIVE_TIMEOUT);
			this.proxy.heal();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void f2NoticesABlackHoleSoonerWhenAMessageWaits() {
		try (EdgeApplication application = this.simulation.startThrough(this.proxy,
				"linkkit.queue.acknowledge-timeout=2s")) {
			application.awaitState(ConnectionState.CONNECTED);
			this.device.awaitDeviceInfo("SYS_SDK_LANGUAGE", TIMEOUT);
			this.proxy.blackHole(Direction.values());
			CompletableFuture<PublishResult> result = application.connection()
				.publish(this.device.userTopic("update"), new byte[] { 1 }, 1);
			assertThatConnectionIsLostFor(application, FailureReason.ACKNOWLEDGE_TIMEOUT);
			assertThat(result).isNotDone();

			this.proxy.heal();
			assertThat(result).succeedsWithin(TIMEOUT).isEqualTo(new PublishResult.Acknowledged());
		}
	}

	private void assertThatConnectionIsLostFor(EdgeApplication application, FailureReason reason) {
		await().atMost(Duration.ofSeconds(60))
			.until(() -> !application.eventsOf(DeviceDisconnectedEvent.class).isEmpty());
		assertThat(application.awaitEvent(DeviceDisconnectedEvent.class).getReason()).isEqualTo(reason);
		await().atMost(TIMEOUT).until(() -> this.proxy.open() == this.proxy.accepted() - 1);
	}

	@Test
	void f3GivesUpWhenConnackIsLost() {
		this.proxy.blackHole(Direction.DOWN);
		try (EdgeApplication application = this.simulation.startThrough(this.proxy, "linkkit.connack-timeout=1s")) {
			assertThat(application.awaitEvent(DeviceConnectionFailedEvent.class).getReason())
				.isEqualTo(FailureReason.CONNACK_TIMEOUT);
			this.proxy.heal();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void f3GivesUpWhenTlsTakesTooLong() throws IOException {
		try (Simulation encrypted = Simulation.encrypted();
				FaultProxy slow = FaultProxy.to(encrypted.simulator().tlsPort())) {
			slow.slice(Duration.ofSeconds(1));
			try (EdgeApplication application = EdgeApplication.start(encrypted.device(), encrypted.tls(),
					"linkkit.port=" + slow.port(), "linkkit.connect-timeout=2s")) {
				DeviceConnectionFailedEvent event = application.awaitEvent(DeviceConnectionFailedEvent.class);
				assertThat(event.getReason()).isEqualTo(FailureReason.CONNECT_TIMEOUT);
				assertThat(event.getDetail()).contains("TLS handshake");
				await().atMost(TIMEOUT).until(() -> slow.open() == slow.accepted() - 1);
				slow.heal();
				application.awaitState(ConnectionState.CONNECTED);
			}
		}
	}

	@Test
	void f3SurvivesASlowNetwork() {
		this.proxy.latency(Duration.ofMillis(200));
		this.proxy.slice(Duration.ofMillis(1));
		try (EdgeApplication application = this.simulation.startThrough(this.proxy)) {
			CompletableFuture<PublishResult> result = application.connection()
				.publish(this.device.userTopic("update"), new byte[500], 1);
			assertThat(result).succeedsWithin(TIMEOUT).isEqualTo(new PublishResult.Acknowledged());
			assertThat(application.eventsOf(DeviceConnectionFailedEvent.class)).isEmpty();
		}
	}

	static Stream<byte[]> garbage() {
		byte[] noise = new byte[100_000];
		new Random(24).nextBytes(noise);
		// no packet type, so that the noise is recognised wherever it begins
		noise[0] = 0;
		return Stream.of(noise, "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(), packet(0x30, 0xFF, 0xFF, 0xFF, 0x7F),
				packet(0x30, 0x80, 0x80, 0x80, 0x80, 0x01), packet(0x20, 2, 0, 0), packet(0x30, 4, 0, 9, 'a', 'b'));
	}

	private static byte[] packet(int... bytes) {
		byte[] packet = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			packet[i] = (byte) bytes[i];
		}
		return packet;
	}

	@ParameterizedTest
	@MethodSource("garbage")
	void f24EndsAConnectionThatCarriesGarbage(byte[] garbage) throws IOException {
		try (EdgeApplication application = this.simulation.startThrough(this.proxy)) {
			application.awaitState(ConnectionState.CONNECTED);
			this.device.awaitDeviceInfo("SYS_SDK_LANGUAGE", TIMEOUT);
			this.proxy.inject(garbage);
			assertThat(application.awaitEvent(DeviceDisconnectedEvent.class).getReason())
				.isEqualTo(FailureReason.PROTOCOL_ERROR);
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void f24EndsAnEncryptedConnectionThatCarriesGarbage() throws IOException {
		try (Simulation encrypted = Simulation.encrypted();
				FaultProxy meddler = FaultProxy.to(encrypted.simulator().tlsPort());
				EdgeApplication application = EdgeApplication.start(encrypted.device(), encrypted.tls(),
						"linkkit.port=" + meddler.port())) {
			application.awaitState(ConnectionState.CONNECTED);
			encrypted.device().awaitDeviceInfo("SYS_SDK_LANGUAGE", TIMEOUT);
			meddler.inject(
					packet(0x17, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20));
			assertThat(application.awaitEvent(DeviceDisconnectedEvent.class).getReason())
				.isEqualTo(FailureReason.TLS_FAILED);
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

}
