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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.InboundStatus;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.messaging.LinkKitOperations;
import io.linkkit.messaging.annotation.LinkKitListener;
import io.linkkit.messaging.annotation.LinkKitRrpcHandler;
import io.linkkit.messaging.listener.LinkKitListenerContainer;
import io.linkkit.messaging.listener.LinkKitListenerEndpointRegistry;
import io.linkkit.messaging.listener.RrpcStatus;
import io.linkkit.mqtt.InboundMessage;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.platform.ConnectionCut;
import io.linkkit.simulator.platform.DeviceMessage;
import io.linkkit.simulator.platform.PublishOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Methods that listen and answer, on the simulator.
 */
class ListenerTests implements FaultRow {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Simulation simulation = Simulation.plain();

	private final SimulatedDevice device = this.simulation.device();

	@AfterEach
	void stopSimulation() {
		this.simulation.close();
	}

	private EdgeApplication start(Class<?> listeners, String... properties) {
		// whose replies would be counted as well
		List<String> quiet = this.simulation.with("linkkit.secure=NONE",
				"linkkit.port=" + this.simulation.simulator().tcpPort(), "linkkit.device-info.enabled=false");
		EdgeApplication application = EdgeApplication.startWith(listeners, this.device, quiet, properties);
		application.awaitState(ConnectionState.CONNECTED);
		return application;
	}

	private void send(String name, String payload) {
		assertThat(this.device.publish(this.device.userTopic(name), payload)).isEqualTo(PublishOutcome.SENT);
	}

	@Test
	void objectsComeAndGo() {
		try (EdgeApplication application = start(Echo.class)) {
			send("ask", "{\"degrees\":21}");
			assertThat(this.device.awaitPublished(this.device.userTopic("answer"), TIMEOUT).text())
				.isEqualTo("{\"degrees\":22}");
			PublishResult result = application.context()
				.getBean(LinkKitOperations.class)
				.publishAndWait("/${productKey}/${deviceName}/user/update", new Reading(1), TIMEOUT);
			assertThat(result).isEqualTo(new PublishResult.Acknowledged());
		}
	}

	@Test
	void f18WhatCannotBeReadIsCountedAndAcknowledged(CapturedOutput output) {
		try (EdgeApplication application = start(Echo.class, "linkkit.clean-session=false")) {
			DownlinkFaultTests.strangePayloads()
				.forEach((payload) -> this.device.publish(this.device.userTopic("ask"), payload, 1));
			int strange = DownlinkFaultTests.strangePayloads().size();
			await().atMost(TIMEOUT).until(() -> inbound(application).failed() == strange);
			this.device.cutConnection(ConnectionCut.RST);
			application.awaitEvent(DeviceConnectedEvent.class, 2);
			send("ask", "{\"degrees\":1}");
			this.device.awaitPublished(this.device.userTopic("answer"), TIMEOUT);
			await().atMost(TIMEOUT).until(() -> inbound(application).handled() == 1);
			assertThat(inbound(application).failed()).as("nothing came again").isEqualTo(strange);
			assertThat(application.eventsOf(DeviceDisconnectedEvent.class)).hasSize(1);
		}
		assertThat(output.getAll()).contains("Cannot read a message to").doesNotContain("PAYLOAD-THAT-IS");
	}

	private static InboundStatus inbound(EdgeApplication application) {
		return application.connection().inbound();
	}

	@Test
	void f19ListenerThatThrowsOrBlocksHoldsUpNoOther() {
		try (EdgeApplication application = start(Misbehaving.class)) {
			Misbehaving listeners = application.context().getBean(Misbehaving.class);
			try {
				send("block", "1");
				for (int i = 1; i <= 10; i++) {
					send("throw", String.valueOf(i));
					send("get", String.valueOf(i));
				}
				await().atMost(TIMEOUT)
					.until(() -> listeners.heard.size() == 10 && inbound(application).failed() == 10);
				assertThat(listeners.heard).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
				assertThat(inbound(application).inProgress()).isOne();
				assertThat(application.eventsOf(DeviceDisconnectedEvent.class)).isEmpty();
			}
			finally {
				listeners.released.countDown();
			}
		}
	}

