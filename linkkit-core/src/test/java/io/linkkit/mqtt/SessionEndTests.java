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

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import org.awaitility.Awaitility;
import org.eclipse.paho.client.mqttv3.IMqttAsyncClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how a {@link PahoSession} ends: lost, aborted or closed, in every state, and
 * without leaving a thread or a connection behind.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SessionEndTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private final RecordingListener listener = new RecordingListener();

	@AfterEach
	void noThreadIsLeft() {
		SessionThreadCount.awaitNone();
	}

	@Test
	void lostByFin() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.receive();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			session.unsubscribe(List.of("t"));
			assertLost(FailureReason.CLOSED_BY_PLATFORM);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void f22NamesTheTopicWhenThePlatformClosesAfterAPublish(int qos) throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.receive();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			session.publish(new OutboundMessage("/not/mine", new byte[0], qos, false));
			assertThat(assertLost(FailureReason.CLOSED_AFTER_PUBLISH).detail())
				.contains("after publishing to /not/mine", "may lack the right");
		}
	}

	@Test
	void f22NamesTheTopicForWhatAnAdapterPublishes() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.receive();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			session.unwrap(IMqttAsyncClient.class).publish("/not/mine", new byte[0], 1, false);
			assertThat(assertLost(FailureReason.CLOSED_AFTER_PUBLISH).detail()).contains("/not/mine");
		}
	}

	@Test
	void f22SuspectsNoTopicWhoseMessageWasAcknowledged() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			byte[] publish = connection.receive().body();
			// without a payload it ends with its packet identifier
			connection.send(0x40, 2, publish[publish.length - 2], publish[publish.length - 1]);
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			session.publish(new OutboundMessage("/mine", new byte[0], 1, false));
			assertLost(FailureReason.CLOSED_BY_PLATFORM);
		}
	}

	@Test
	void lostRightAfterConnack() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(ScriptedServer.Connection::accept)) {
			open(SessionRequests.tcp(server.port()));
			assertLost(FailureReason.CLOSED_BY_PLATFORM);
		}
	}

	@Test
	void hearsEverythingTheServerSaidBeforeItClosed() throws Exception {
		int messages = 20;
		ByteArrayOutputStream farewell = new ByteArrayOutputStream();
		for (int i = 0; i < messages; i++) {
			boolean acknowledged = i % 2 == 1;
			byte[] idAndPayload = acknowledged ? new byte[] { 0, (byte) (i + 1), 'x' } : new byte[] { 'x' };
			farewell.write(acknowledged ? 0x32 : 0x30);
			farewell.write(4 + idAndPayload.length);
			farewell.writeBytes(new byte[] { 0, 2, 't', (byte) ('a' + i) });
			farewell.writeBytes(idAndPayload);
		}
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.send(farewell.toByteArray());
		})) {
			open(SessionRequests.tcp(server.port()));
			this.listener.awaitFailure();
			List<String> expected = new ArrayList<>();
			expected.add("connected false");
			for (int i = 0; i < messages; i++) {
				expected.add("messageArrived t" + (char) ('a' + i));
			}
			expected.add("lost CLOSED_BY_PLATFORM");
			assertThat(this.listener.calls()).isEqualTo(expected);
		}
	}

	@Test
	void lostByReset() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.receive();
			connection.reset();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			session.publish(new OutboundMessage("t", new byte[0], 0, false));
			assertLost(FailureReason.CONNECTION_RESET);
		}
	}

	@Test
	void lostByGarbage() throws Exception {
		assertLostAfter(FailureReason.PROTOCOL_ERROR, 0xFF, 0xFF, 0xFF);
	}

	@Test
	void lostByAPacketThatPahoCannotParse() throws Exception {
		int lengthOfTopicBeyondThePacket = 200;
		assertLostAfter(FailureReason.PROTOCOL_ERROR, 0x30, 3, 0, lengthOfTopicBeyondThePacket, 'x');
	}

	@Test
	void lostByAnInvalidQualityOfService() throws Exception {
		assertLostAfter(FailureReason.PROTOCOL_ERROR, 0x36, 6, 0, 1, 't', 0, 1, 'x');
	}

	@Test
	void lostByAnAnswerThatNobodyAskedFor() throws Exception {
		assertLostAfter(FailureReason.PROTOCOL_ERROR, 0x90, 3, 0, 77, 0);
	}

	@Test
	void lostByAPacketOf256Megabytes() throws Exception {
		assertLostAfter(FailureReason.PROTOCOL_ERROR, 0x30, 0xFF, 0xFF, 0xFF, 0x7F);
	}

	@Test
	void thirtyConnectionsClosedAtOnceLeaveNoThread() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
		})) {
			failThirtyTimes(server);
		}
	}

	@Test
	void thirtyConnectionsClosedWithinConnackLeaveNoThread() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> connection.send(0x20, 2))) {
			failThirtyTimes(server);
		}
	}

	private static void failThirtyTimes(ScriptedServer server) {
		List<RecordingListener> listeners = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			RecordingListener attempt = new RecordingListener();
			listeners.add(attempt);
			new PahoSessionFactory().open(SessionRequests.tcp(server.port()).request(), attempt);
		}
		for (RecordingListener attempt : listeners) {
			assertThat(attempt.awaitFailure().reason()).isIn(FailureReason.CLOSED_BEFORE_CONNACK,
					FailureReason.CONNECTION_RESET);
		}
		SessionThreadCount.awaitNone();
	}

	@RepeatedTest(5)
	void abortsAtAnyMoment() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.awaitEnd();
		})) {
			List<MqttSession> sessions = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				sessions.add(open(SessionRequests.tcp(server.port())));
			}
			sessions.forEach(MqttSession::abort);
			SessionThreadCount.awaitNone();
			Awaitility.await().until(() -> server.endedConnections() == server.connections());
		}
	}

	@RepeatedTest(5)
	void abortsInTheMidstOfPublishing() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.awaitEnd();
		})) {
			List<MqttSession> sessions = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				RecordingListener attempt = new RecordingListener();
				MqttSession session = new PahoSessionFactory().open(SessionRequests.tcp(server.port()).request(),
						attempt);
				attempt.awaitConnected();
				sessions.add(session);
			}
			for (MqttSession session : sessions) {
				for (int i = 0; i < 50; i++) {
					session.publish(new OutboundMessage("t", new byte[1], 0, false));
				}
				session.abort();
			}
			SessionThreadCount.awaitNone();
		}
	}

	@RepeatedTest(5)
	void lostWithMuchToSend() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.receive();
			connection.reset();
		})) {
			List<RecordingListener> attempts = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				RecordingListener attempt = new RecordingListener();
				attempts.add(attempt);
				MqttSession session = new PahoSessionFactory()
					.open(SessionRequests.tcp(server.port()).maxInflight(1000).request(), attempt);
				attempt.awaitConnected();
				for (int j = 0; j < 100; j++) {
					session.publish(new OutboundMessage("t", new byte[200 * 1024], 0, false));
				}
			}
			attempts.forEach(RecordingListener::awaitFailure);
			SessionThreadCount.awaitNone();
		}
	}

	@Test
	void abortsWhileConnecting() throws Exception {
		try (FullBacklog server = new FullBacklog()) {
			MqttSession session = open(SessionRequests.tcp(server.port()).connectTimeout(LONG));
			awaitThread("linkkit-mqtt-connect");
			session.abort();
			assertEndedInSilence();
		}
	}

	@Test
	void closesWhileConnecting() throws Exception {
		try (FullBacklog server = new FullBacklog()) {
			MqttSession session = open(SessionRequests.tcp(server.port()).connectTimeout(LONG));
			awaitThread("linkkit-mqtt-connect");
			assertThat(session.close(LONG)).isCompleted();
			assertEndedInSilence();
		}
	}

	@Test
	void abortsInTheTlsHandshake() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(ScriptedServer.Connection::awaitEnd)) {
			MqttSession session = open(stalledTls(server));
			Awaitility.await().until(() -> server.connections() == 1);
			session.abort();
			assertEndedInSilence();
			Awaitility.await().until(() -> server.endedConnections() == 1);
		}
	}

	@Test
	void closesInTheTlsHandshake() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(ScriptedServer.Connection::awaitEnd)) {
			MqttSession session = open(stalledTls(server));
			Awaitility.await().until(() -> server.connections() == 1);
			assertThat(session.close(LONG)).isCompleted();
			assertEndedInSilence();
		}
	}

	@Test
	void abortsWhileWaitingForConnack() throws Exception {
		CompletableFuture<Void> asked = new CompletableFuture<>();
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.receive();
			asked.complete(null);
			connection.awaitEnd();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()).connackTimeout(LONG));
			asked.join();
			session.abort();
			assertEndedInSilence();
			Awaitility.await().until(() -> server.endedConnections() == 1);
		}
	}

	@Test
	void closesWhileWaitingForConnack() throws Exception {
		CompletableFuture<Void> asked = new CompletableFuture<>();
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.receive();
			asked.complete(null);
			connection.awaitEnd();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()).connackTimeout(LONG));
			asked.join();
			assertThat(session.close(LONG)).isCompleted();
			assertEndedInSilence();
		}
	}

	@Test
	void abortsWhenConnected() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.awaitEnd();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			session.abort();
			SessionThreadCount.awaitNone();
			assertThat(this.listener.calls()).containsExactly("connected false");
			Awaitility.await().until(() -> server.endedConnections() == 1);
		}
	}

	@Test
	void abortsInABlackHole() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.hang();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()).maxInflight(1000));
			this.listener.awaitConnected();
			CompletableFuture<Void> last = fillUp(session);
			session.abort();
			assertThat(last).isCompletedExceptionally();
			SessionThreadCount.awaitNone();
		}
	}

	@Test
	void closesInABlackHole() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.hang();
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()).maxInflight(1000));
			this.listener.awaitConnected();
			fillUp(session);
			CompletableFuture<Void> closed = session.close(Duration.ofMillis(500));
			assertThat(closed).isNotDone();
			assertThat(closed).succeedsWithin(Duration.ofSeconds(5));
			SessionThreadCount.awaitNone();
		}
	}

	@Test
	void closesInABlackHoleOverTls() throws Exception {
		TestCertificates certificates = new TestCertificates();
		try (ScriptedServer server = ScriptedServer.tls(TestCertificates.serverContext(certificates.forLoopback()),
				(connection) -> {
					connection.accept();
					connection.hang();
				})) {
			MqttSession session = open(SessionRequests
				.to(new Endpoint("127.0.0.1", server.port(), Transport.TCP, TransportSecurity.TLS),
						certificates.clientContext())
				.maxInflight(1000));
			this.listener.awaitConnected();
			fillUp(session);
			assertThat(session.close(Duration.ofMillis(500))).succeedsWithin(Duration.ofSeconds(5));
			SessionThreadCount.awaitNone();
		}
	}

	@Test
	void closesThoughTheServerWithholdsAnAcknowledgement() throws Exception {
		CompletableFuture<Integer> disconnect = new CompletableFuture<>();
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.receive();
			disconnect.complete(connection.receive().first());
		})) {
			MqttSession session = open(SessionRequests.tcp(server.port()));
			this.listener.awaitConnected();
			session.publish(new OutboundMessage("t", new byte[0], 1, false));
			assertThat(session.close(Duration.ofMillis(500))).succeedsWithin(Duration.ofSeconds(5));
			assertThat(disconnect).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(0xE0);
		}
	}

	@Test
	void closesFromWithinTheListener() throws Exception {
		CompletableFuture<Integer> disconnect = new CompletableFuture<>();
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.receive();
			connection.send(0x20, 2, 0, 0, 0x30, 4, 0, 1, 't', 'x');
			disconnect.complete(connection.receive().first());
		})) {
			CompletableFuture<MqttSession> opened = new CompletableFuture<>();
			CompletableFuture<Void> closed = new CompletableFuture<>();
			opened.complete(new PahoSessionFactory().open(SessionRequests.tcp(server.port()).request(),
					new ClosingListener(opened, closed)));
			assertThat(closed).succeedsWithin(Duration.ofSeconds(5));
			assertThat(disconnect).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(0xE0);
		}
	}

	@Test
	void abortsWhileTheListenerBlocks() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			for (int i = 0; i < 100; i++) {
				connection.send(0x30, 4, 0, 1, 't', 'x');
			}
			connection.awaitEnd();
		})) {
			BlockingListener blocking = new BlockingListener();
			MqttSession session = new PahoSessionFactory().open(SessionRequests.tcp(server.port()).request(), blocking);
			blocking.entered.join();
			session.abort();
			Awaitility.await().until(() -> server.endedConnections() == 1);
			blocking.release.complete(null);
			SessionThreadCount.awaitNone();
			assertThat(blocking.arrived).isOne();
		}
	}

	private void assertLostAfter(FailureReason reason, int... bytes) throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.send(bytes);
			connection.awaitEnd();
		})) {
			open(SessionRequests.tcp(server.port()));
			assertLost(reason);
			Awaitility.await().until(() -> server.endedConnections() == 1);
		}
	}

	private MqttFailure assertLost(FailureReason reason) {
		MqttFailure failure = this.listener.awaitFailure();
		assertThat(failure.reason()).as(failure::toString).isEqualTo(reason);
		assertThat(failure.detail()).contains("127.0.0.1:");
		SessionThreadCount.awaitNone();
		assertThat(this.listener.calls()).containsExactly("connected false", "lost " + reason);
		return failure;
	}

	private void assertEndedInSilence() {
		SessionThreadCount.awaitNone();
		assertThat(this.listener.calls()).isEmpty();
	}

	private static void awaitThread(String name) {
		Awaitility.await().until(() -> SessionThreadCount.names().contains(name));
	}

	private static CompletableFuture<Void> fillUp(MqttSession session) {
		CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
		for (int i = 0; i < 500; i++) {
			last = session.publish(new OutboundMessage("t", new byte[64 * 1024], 1, false));
		}
		return last;
	}

	private static SessionRequests stalledTls(ScriptedServer server) throws Exception {
		return SessionRequests
			.to(new Endpoint("127.0.0.1", server.port(), Transport.TCP, TransportSecurity.TLS),
					new TestCertificates().clientContext())
			.connectTimeout(LONG);
	}

	private MqttSession open(SessionRequests requests) {
		return new PahoSessionFactory().open(requests.request(), this.listener);
	}

	/**
	 * Closes the session when a message comes.
	 */
	private record ClosingListener(CompletableFuture<MqttSession> session,
			CompletableFuture<Void> closed) implements QuietListener {

		@Override
		public void messageArrived(InboundMessage message) {
			this.session.join().close(Duration.ofSeconds(2)).thenRun(() -> this.closed.complete(null));
		}

	}

	/**
	 * Does not return from the first message until released.
	 */
	private static final class BlockingListener implements QuietListener {

		private final CompletableFuture<Void> entered = new CompletableFuture<>();

		private final CompletableFuture<Void> release = new CompletableFuture<>();

		private volatile int arrived;

		@Override
		public void messageArrived(InboundMessage message) {
			this.arrived++;
			this.entered.complete(null);
			this.release.join();
		}

	}

}
