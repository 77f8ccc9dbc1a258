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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceConnectingEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.platform.ConnectionCut;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Rows of the fault matrix that are the application's: listeners that misbehave, messages
 * that must not be sent, contexts that come and go.
 */
class ApplicationFaultTests implements FaultRow {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Simulation simulation = Simulation.plain();

	private final SimulatedDevice device = this.simulation.device();

	private final String topic = this.device.userTopic("get");

	@AfterEach
	void stopSimulation() {
		this.simulation.close();
	}

	@Test
	void f19HandlerThatThrowsHindersNoOther() {
		try (EdgeApplication application = this.simulation.start()) {
			List<String> heard = new CopyOnWriteArrayList<>();
			application.connection().subscribe(this.topic, 1, (message) -> {
				throw new IllegalStateException("thrown by the test");
			});
			application.connection().subscribe(this.topic, 1, (message) -> heard.add(text(message.payload())));
			application.awaitState(ConnectionState.CONNECTED);
			this.device.publish(this.topic, "one");
			this.device.publish(this.topic, "two");
			await().atMost(TIMEOUT).until(() -> heard.equals(List.of("one", "two")));
			assertThat(application.eventsOf(DeviceDisconnectedEvent.class)).isEmpty();
		}
	}

	@Test
	void f19EventListenerThatThrowsHindersNoLaterEvent() {
		try (EdgeApplication application = EdgeApplication.startWith(ThrowingListener.class, this.device,
				this.simulation.plainTcp())) {
			application.awaitState(ConnectionState.CONNECTED);
			this.device.cutConnection(ConnectionCut.RST);
			application.awaitEvent(DeviceConnectedEvent.class, 2);
			assertThat(application.eventsOf(DeviceConnectingEvent.class)).hasSize(2);
		}
	}

	@Test
	void f19HandlerThatBlocksHindersNoReconnect() {
		CountDownLatch released = new CountDownLatch(1);
		try (EdgeApplication application = this.simulation.start()) {
			List<String> heard = new CopyOnWriteArrayList<>();
			application.connection().subscribe(this.topic, 1, (message) -> {
				heard.add(text(message.payload()));
				pause(released);
			});
			application.awaitState(ConnectionState.CONNECTED);
			this.device.publish(this.topic, "one");
			await().atMost(TIMEOUT).until(() -> heard.contains("one"));
			this.device.cutConnection(ConnectionCut.FIN);
			application.awaitEvent(DeviceConnectedEvent.class, 2);
			assertThat(application.connection().publish(this.device.userTopic("update"), new byte[1], 1))
				.succeedsWithin(TIMEOUT)
				.isEqualTo(new PublishResult.Acknowledged());
			this.device.publish(this.topic, "two");
			released.countDown();
			await().atMost(TIMEOUT).until(() -> heard.contains("two"));
		}
		finally {
			released.countDown();
		}
	}

	@Test
	void f19EventListenerThatBlocksHindersNoReconnect() {
		try (EdgeApplication application = EdgeApplication.startWith(BlockingListener.class, this.device,
				this.simulation.plainTcp())) {
			CountDownLatch released = application.context().getBean(BlockingListener.class).released;
			try {
				application.awaitState(ConnectionState.CONNECTED);
				this.device.cutConnection(ConnectionCut.RST);
				await().atMost(TIMEOUT)
					.until(() -> this.simulation.simulator().log().entries(LogEvent.LOGIN_ACCEPTED).size() == 2);
				application.awaitState(ConnectionState.CONNECTED);
				assertThat(application.eventsOf(DeviceConnectedEvent.class)).isEmpty();
			}
			finally {
				released.countDown();
			}
			application.awaitEvent(DeviceConnectedEvent.class, 2);
		}
	}

	@Test
	void f19HandlerMayWaitForWhatItPublishes() {
		try (EdgeApplication application = this.simulation.start()) {
			List<PublishResult> results = new CopyOnWriteArrayList<>();
			application.connection()
				.subscribe(this.topic, 1,
						(message) -> results.add(publishAndWait(application.connection(), message.payload())));
			application.awaitState(ConnectionState.CONNECTED);
			this.device.publish(this.topic, "one");
			this.device.publish(this.topic, "two");
			await().atMost(TIMEOUT).until(() -> results.size() == 2);
			assertThat(results).containsOnly(new PublishResult.Acknowledged());
		}
	}

	@Test
	void f19EventListenerMayWaitForWhatItPublishes() {
		try (EdgeApplication application = EdgeApplication.startWith(PublishingListener.class, this.device,
				this.simulation.plainTcp())) {
			assertThat(application.context().getBean(PublishingListener.class).result).succeedsWithin(TIMEOUT)
				.isEqualTo(new PublishResult.Acknowledged());
		}
	}

