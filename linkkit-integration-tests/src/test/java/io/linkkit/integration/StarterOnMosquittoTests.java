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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceConnectingEvent;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.connection.event.LinkKitConnectionEvent;
import io.linkkit.integration.recipe.BridgeConfiguration;
import io.linkkit.messaging.LinkKitOperations;
import io.linkkit.messaging.annotation.LinkKitListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The starter against mosquitto. Skipped, visibly, where it is not installed.
 */
class StarterOnMosquittoTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration MIN = Duration.ofSeconds(1);

	private static final Duration MAX = Duration.ofSeconds(2);

	private static final String TOPIC = "/a1B2c3D4e5F/sensor_01/user/loop";

	/** Between scheduling an attempt and the making of the event that tells of it. */
	private static final Duration CLOCK_TOLERANCE = Duration.ofMillis(100);

	private Mosquitto broker;

	@BeforeEach
	void startBroker(@TempDir Path directory) throws IOException {
		Path program = Mosquitto.find().orElse(null);
		assumeTrue(program != null, "mosquitto is not installed; 'apt-get install mosquitto' brings it");
		this.broker = new Mosquitto(program, directory);
	}

	@AfterEach
	void stopBroker() {
		if (this.broker != null) {
			this.broker.close();
		}
	}

	private EdgeApplication application() {
		return EdgeApplication.start(properties());
	}

	private List<String> properties() {
		return List.of("linkkit.product-key=a1B2c3D4e5F", "linkkit.device-name=sensor_01",
				"linkkit.device-secret=" + NoSecretInOutput.DEVICE_SECRET, "linkkit.endpoint=127.0.0.1",
				"linkkit.secure=NONE", "linkkit.port=" + this.broker.port(), "linkkit.reconnect.min=" + MIN,
				"linkkit.reconnect.max=" + MAX);
	}

	@Test
	void publishesAndHears() {
		try (EdgeApplication application = application()) {
			CompletableFuture<String> heard = listen(application);
			application.awaitState(ConnectionState.CONNECTED);
			CompletableFuture<PublishResult> result = application.connection()
				.publish(TOPIC, "hello".getBytes(StandardCharsets.UTF_8), 1);
			assertThat(result).succeedsWithin(TIMEOUT).isEqualTo(new PublishResult.Acknowledged());
			assertThat(heard).succeedsWithin(TIMEOUT).isEqualTo("hello");
		}
	}

	@Test
	void aFlowAnswersOneTopicOnAnother() {
		String order = "/a1B2c3D4e5F/sensor_01/user/get";
		try (EdgeApplication application = EdgeApplication.startWith(BridgeConfiguration.class, null, properties(),
				"linkkit.integration.enabled=true", "linkkit.integration.inbound.topics=" + order,
				"linkkit.integration.inbound.channel=fromPlatform", "linkkit.integration.outbound.channel=toPlatform",
				"linkkit.integration.outbound.topic=" + TOPIC)) {
			CompletableFuture<String> heard = listen(application);
			application.awaitState(ConnectionState.CONNECTED);
			application.connection().publish(order, "open".getBytes(StandardCharsets.UTF_8), 1);
			assertThat(heard).succeedsWithin(TIMEOUT).isEqualTo("done: open");
		}
	}

	@Test
	void methodsListenAndReply() {
		try (EdgeApplication application = EdgeApplication.startWith(Loop.class, null, properties())) {
			application.awaitState(ConnectionState.CONNECTED);
			PublishResult result = application.context()
				.getBean(LinkKitOperations.class)
				.publishAndWait("/${productKey}/${deviceName}/user/loop", "hello", TIMEOUT);
			assertThat(result).isEqualTo(new PublishResult.Acknowledged());
			assertThat(application.context().getBean(Loop.class).heard).succeedsWithin(TIMEOUT).isEqualTo("HELLO");
		}
	}

	@Test
	void f1ReconnectsWithinTheBoundsWhenTheBrokerIsKilledAndComesBack() {
		try (EdgeApplication application = application()) {
			CompletableFuture<String> heard = listen(application);
			application.awaitState(ConnectionState.CONNECTED);
			this.broker.kill();
			await().atMost(TIMEOUT).until(() -> application.eventsOf(DeviceConnectionFailedEvent.class).size() >= 3);
			CompletableFuture<PublishResult> result = application.connection()
				.publish(TOPIC, "kept".getBytes(StandardCharsets.UTF_8), 1);
			assertThat(result).isNotDone();
			this.broker.start();
			await().atMost(TIMEOUT).until(() -> application.eventsOf(DeviceConnectedEvent.class).size() == 2);
			assertThat(result).succeedsWithin(TIMEOUT).isEqualTo(new PublishResult.Acknowledged());
			assertThat(heard).succeedsWithin(TIMEOUT).isEqualTo("kept");
			assertDelaysWithinBounds(application.events());
		}
	}

	private static CompletableFuture<String> listen(EdgeApplication application) {
		CompletableFuture<String> heard = new CompletableFuture<>();
		application.connection()
			.subscribe(TOPIC, 1, (message) -> heard.complete(new String(message.payload(), StandardCharsets.UTF_8)));
		return heard;
	}

	/**
	 * Every attempt after the first was announced, within the bounds, and was not made
	 * earlier than that.
	 */
	private static void assertDelaysWithinBounds(List<LinkKitConnectionEvent> events) {
		List<Instant> announced = events.stream()
			.map(StarterOnMosquittoTests::nextAttempt)
			.filter(Objects::nonNull)
			.toList();
		List<Instant> made = events.stream()
			.filter(DeviceConnectingEvent.class::isInstance)
			.map(StarterOnMosquittoTests::time)
			.toList();
		assertThat(announced).hasSizeGreaterThanOrEqualTo(4).hasSize(made.size() - 1);
		for (int i = 0; i < announced.size(); i++) {
			assertThat(made.get(i + 1)).isAfterOrEqualTo(announced.get(i).minus(CLOCK_TOLERANCE));
		}
		assertThat(events).filteredOn((event) -> nextAttempt(event) != null)
			.extracting((event) -> Duration.between(time(event), nextAttempt(event)))
			.allSatisfy((delay) -> assertThat(delay).isBetween(MIN.minus(CLOCK_TOLERANCE), MAX.plus(CLOCK_TOLERANCE)));
	}

	private static Instant time(LinkKitConnectionEvent event) {
		return Instant.ofEpochMilli(event.getTimestamp());
	}

	private static Instant nextAttempt(LinkKitConnectionEvent event) {
		if (event instanceof DeviceDisconnectedEvent disconnected) {
			return disconnected.getNextAttempt();
		}
		return (event instanceof DeviceConnectionFailedEvent failed) ? failed.getNextAttempt() : null;
	}

	@Configuration(proxyBeanMethods = false)
	static class Loop {

		private final CompletableFuture<String> heard = new CompletableFuture<>();

		@LinkKitListener(topics = "/${productKey}/${deviceName}/user/loop",
				replyTopic = "/${productKey}/${deviceName}/user/loud")
		String on(String payload) {
			return payload.toUpperCase(Locale.ROOT);
		}

		@LinkKitListener("/${productKey}/${deviceName}/user/loud")
		void onLoud(String payload) {
			this.heard.complete(payload);
		}

	}

}
