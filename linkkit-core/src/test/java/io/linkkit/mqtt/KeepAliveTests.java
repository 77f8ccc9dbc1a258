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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.linkkit.thread.ThreadKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeepAlive} within a session.
 */
class KeepAliveTests {

	/** Less than a server could be told of, but these do not care. */
	private static final Duration INTERVAL = Duration.ofMillis(400);

	private static final int PINGREQ = 0xC0;

	private final RecordingListener listener = new RecordingListener();

	private final AtomicInteger pings = new AtomicInteger();

	@AfterEach
	void noThreadIsLeft() {
		SessionThreadCount.awaitNone();
	}

	@Test
	void pingsWhenIdleAndStaysConnected() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			answerPings(connection, 0);
		})) {
			MqttSession session = open(server, Duration.ofMillis(300));
			Awaitility.await().until(() -> this.pings.get() >= 3);
			assertThat(this.listener.calls()).containsExactly("connected false");
			session.abort();
		}
	}

	@Test
	void slowAnswersWithinTheGraceTimeAreGoodEnough() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			answerPings(connection, 300);
		})) {
			MqttSession session = open(server, Duration.ofSeconds(5));
			Awaitility.await().until(() -> this.pings.get() >= 3);
			assertThat(this.listener.calls()).containsExactly("connected false");
			session.abort();
		}
	}

	@Test
	void silentServerIsLostAndTheSocketClosed() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.awaitEnd();
		})) {
			open(server, Duration.ofMillis(500));
			assertLostBySilence();
			Awaitility.await().until(() -> server.endedConnections() == 1);
		}
	}

	@Test
	void silentServerIsLostWhilePublishing() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.awaitEnd();
		})) {
			MqttSession session = open(server, Duration.ofMillis(500));
			this.listener.awaitConnected();
			Awaitility.await().until(() -> {
				session.publish(new OutboundMessage("t", new byte[10], 0, false));
				return this.listener.calls().size() == 2;
			});
			assertLostBySilence();
		}
	}

	@Test
	void serverThatNoLongerReadsIsLostWhilePublishing() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			connection.hang();
		})) {
			MqttSession session = open(server, Duration.ofMillis(500));
			this.listener.awaitConnected();
			for (int i = 0; i < 100; i++) {
				session.publish(new OutboundMessage("t", new byte[200 * 1024], 0, false));
			}
			assertLostBySilence();
		}
	}

	@Test
	void pingsDoNotPileUpWhileTheServerDoesNotRead() throws Exception {
		CompletableFuture<Void> allRead = new CompletableFuture<>();
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			pause(2000);
			for (int published = 0; published < 100;) {
				if (connection.receive().first() == PINGREQ) {
					this.pings.incrementAndGet();
				}
				else {
					published++;
				}
			}
			allRead.complete(null);
			connection.awaitEnd();
		})) {
			long start = System.nanoTime();
			MqttSession session = open(server, Duration.ofSeconds(30));
			this.listener.awaitConnected();
			for (int i = 0; i < 100; i++) {
				session.publish(new OutboundMessage("t", new byte[200 * 1024], 0, false));
			}
			assertThat(allRead).succeedsWithin(Duration.ofSeconds(20));
			long intervals = (System.nanoTime() - start) / INTERVAL.toNanos();
			assertThat(this.pings.get()).isBetween(1, (int) intervals);
			session.abort();
		}
	}

	@Test
	void pingsForTheSakeOfTheServerWhenOnlyReceiving() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			CompletableFuture.runAsync(() -> publishSteadily(connection));
			answerPings(connection, 0);
		})) {
			MqttSession session = open(server, Duration.ofMillis(300));
			Awaitility.await().until(() -> this.pings.get() >= 3);
			assertThat(this.listener.calls()).doesNotContain("lost KEEP_ALIVE_TIMEOUT");
			session.abort();
		}
	}

	@Test
	void blockedListenerIsNotTakenForASilentServer() throws Exception {
		BlockingListener blocking = new BlockingListener();
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.accept();
			for (int i = 0; i < 100; i++) {
				connection.send(0x30, 4, 0, 1, 't', 'x');
			}
			answerPings(connection, 0);
		})) {
			MqttSession session = new PahoSessionFactory(ThreadKind.PLATFORM, Duration.ofMillis(300))
				.open(SessionRequests.tcp(server.port()).keepAlive(INTERVAL).request(), blocking);
			Awaitility.await().until(() -> this.pings.get() >= 3);
			blocking.release.complete(null);
			Awaitility.await().until(() -> this.pings.get() >= 5);
			assertThat(blocking.arrived).hasValue(100);
			assertThat(blocking.lost).isNotDone();
			session.abort();
		}
	}

	private MqttSession open(ScriptedServer server, Duration grace) {
		return new PahoSessionFactory(ThreadKind.PLATFORM, grace)
			.open(SessionRequests.tcp(server.port()).keepAlive(INTERVAL).request(), this.listener);
	}

	private void assertLostBySilence() {
		MqttFailure failure = this.listener.awaitFailure();
		assertThat(failure.reason()).as(failure::toString).isEqualTo(FailureReason.KEEP_ALIVE_TIMEOUT);
		assertThat(this.listener.calls()).containsExactly("connected false", "lost KEEP_ALIVE_TIMEOUT");
	}

	private void answerPings(ScriptedServer.Connection connection, long delayMillis) throws IOException {
		while (true) {
			if (connection.receive().first() == PINGREQ) {
				pause(delayMillis);
				connection.send(0xD0, 0);
				this.pings.incrementAndGet();
			}
		}
	}

	private static void publishSteadily(ScriptedServer.Connection connection) {
		try {
			while (true) {
				connection.send(0x30, 4, 0, 1, 't', 'x');
				pause(50);
			}
		}
		catch (IOException ex) {
			// the client closed
		}
	}

	private static void pause(long millis) throws IOException {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	/**
	 * Does not return from the first message until released.
	 */
	private static final class BlockingListener implements QuietListener {

		private final CompletableFuture<Void> release = new CompletableFuture<>();

		private final CompletableFuture<MqttFailure> lost = new CompletableFuture<>();

		private final AtomicInteger arrived = new AtomicInteger();

		@Override
		public void lost(MqttFailure failure) {
			this.lost.complete(failure);
		}

		@Override
		public void messageArrived(InboundMessage message) {
			this.release.join();
			this.arrived.incrementAndGet();
		}

	}

}
