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

package io.linkkit.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.linkkit.thread.AllThreads;
import io.linkkit.thread.ThreadKind;
import org.awaitility.Awaitility;
import org.eclipse.paho.client.mqttv3.IMqttAsyncClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PahoSession}: what it says to the server and to its listener.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PahoSessionTests {

	private final PahoSessionFactory factory = new PahoSessionFactory();

	private final RecordingListener listener = new RecordingListener();

	private final Queue<ScriptedServer.Packet> received = new ConcurrentLinkedQueue<>();

	@AfterEach
	void noThreadIsLeft() {
		SessionThreadCount.awaitNone();
	}

	@Test
	void tellsThatItIsConnected() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(this::recordAll)) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			assertThat(this.listener.calls()).containsExactly("connected false");
			session.abort();
		}
	}

	@Test
	void sendsTheLoginAsGiven() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(this::recordAll)) {
			MqttSession session = open(SessionRequests.tcp(server.port()).keepAlive(Duration.ofSeconds(77)));
			this.listener.awaitConnected();
			byte[] connect = this.received.remove().body();
			assertThat(connect).startsWith(0, 4, 'M', 'Q', 'T', 'T', 4, 0xC2, 0, 77);
			assertThat(new String(connect, StandardCharsets.ISO_8859_1)).endsWith(SessionRequests.PASSWORD);
			session.abort();
		}
	}

	@Test
	void speaksMqtt31WithLongClientIds() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(this::recordAll)) {
			MqttSession session = open(
					SessionRequests.tcp(server.port()).protocolVersion(ProtocolVersion.MQTTv31).persistentSession());
			this.listener.awaitConnected();
			byte[] connect = this.received.remove().body();
			assertThat(connect).startsWith(0, 6, 'M', 'Q', 'I', 's', 'd', 'p', 3, 0xC0, 0, 60);
			assertThat(new String(connect, StandardCharsets.ISO_8859_1))
				.contains("a1B2c3D4e5F.sensor_01|securemode=2,signmethod=hmacsha256,timestamp=1|");
			session.abort();
		}
	}

	@Test
	void tellsThatTheServerKeptTheSession() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.receive();
			connection.send(0x20, 2, 1, 0);
			connection.awaitEnd();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()).persistentSession());
			assertThat(this.listener.awaitConnected().calls()).containsExactly("connected true");
			session.abort();
		}
	}

	@Test
	void messagesRightBehindConnackComeAfterConnected() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.receive();
			connection.send(0x20, 2, 1, 0, 0x3A, 6, 0, 1, 't', 0, 7, 'x', 0x30, 4, 0, 1, 'u', 'y');
			connection.awaitEnd();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			Awaitility.await().until(() -> this.listener.messages().size() == 2);
			assertThat(this.listener.calls()).containsExactly("connected true", "messageArrived t", "messageArrived u");
			InboundMessage first = this.listener.messages().get(0);
			assertThat(first.payload()).asString().isEqualTo("x");
			assertThat(first.qos()).isOne();
			assertThat(first.duplicate()).isTrue();
			assertThat(first.packetId()).isEqualTo(7);
			assertThat(this.listener.messages().get(1).qos()).isZero();
			session.abort();
		}
	}

	@Test
	void acknowledgesOnlyWhenTold() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			this.received.add(connection.accept());
			connection.send(0x32, 6, 0, 1, 't', 0, 7, 'x', 0x32, 6, 0, 1, 't', 0, 8, 'y');
			recordUntilEnd(connection);
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			Awaitility.await().until(() -> this.listener.messages().size() == 2);
			session.acknowledge(this.listener.messages().get(1));
			Awaitility.await().until(() -> this.received.size() == 2);
			ScriptedServer.Packet puback = this.received.stream().skip(1).findFirst().orElseThrow();
			assertThat(puback.first()).isEqualTo(0x40);
			assertThat(puback.body()).containsExactly(0, 8);
			session.abort();
		}
	}

	@Test
	void publishesAtMostOnce() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(this::recordAll)) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			assertThat(session.publish(message("t", 0, false))).succeedsWithin(Duration.ofSeconds(5));
			Awaitility.await().until(() -> this.received.size() == 2);
			assertThat(last().first()).isEqualTo(0x30);
			assertThat(last().body()).containsExactly(0, 1, 't', 'p');
			session.abort();
		}
	}

	@Test
	void publishesAtLeastOnceWithTheDuplicateFlag() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(this::recordAll)) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			assertThat(session.publish(message("t", 1, true))).succeedsWithin(Duration.ofSeconds(5));
			assertThat(last().first()).isEqualTo(0x3A);
			session.abort();
		}
	}

	@Test
	void f23CountsAcknowledgementsThatAnswerNothing() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			this.received.add(connection.accept());
			connection.send(0x40, 2, 0x12, 0x34);
			for (int i = 0; i < 2; i++) {
				ScriptedServer.Packet publish = connection.receive();
				byte[] id = { publish.body()[3], publish.body()[4] };
				connection.send(0x40, 2, id[0], id[1], 0x40, 2, id[0], id[1]);
			}
			recordUntilEnd(connection);
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			assertThat(session.publish(message("t", 1, false))).succeedsWithin(Duration.ofSeconds(5));
			assertThat(session.publish(message("t", 1, false))).succeedsWithin(Duration.ofSeconds(5));
			Awaitility.await().untilAsserted(() -> assertThat(session.strangeAcknowledgements()).isEqualTo(3));
			CompletableFuture<Void> unanswered = session.publish(message("t", 1, false));
			Awaitility.await().until(() -> this.received.size() == 2);
			assertThat(unanswered).isNotDone();
			assertThat(this.listener.calls()).containsExactly("connected false");
			session.abort();
		}
	}

	@Test
	void keepsTheWholeWindowInFlight() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			this.received.add(connection.accept());
			recordUntilEnd(connection);
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()).maxInflight(500));
			this.listener.awaitConnected();
			List<CompletableFuture<Void>> futures = new ArrayList<>();
			for (int i = 0; i < 500; i++) {
				futures.add(session.publish(message("t", 1, false)));
			}
			Awaitility.await().until(() -> this.received.size() == 501);
			assertThat(futures).noneMatch(CompletableFuture::isDone);
			session.abort();
			assertThat(futures).allMatch(CompletableFuture::isCompletedExceptionally);
		}
	}

	@Test
	void subscribesAndHandsOutEveryAnswer() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			ScriptedServer.Packet subscribe = connection.receive();
			connection.send(0x90, 4, subscribe.body()[0], subscribe.body()[1], 1, 0x80);
			connection.awaitEnd();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			TopicSubscription granted = new TopicSubscription("a", 1);
			TopicSubscription refused = new TopicSubscription("b", 0);
			assertThat(session.subscribe(List.of(granted, refused))).succeedsWithin(Duration.ofSeconds(5))
				.isEqualTo(List.of(new SubscriptionAnswer(granted, 1), new SubscriptionAnswer(refused, 0x80)));
			session.abort();
		}
	}

	@Test
	void unsubscribes() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			ScriptedServer.Packet unsubscribe = connection.receive();
			connection.send(0xB0, 2, unsubscribe.body()[0], unsubscribe.body()[1]);
			connection.awaitEnd();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			assertThat(session.unsubscribe(List.of("a"))).succeedsWithin(Duration.ofSeconds(5));
			session.abort();
		}
	}

	@Test
	void requestsFailWhenTheConnectionIsLost() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.receive();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			CompletableFuture<Void> published = session.publish(message("t", 1, false));
			this.listener.awaitFailure();
			assertThat(published).failsWithin(Duration.ofSeconds(5))
				.withThrowableThat()
				.withCauseInstanceOf(MqttSessionException.class);
			assertThat(session.publish(message("t", 0, false))).isCompletedExceptionally();
		}
	}

	@Test
	void requestsFailBeforeConnected() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(ScriptedServer.Connection::awaitEnd)) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			assertThat(session.publish(message("t", 0, false))).isCompletedExceptionally();
			assertThat(session.subscribe(List.of(new TopicSubscription("t", 1)))).isCompletedExceptionally();
			session.abort();
		}
	}

	@Test
	void requestsWithAnInvalidTopicFail() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(this::recordAll)) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			assertThat(session.publish(message("a/#", 0, false))).isCompletedExceptionally();
			assertThat(session.subscribe(List.of(new TopicSubscription("a#", 0)))).isCompletedExceptionally();
			session.abort();
		}
	}

	@Test
	void subscribesToEightTopicsAtMost() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(this::recordAll)) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			TopicSubscription topic = new TopicSubscription("t", 1);
			assertThatIllegalArgumentException().isThrownBy(() -> session.subscribe(Collections.nCopies(9, topic)));
			assertThatIllegalArgumentException().isThrownBy(() -> session.subscribe(List.of()));
			session.abort();
		}
	}

	@Test
	void whatTheListenerThrowsStaysHere() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.receive();
			connection.send(0x20, 2, 0, 0, 0x30, 4, 0, 1, 't', 'x');
			recordUntilEnd(connection);
		})) {
			ThrowingListener throwing = new ThrowingListener();
			MqttSession session = this.factory.open(SessionRequests.tcp(server.port()).request(), throwing);
			throwing.arrived.join();
			assertThat(session.publish(message("t", 0, false))).succeedsWithin(Duration.ofSeconds(5));
			session.abort();
		}
	}

	@Test
	void sendsEverythingAndThenDisconnectWhenClosed() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(this::recordAll)) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			for (int i = 0; i < 100; i++) {
				session.publish(message("t", 0, false));
			}
			session.publish(message("t", 1, false));
			assertThat(session.close(Duration.ofSeconds(5))).succeedsWithin(Duration.ofSeconds(5));
			Awaitility.await().until(() -> server.endedConnections() == 1);
			assertThat(this.received).hasSize(103);
			assertThat(last().first()).isEqualTo(0xE0);
			assertThat(this.listener.calls()).containsExactly("connected false");
		}
	}

	@Test
	void handsOutThePahoClientOnly() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(this::recordAll)) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			IMqttAsyncClient client = session.unwrap(IMqttAsyncClient.class);
			assertThat(client.isConnected()).isTrue();
			assertThatIllegalArgumentException().isThrownBy(() -> session.unwrap(String.class));
			session.abort();
		}
	}

	@Test
	void threadsBearOurNameAndNotTheClientId() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(this::recordAll)) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			Awaitility.await()
				.untilAsserted(() -> assertThat(SessionThreadCount.names()).containsExactly("linkkit-mqtt-callback",
						"linkkit-mqtt-receiver", "linkkit-mqtt-sender", "linkkit-mqtt-timer", "linkkit-mqtt-writer"));
			session.abort();
		}
	}

	@Test
	void runsOnVirtualThreadsWhereWantedAndPossible() throws Exception {
		ThreadKind kind = ThreadKind.virtualIf(true);
		try (ScriptedServer server = ScriptedServer.tcp(this::recordAll)) {
			MqttSession session = new PahoSessionFactory(kind).open(SessionRequests.tcp(server.port()).request(),
					this.listener);
			this.listener.awaitConnected();
			assertThat(session.publish(message("t", 1, false))).succeedsWithin(Duration.ofSeconds(5));
			Awaitility.await()
				.untilAsserted(() -> assertThat(SessionThreadCount.names()).contains("linkkit-mqtt-callback",
						"linkkit-mqtt-receiver", "linkkit-mqtt-sender"));
			Awaitility.await()
				.untilAsserted(
						() -> assertThat(AllThreads.platformNames().stream().anyMatch((name) -> name.contains("mqtt")))
							.isEqualTo(kind == ThreadKind.PLATFORM));
			session.abort();
		}
	}

	private MqttSession open(SessionRequests requests) {
		return this.factory.open(requests.request(), this.listener);
	}

	private static OutboundMessage message(String topic, int qos, boolean duplicate) {
		return new OutboundMessage(topic, new byte[] { 'p' }, qos, duplicate);
	}

	private ScriptedServer.Packet last() {
		return this.received.stream().skip(this.received.size() - 1).findFirst().orElseThrow();
	}

	private void recordAll(ScriptedServer.Connection connection) throws IOException {
		this.received.add(connection.accept());
		while (true) {
			ScriptedServer.Packet packet = connection.receive();
			this.received.add(packet);
			if ((packet.first() & 0xF6) == 0x32) {
				int id = 2 + packet.body()[1];
				connection.send(0x40, 2, packet.body()[id], packet.body()[id + 1]);
			}
		}
	}

	private void recordUntilEnd(ScriptedServer.Connection connection) throws IOException {
		while (true) {
			this.received.add(connection.receive());
		}
	}

	/**
	 * Fails at everything.
	 */
	private static final class ThrowingListener implements MqttSessionListener {

		private final CompletableFuture<Void> arrived = new CompletableFuture<>();

		@Override
		public void connected(boolean sessionPresent) {
			throw new IllegalStateException("connected");
		}

		@Override
		public void connectFailed(MqttFailure failure) {
			throw new IllegalStateException("connectFailed");
		}

		@Override
		public void lost(MqttFailure failure) {
			throw new IllegalStateException("lost");
		}

		@Override
		public void messageArrived(InboundMessage message) {
			this.arrived.complete(null);
			throw new NoClassDefFoundError("messageArrived");
		}

	}

}