	@Test
	void f19EveryStoredMessageArrivesThoughEachListenerPublishesAndWaits() {
		int stored = 400;
		try (EdgeApplication application = start(Waiting.class, "linkkit.clean-session=false")) {
			assertThat(application.eventsOf(DeviceConnectedEvent.class)).hasSize(1);
		}
		for (int i = 0; i < stored; i++) {
			assertThat(this.device.publish(this.device.userTopic("get"), String.valueOf(i)))
				.isEqualTo(PublishOutcome.STORED);
		}
		try (EdgeApplication application = start(Waiting.class, "linkkit.clean-session=false")) {
			Waiting listeners = application.context().getBean(Waiting.class);
			await().atMost(TIMEOUT).until(() -> listeners.heard.size() == stored);
			assertThat(listeners.heard).containsExactlyElementsOf(IntStream.range(0, stored).boxed().toList());
			assertThat(listeners.results).hasSize(stored).containsOnly(new PublishResult.Acknowledged());
			await().atMost(TIMEOUT).until(() -> inbound(application).handled() == stored);
		}
	}

	@Test
	void theOrderOfATopicIsKeptThoughSeveralAreHandledAtATime() {
		try (EdgeApplication application = start(Concurrent.class)) {
			Concurrent listeners = application.context().getBean(Concurrent.class);
			for (int i = 0; i < 50; i++) {
				for (int topic = 0; topic < 8; topic++) {
					send("many/" + topic, String.valueOf(i));
				}
			}
			await().atMost(TIMEOUT).until(() -> inbound(application).handled() == 400);
			assertThat(listeners.heard).hasSize(8)
				.allSatisfy((topic, numbers) -> assertThat(numbers)
					.containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList()));
			assertThat(listeners.threads).hasSizeGreaterThan(1);
		}
	}

	@Test
	void listenersMayBeStartedAndStoppedWhileConnected() {
		try (EdgeApplication application = start(Late.class)) {
			LinkKitListenerContainer listener = application.context()
				.getBean(LinkKitListenerEndpointRegistry.class)
				.getListenerContainer("late");
			String topic = this.device.userTopic("late");
			assertThat(this.device.subscriptions()).doesNotContain(topic);
			listener.start();
			await().atMost(TIMEOUT).until(() -> this.device.subscriptions().contains(topic));
			send("late", "hello");
			Late bean = application.context().getBean(Late.class);
			await().atMost(TIMEOUT).until(() -> bean.heard.contains("hello"));
			listener.stop();
			await().atMost(TIMEOUT).until(() -> !this.device.subscriptions().contains(topic));
		}
	}

	@Test
	void whatIsNotFinishedWhenTheApplicationEndsComesAgain() {
		String[] properties = { "linkkit.clean-session=false", "linkkit.listener.shutdown-timeout=0" };
		try (EdgeApplication application = start(Misbehaving.class, properties)) {
			send("block", "precious");
			await().atMost(TIMEOUT).until(() -> inbound(application).inProgress() == 1);
		}
		assertThat(this.device.publish(this.device.userTopic("get"), "stored")).isEqualTo(PublishOutcome.STORED);
		try (EdgeApplication application = start(Misbehaving.class, properties)) {
			Misbehaving listeners = application.context().getBean(Misbehaving.class);
			await().atMost(TIMEOUT).until(() -> listeners.blocked.contains("precious"));
			await().atMost(TIMEOUT).until(() -> listeners.heard.contains("stored"));
			listeners.released.countDown();
			await().atMost(TIMEOUT).until(() -> inbound(application).handled() == 2);
		}
	}

	@Test
	void listenersRunOnVirtualThreadsIfWantedAndPossible() {
		try (EdgeApplication application = start(Named.class, "spring.threads.virtual.enabled=true",
				"linkkit.listener.concurrency=3")) {
			Named listeners = application.context().getBean(Named.class);
			send("many/1", "x");
			send("many/2", "x");
			await().atMost(TIMEOUT).until(() -> listeners.threads.size() == 2);
			boolean possible = Runtime.version().feature() >= 21;
			assertThat(listeners.threads).allSatisfy((thread) -> {
				assertThat(thread.getClass().getSimpleName().equals("VirtualThread")).isEqualTo(possible);
				assertThat(thread.getName()).startsWith("linkkit-listener-");
			});
		}
	}

	@Test
	void requestsAreAnswered() {
		try (EdgeApplication application = start(Answering.class)) {
			String custom = this.device.userTopic("ask");
			String service = this.device.systemTopic("thing/service/open");
			await().atMost(TIMEOUT)
				.until(() -> this.device.subscriptions()
					.containsAll(List.of("/ext/rrpc/+" + custom, "/ext/rrpc/+" + service)));
			assertThat(this.device.rrpc("ping")).succeedsWithin(TIMEOUT)
				.extracting(DeviceMessage::text)
				.isEqualTo("system ping");
			assertThat(this.device.rrpc(custom, "ping")).succeedsWithin(TIMEOUT)
				.extracting(DeviceMessage::text)
				.isEqualTo("custom ping");
			assertThat(this.device.rrpc(service, "{\"degrees\":1}")).succeedsWithin(TIMEOUT)
				.extracting(DeviceMessage::text)
				.isEqualTo("{\"degrees\":2}");
			LinkKitListenerEndpointRegistry registry = application.context()
				.getBean(LinkKitListenerEndpointRegistry.class);
			await().atMost(TIMEOUT).until(() -> registry.rrpc().equals(new RrpcStatus(3, 0, 0)));
		}
	}

	record Reading(int degrees) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		@LinkKitListener(topics = "/${productKey}/${deviceName}/user/ask",
				replyTopic = "/${productKey}/${deviceName}/user/answer")
		Reading on(Reading reading) {
			return new Reading(reading.degrees() + 1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Misbehaving {

		private final CountDownLatch released = new CountDownLatch(1);

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private final List<String> blocked = new CopyOnWriteArrayList<>();

		@LinkKitListener("/${productKey}/${deviceName}/user/block")
		void block(String payload) throws InterruptedException {
			this.blocked.add(payload);
			this.released.await();
		}

		@LinkKitListener("/${productKey}/${deviceName}/user/throw")
		void fail(String payload) {
			throw new IllegalStateException("thrown by the test");
		}

		@LinkKitListener("/${productKey}/${deviceName}/user/get")
		void on(String payload) {
			this.heard.add(payload);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Waiting {

		private final List<Integer> heard = new CopyOnWriteArrayList<>();

		private final List<PublishResult> results = new CopyOnWriteArrayList<>();

		private final LinkKitOperations operations;

		Waiting(LinkKitOperations operations) {
			this.operations = operations;
		}

		@LinkKitListener("/${productKey}/${deviceName}/user/get")
		void on(int number) {
			this.results
				.add(this.operations.publishAndWait("/${productKey}/${deviceName}/user/update", number, TIMEOUT));
			this.heard.add(number);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Concurrent {

		private final Map<String, List<Integer>> heard = new ConcurrentHashMap<>();

		private final Map<String, String> threads = new ConcurrentHashMap<>();

		@LinkKitListener(topics = "/${productKey}/${deviceName}/user/many/+", concurrency = "4")
		void on(InboundMessage message) {
			this.threads.put(Thread.currentThread().getName(), message.topic());
			this.heard.computeIfAbsent(message.topic(), (topic) -> new CopyOnWriteArrayList<>())
				.add(Integer.valueOf(new String(message.payload())));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Late {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@LinkKitListener(id = "late", topics = "/${productKey}/${deviceName}/user/late", autoStartup = "false")
		void on(String payload) {
			this.heard.add(payload);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Answering {

		@LinkKitRrpcHandler
		String system(String question) {
			return "system " + question;
		}

		@LinkKitRrpcHandler(topic = "/${productKey}/${deviceName}/user/ask")
		CompletableFuture<String> custom(String question) {
			return CompletableFuture.supplyAsync(() -> "custom " + question);
		}

		@LinkKitRrpcHandler(topic = "/sys/${productKey}/${deviceName}/thing/service/open")
		Reading service(Reading reading) {
			return new Reading(reading.degrees() + 1);
		}

	}

	static class Named {

		private final List<Thread> threads = new CopyOnWriteArrayList<>();

		@LinkKitListener("/${productKey}/${deviceName}/user/many/+")
		void heard() {
			this.threads.add(Thread.currentThread());
		}

	}

}
