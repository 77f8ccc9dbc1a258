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
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an application does on a good day, over every transport.
 */
@ExtendWith(OutputCaptureExtension.class)
class StarterOnSimulatorTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Simulation simulation = new Simulation(
			LinkKitSimulator.builder().tcp().tls().webSocket().secureWebSocket().start());

	private final SimulatedDevice device = this.simulation.device();

	@AfterEach
	void noSecretIsPrinted(CapturedOutput output) {
		this.simulation.close();
		NoSecretInOutput.assertHolds(output);
	}

	@ParameterizedTest
	@EnumSource
	void goesOnlinePublishesListensAndLeaves(Way way) {
		try (EdgeApplication application = EdgeApplication.start(this.device, way.properties.apply(this.simulation))) {
			CompletableFuture<String> heard = new CompletableFuture<>();
			application.connection()
				.subscribe(this.device.userTopic("get"), 1,
						(message) -> heard.complete(new String(message.payload(), StandardCharsets.UTF_8)));
			application.awaitState(ConnectionState.CONNECTED);
			assertThat(application.awaitEvent(DeviceConnectedEvent.class).isReconnect()).isFalse();

			assertThat(publish(application, "4.2 °C")).isEqualTo(new PublishResult.Acknowledged());
			assertThat(this.device.awaitPublished(this.device.userTopic("update"), TIMEOUT).text()).isEqualTo("4.2 °C");

			assertThat(this.device.awaitDeviceInfo("SYS_SDK_LANGUAGE", TIMEOUT)).isEqualTo("Java");

			awaitSubscription();
			this.device.publish(this.device.userTopic("get"), "warmer");
			assertThat(heard).succeedsWithin(TIMEOUT).isEqualTo("warmer");
		}
		this.device.awaitOffline(TIMEOUT);
	}

	private PublishResult publish(EdgeApplication application, String text) {
		return application.connection()
			.publish(this.device.userTopic("update"), text.getBytes(StandardCharsets.UTF_8), 1)
			.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
			.join();
	}

	private void awaitSubscription() {
		await().until(() -> this.device.subscriptions().contains(this.device.userTopic("get")));
	}

	@Test
	void tellsThePlatformItsNetworkInterfaces() {
		try (EdgeApplication application = this.simulation.start("linkkit.device-info.text=Eth|03ACDEFF0032")) {
			application.awaitState(ConnectionState.CONNECTED);
			assertThat(this.device.awaitDeviceInfo("SYS_SDK_IF_INFO", TIMEOUT)).isEqualTo("Eth|03ACDEFF0032");
		}
	}

	@Test
	void speaksMqtt31() {
		try (EdgeApplication application = this.simulation.start("linkkit.protocol=MQTTv31")) {
			application.awaitState(ConnectionState.CONNECTED);
			assertThat(publish(application, "hello")).isEqualTo(new PublishResult.Acknowledged());
		}
	}

	@Test
	void resumesASessionThatThePlatformKept() {
		String[] keep = { "linkkit.clean-session=false" };
		String topic = this.device.userTopic("get");
		try (EdgeApplication application = this.simulation.start(keep)) {
			application.connection().subscribe(topic, 1, (message) -> {
			});
			application.awaitState(ConnectionState.CONNECTED);
			awaitSubscription();
		}
		this.device.awaitOffline(TIMEOUT);
		this.device.publish(topic, "while you were away");
		CompletableFuture<String> heard = new CompletableFuture<>();
		try (EdgeApplication application = this.simulation.start("linkkit.clean-session=false",
				"linkkit.auto-connect=false")) {
			assertThat(application.status().state()).isEqualTo(ConnectionState.INITIALIZED);
			application.connection()
				.subscribe(topic, 1,
						(message) -> heard.complete(new String(message.payload(), StandardCharsets.UTF_8)));
			application.connection().start();
			assertThat(heard).succeedsWithin(TIMEOUT).isEqualTo("while you were away");
			assertThat(application.awaitEvent(DeviceConnectedEvent.class).isSessionPresent()).isTrue();
		}
	}

	@Test
	void publishesMoreThanTheWindowHoldsWithoutLosingOne() {
		int messages = 2000;
		try (EdgeApplication application = this.simulation.start("linkkit.max-queued-message=0")) {
			List<CompletableFuture<PublishResult>> results = Stream.iterate(0, (i) -> i + 1)
				.limit(messages)
				.map((i) -> application.connection()
					.publish(this.device.userTopic("update"), ("" + i).getBytes(StandardCharsets.UTF_8), 1))
				.toList();
			assertThat(results).allSatisfy(
					(result) -> assertThat(result).succeedsWithin(TIMEOUT).isEqualTo(new PublishResult.Acknowledged()));
		}
	}

	enum Way {

		TCP(Simulation::plainTcp), TLS(Simulation::tls), WEBSOCKET(Simulation::webSocket),
		SECURE_WEBSOCKET(Simulation::secureWebSocket);

		private final Function<Simulation, List<String>> properties;

		Way(Function<Simulation, List<String>> properties) {
			this.properties = properties;
		}

	}

}
