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

package io.linkkit.simulator;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.linkkit.simulator.PahoDevice.Received;
import io.linkkit.simulator.junit.LinkKitSimulatorExtension;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.platform.DeviceMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for requests that a device answers by a message.
 */
class RrpcTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@RegisterExtension
	static LinkKitSimulatorExtension platform = LinkKitSimulatorExtension.with((builder) -> builder.tcp());

	private LinkKitSimulator simulator;

	private SimulatedDevice device;

	@BeforeEach
	void createDevice() {
		this.simulator = platform.simulator();
		this.device = this.simulator.cloud().createProduct().createDevice("sensor_01");
	}

	private PahoDevice connect(String parameters) throws Exception {
		return PahoDevice.plain(this.simulator, this.device, parameters).connect();
	}

	@Test
	void theSystemsTopicNeedsNoExtension() throws Exception {
		try (PahoDevice paho = connect("securemode=3,_ss=1")) {
			CompletableFuture<DeviceMessage> answer = this.device.rrpc("ping");
			Received question = paho.awaitMessage();
			assertThat(question.topic()).startsWith(this.device.systemTopic("rrpc/request/"));
			assertThat(question.text()).isEqualTo("ping");
			paho.publish(question.topic().replace("request", "response"), "pong", 0);
			assertThat(answer).succeedsWithin(PATIENCE).extracting(DeviceMessage::text).isEqualTo("pong");
		}
	}

	@Test
	void customTopicsAreAnsweredWhereTheyAreAsked() throws Exception {
		String topic = this.device.userTopic("ask");
		try (PahoDevice paho = connect("securemode=3,ext=1")) {
			assertThat(paho.subscribe("/ext/rrpc/+" + topic, 0)).isZero();
			CompletableFuture<DeviceMessage> answer = this.device.rrpc(topic, "ping");
			Received question = paho.awaitMessage();
			assertThat(question.topic()).matches("/ext/rrpc/[0-9]+" + topic);
			paho.publish(question.topic(), "pong", 0);
			assertThat(answer).succeedsWithin(PATIENCE).extracting(DeviceMessage::text).isEqualTo("pong");
		}
	}

	@Test
	void customTopicsNeedTheExtension() throws Exception {
		String topic = this.device.userTopic("ask");
		try (PahoDevice paho = connect("securemode=3,ext=2")) {
			assertThat(paho.subscribe("/ext/rrpc/+" + topic, 0)).isEqualTo(0x80);
			assertThat(this.device.rrpc(topic, "ping")).failsWithin(PATIENCE)
				.withThrowableThat()
				.withCauseInstanceOf(IllegalStateException.class)
				.withMessageContaining("NOT_SUBSCRIBED");
		}
	}

	@Test
	void nobodyIsAskedWhileOffline() {
		assertThat(this.device.rrpc("ping")).failsWithin(PATIENCE)
			.withThrowableThat()
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("OFFLINE");
	}

	@Test
	void nobodyWaitsLongerThanEightSeconds() throws Exception {
		try (PahoDevice paho = connect("securemode=3,_ss=1")) {
			CompletableFuture<DeviceMessage> answer = this.device.rrpc("ping");
			Received question = paho.awaitMessage();
			assertThat(answer).failsWithin(PATIENCE)
				.withThrowableThat()
				.withCauseInstanceOf(SimulatorTimeoutException.class)
				.withMessageContaining("8000 ms");
			paho.publish(question.topic().replace("request", "response"), "too late", 0);
			await().atMost(PATIENCE)
				.until(() -> this.simulator.log()
					.entries(LogEvent.PUBLISH_REFUSED)
					.stream()
					.anyMatch((entry) -> entry.reason().equals("rrpc")));
		}
	}

}
