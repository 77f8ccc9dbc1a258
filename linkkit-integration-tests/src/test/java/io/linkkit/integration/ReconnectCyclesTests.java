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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.SessionListener;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.platform.ConnectionCut;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Row F29 of the fault matrix: connections that are cut again and again leave nothing
 * behind. {@code -Dlinkkit.cycles=1000} cuts as often as one likes.
 */
@Tag("soak")
class ReconnectCyclesTests implements FaultRow {

	private static final int CYCLES = Integer.getInteger("linkkit.cycles", 50);

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Simulation simulation = Simulation.plain();

	private final SimulatedDevice device = this.simulation.device();

	@AfterEach
	void stopSimulation() {
		this.simulation.close();
	}

	@Test
	void f29CyclesLeaveNothingBehind() {
		try (EdgeApplication application = this.simulation.start()) {
			// more than fit into one SUBSCRIBE
			List<String> topics = IntStream.range(0, 20).mapToObj((i) -> this.device.userTopic("get/" + i)).toList();
			List<String> heard = new CopyOnWriteArrayList<>();
			topics.forEach(
					(topic) -> application.connection().subscribe(topic, 1, (message) -> heard.add(message.topic())));
			SessionReferences sessions = new SessionReferences();
			application.connection().addSessionListener(sessions);
			application.awaitState(ConnectionState.CONNECTED);
			for (int i = 1; i <= CYCLES; i++) {
				cycle(application, i);
				assertThat(this.device.subscriptions())
					.containsExactlyInAnyOrderElementsOf(Stream.concat(topics.stream(), ownSubscriptions()).toList());
			}
			topics.forEach((topic) -> this.device.publish(topic, "still there?"));
			await().atMost(TIMEOUT).until(() -> heard.size() == topics.size());
			assertThat(heard).containsExactlyElementsOf(topics);
			await().atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(Invariants.deviceThreads().values()).isNotEmpty().containsOnly(1L));
			// the timer and the executors of the last sessions let go of them only after
			// seconds
			await().atMost(Duration.ofMinutes(2)).until(() -> {
				System.gc();
				return sessions.alive() <= 1;
			});
			assertThat(sessions.told()).isGreaterThanOrEqualTo(CYCLES);
		}
	}

	/**
	 * Return what the starter subscribes to.
	 */
	private Stream<String> ownSubscriptions() {
		return Stream.of(this.device.systemTopic("thing/deviceinfo/update_reply"),
				"/ext/error/" + this.device.productKey() + "/" + this.device.deviceName());
	}

	/**
	 * Cut the connection while a message is on its way, and do not wait for the delay
	 * before the next attempt.
	 */
	private void cycle(EdgeApplication application, int number) {
		CompletableFuture<PublishResult> result = application.connection()
			.publish(this.device.userTopic("update"), new byte[] { 1 }, 1);
		this.device.cutConnection((number % 2 == 0) ? ConnectionCut.FIN : ConnectionCut.RST);
		application.awaitEvent(DeviceDisconnectedEvent.class, number);
		application.connection().reconnect();
		application.awaitEvent(DeviceConnectedEvent.class, number + 1);
		assertThat(result).succeedsWithin(TIMEOUT).isEqualTo(new PublishResult.Acknowledged());
	}

	/**
	 * Remembers sessions only as long as somebody else does.
	 */
	private static final class SessionReferences implements SessionListener {

		private final List<WeakReference<MqttSession>> sessions = new CopyOnWriteArrayList<>();

		@Override
		public void sessionReady(MqttSession session, boolean reconnect) {
			this.sessions.add(new WeakReference<>(session));
		}

		@Override
		public void sessionEnded(MqttSession session) {
		}

		int told() {
			return this.sessions.size();
		}

		long alive() {
			return this.sessions.stream().filter((session) -> session.get() != null).count();
		}

	}

}
