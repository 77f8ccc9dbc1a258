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
import java.util.concurrent.CopyOnWriteArrayList;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.platform.ConnectionCut;
import io.linkkit.simulator.platform.PublishOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Rows of the fault matrix that are about what the platform sends. Sessions are kept, so
 * that a message without PUBACK would come again after a reconnect.
 */
class DownlinkFaultTests implements FaultRow {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final String MARK = "PAYLOAD-THAT-IS-NOBODYS-BUSINESS";

	private static final String LAST = "last";

	private final Simulation simulation = Simulation.plain();

	private final SimulatedDevice device = this.simulation.device();

	@AfterEach
	void stopSimulation() {
		this.simulation.close();
	}

	private EdgeApplication start() {
		return this.simulation.start("linkkit.clean-session=false", "logging.level.io.linkkit.connection=debug",
				"logging.level.io.linkkit.mqtt=debug");
	}

	static List<byte[]> strangePayloads() {
		byte[] invalidUtf8 = (MARK + "__").getBytes(StandardCharsets.UTF_8);
		invalidUtf8[MARK.length()] = (byte) 0xC3;
		invalidUtf8[MARK.length() + 1] = (byte) 0x28;
		return List.of(bytes("{\"" + MARK), invalidUtf8, bytes(MARK + "[".repeat(100_000)),
				bytes(MARK + "x".repeat(256 * 1024 - MARK.length())), new byte[0]);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Test
	void f18TakesWhateverTheHandlerIsSent(CapturedOutput output) {
		String topic = this.device.userTopic("get");
		List<byte[]> heard = new CopyOnWriteArrayList<>();
		try (EdgeApplication application = start()) {
			application.connection().subscribe(topic, 1, (message) -> {
				heard.add(message.payload());
				throw new IllegalArgumentException("cannot be parsed");
			});
			application.awaitState(ConnectionState.CONNECTED);
			for (byte[] payload : strangePayloads()) {
				send(topic, payload);
				await().atMost(TIMEOUT)
					.until(() -> !heard.isEmpty() && heard.get(heard.size() - 1).length == payload.length);
			}
			assertThat(heard).containsExactlyElementsOf(strangePayloads());
			assertThat(application.eventsOf(DeviceDisconnectedEvent.class)).isEmpty();
			reconnect(application);
			send(topic, bytes(LAST));
			await().atMost(TIMEOUT).until(() -> new String(heard.get(heard.size() - 1)).equals(LAST));
			assertThat(heard).as("nothing came again").hasSize(strangePayloads().size() + 1);
		}
		assertThat(output.getAll()).contains("A handler failed").doesNotContain(MARK);
	}

	@Test
	void f18AcknowledgesWhatNobodyListensTo(CapturedOutput output) {
		// the platform subscribes this one by itself
		String topic = this.device.systemTopic("thing/service/property/set");
		try (EdgeApplication application = start()) {
			application.awaitState(ConnectionState.CONNECTED);
			strangePayloads().forEach((payload) -> send(topic, payload));
			await().atMost(TIMEOUT).until(() -> output.getAll().split("Nobody listens to", -1).length > 5);
			assertThat(application.eventsOf(DeviceDisconnectedEvent.class)).isEmpty();

			List<String> heard = new CopyOnWriteArrayList<>();
			application.connection().subscribe(topic, 1, (message) -> heard.add(new String(message.payload())));
			reconnect(application);
			send(topic, bytes(LAST));
			await().atMost(TIMEOUT).until(() -> heard.contains(LAST));
			assertThat(heard).as("nothing came again").containsExactly(LAST);
		}
		assertThat(output.getAll()).doesNotContain(MARK);
	}

	@Test
	void f32HandsOutAnswersOfEveryShape() {
		List<String> heard = new CopyOnWriteArrayList<>();
		String reply = this.device.systemTopic("thing/event/property/post_reply");
		List<String> answers = List.of("{\"id\":\"1\",\"code\":200,\"data\":{}}", "{\"id\":\"2\",\"code\":\"200\"}",
				"{\"code\":6401,\"message\":\"topo relation not exist\"}", "{}", "null", "200");
		try (EdgeApplication application = start()) {
			application.connection().subscribe(reply, 1, (message) -> heard.add(new String(message.payload())));
			application.awaitState(ConnectionState.CONNECTED);
			answers.forEach((answer) -> send(reply, bytes(answer)));
			await().atMost(TIMEOUT).until(() -> heard.size() == answers.size());
			assertThat(heard).containsExactlyElementsOf(answers);
			assertThat(application.eventsOf(DeviceDisconnectedEvent.class)).isEmpty();
		}
	}

	private void send(String topic, byte[] payload) {
		assertThat(this.device.publish(topic, payload, 1)).isEqualTo(PublishOutcome.SENT);
	}

	private void reconnect(EdgeApplication application) {
		this.device.cutConnection(ConnectionCut.RST);
		application.awaitEvent(DeviceConnectedEvent.class, 2);
	}

}