	private static PublishResult publishAndWait(LinkKitConnection connection, byte[] payload) {
		DeviceIdentity identity = connection.device();
		String update = "/" + identity.productKey() + "/" + identity.deviceName() + "/user/update";
		return connection.publish(update, payload, 1).copy().orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
	}

	private static void pause(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static String text(byte[] payload) {
		return new String(payload, StandardCharsets.UTF_8);
	}

	static Stream<Arguments> messagesThatBreakARule() {
		String own = "/a1B2c3D4e5F/sensor_01/user/";
		return Stream.of(Arguments.of(own + "update", 256 * 1024 + 1, 1, "256 KB"),
				Arguments.of(own + "x".repeat(130), 1, 1, "128 bytes"),
				Arguments.of(own + "温".repeat(40), 1, 1, "128 bytes"),
				Arguments.of(own + "1/2/3/4/5", 1, 1, "7 slashes"), Arguments.of(own + "+", 1, 1, "wildcards"),
				Arguments.of(own + "#", 1, 0, "wildcards"), Arguments.of(own + "a\0b", 1, 1, "NUL"),
				Arguments.of("", 1, 1, "empty"), Arguments.of(own + "update", 1, 2, "0 or 1"),
				Arguments.of(own + "update", 1, -1, "0 or 1"));
	}

	@ParameterizedTest
	@MethodSource("messagesThatBreakARule")
	void f20RefusesWhatThePlatformWouldNotTake(String to, int size, int qos, String rule) {
		try (EdgeApplication application = this.simulation.start()) {
			application.awaitState(ConnectionState.CONNECTED);
			assertThat(application.connection().publish(to, new byte[size], qos)).isCompletedWithValueMatching(
					(result) -> result instanceof PublishResult.Rejected rejected && rejected.rule().contains(rule));
			assertThat(publishAndWait(application.connection(), new byte[256 * 1024]))
				.isEqualTo(new PublishResult.Acknowledged());
			assertThat(application.eventsOf(DeviceDisconnectedEvent.class)).isEmpty();
		}
	}

	@Test
	void f28ContextMayBeClosedAndOpenedAgain() {
		for (int i = 0; i < 3; i++) {
			try (EdgeApplication application = this.simulation.start()) {
				application.awaitState(ConnectionState.CONNECTED);
			}
		}
		assertThat(this.simulation.simulator().log().entries(LogEvent.LOGIN_ACCEPTED)).hasSize(3);
		assertThat(this.simulation.simulator().log().entries(LogEvent.KICKED)).isEmpty();
	}

	@Test
	void f28TwoContextsOfTwoDevicesDoNotMeet() {
		SimulatedDevice other = this.simulation.simulator()
			.cloud()
			.products()
			.get(0)
			.createDevice("sensor_02", NoSecretInOutput.DEVICE_SECRET);
		try (EdgeApplication first = this.simulation.start();
				EdgeApplication second = EdgeApplication.start(other, this.simulation.plainTcp(),
						"linkkit.device-name=sensor_02")) {
			List<String> heard = new CopyOnWriteArrayList<>();
			first.connection().subscribe(this.topic, 1, (message) -> heard.add("first " + text(message.payload())));
			second.connection()
				.subscribe(other.userTopic("get"), 1, (message) -> heard.add("second " + text(message.payload())));
			first.awaitState(ConnectionState.CONNECTED);
			second.awaitState(ConnectionState.CONNECTED);
			await().atMost(TIMEOUT)
				.until(() -> !this.device.subscriptions().isEmpty() && !other.subscriptions().isEmpty());
			other.cutConnection(ConnectionCut.RST);
			second.awaitEvent(DeviceConnectedEvent.class, 2);
			this.device.publish(this.topic, "one");
			other.publish(other.userTopic("get"), "two");
			await().atMost(TIMEOUT).until(() -> heard.size() == 2);
			assertThat(heard).containsExactlyInAnyOrder("first one", "second two");
			assertThat(first.events()).noneMatch((event) -> event instanceof DeviceDisconnectedEvent)
				.allMatch((event) -> event.getDevice().equals(first.connection().device()));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class ThrowingListener {

		@EventListener
		void on(DeviceConnectingEvent event) {
			throw new IllegalStateException("thrown by the test");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BlockingListener {

		private final CountDownLatch released = new CountDownLatch(1);

		@EventListener
		void on(DeviceConnectingEvent event) {
			pause(this.released);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PublishingListener {

		private final CompletableFuture<PublishResult> result = new CompletableFuture<>();

		@EventListener
		void on(DeviceConnectedEvent event) {
			this.result.complete(publishAndWait((LinkKitConnection) event.getSource(), new byte[1]));
		}

	}

}
