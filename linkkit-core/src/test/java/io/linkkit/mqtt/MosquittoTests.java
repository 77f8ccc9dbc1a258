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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests {@link PahoSession} against mosquitto over every transport.
 */
class MosquittoTests {

	private static @Nullable Mosquitto mosquitto;

	private static @Nullable SSLContext sslContext;

	@TempDir
	private static Path directory;

	private final RecordingListener listener = new RecordingListener();

	@BeforeAll
	static void startMosquitto() throws Exception {
		assumeTrue(Mosquitto.executable().isPresent(),
				"mosquitto is neither in /usr/sbin nor in /usr/local/sbin nor on PATH");
		TestCertificates certificates = new TestCertificates();
		sslContext = certificates.clientContext();
		mosquitto = Mosquitto.start(Mosquitto.executable().orElseThrow(), directory, certificates.forLoopback());
	}

	@AfterAll
	static void stopMosquitto() throws Exception {
		if (mosquitto != null) {
			mosquitto.close();
		}
	}

	@AfterEach
	void noThreadIsLeft() {
		SessionThreadCount.awaitNone();
	}

	static Stream<Endpoint> endpoints() {
		return Stream.of(new Endpoint("127.0.0.1", mosquitto.tcpPort(), Transport.TCP, TransportSecurity.NONE),
				new Endpoint("localhost", mosquitto.tlsPort(), Transport.TCP, TransportSecurity.TLS),
				new Endpoint("127.0.0.1", mosquitto.webSocketPort(), Transport.WEBSOCKET, TransportSecurity.NONE),
				new Endpoint("localhost", mosquitto.secureWebSocketPort(), Transport.WEBSOCKET, TransportSecurity.TLS));
	}

	@ParameterizedTest
	@MethodSource("endpoints")
	void messagesOfAllSizesComeBackAsTheyWereSent(Endpoint endpoint) {
		MqttSession session = open(endpoint);
		assertThat(session.subscribe(List.of(new TopicSubscription("a1B2c3D4e5F/sensor_01/user/echo", 1))))
			.succeedsWithin(Duration.ofSeconds(5));
		Random random = new Random(1);
		// mosquitto sends a WebSocket 40 KB a second
		int largest = (endpoint.transport() == Transport.TCP) ? 256 * 1024 : 65536;
		List<byte[]> payloads = Stream.of(0, 1, 117, 126, 1024, 8192, 65535, largest).map((size) -> {
			byte[] payload = new byte[size];
			random.nextBytes(payload);
			return payload;
		}).toList();
		for (byte[] payload : payloads) {
			session.publish(new OutboundMessage("a1B2c3D4e5F/sensor_01/user/echo", payload, 1, false));
		}
		Awaitility.await().until(() -> this.listener.messages().size() == payloads.size());
		assertThat(this.listener.messages()).extracting(InboundMessage::payload).containsExactlyElementsOf(payloads);
		assertThat(session.close(Duration.ofSeconds(5))).succeedsWithin(Duration.ofSeconds(5));
	}

	@ParameterizedTest
	@MethodSource("endpoints")
	void manyMessagesArriveInOrder(Endpoint endpoint) {
		MqttSession session = open(endpoint);
		assertThat(session.subscribe(List.of(new TopicSubscription("flood", 0)))).succeedsWithin(Duration.ofSeconds(5));
		List<CompletableFuture<Void>> published = new ArrayList<>();
		for (int i = 0; i < 5000; i++) {
			published.add(session.publish(new OutboundMessage("flood", String.valueOf(i).getBytes(), 0, false)));
		}
		Awaitility.await().until(() -> this.listener.messages().size() == 5000);
		assertThat(published).allMatch(CompletableFuture::isDone);
		for (int i = 0; i < 5000; i++) {
			assertThat(this.listener.messages().get(i).payload()).asString().isEqualTo(String.valueOf(i));
		}
		session.abort();
	}

	@ParameterizedTest
	@MethodSource("endpoints")
	void staysConnectedWhenIdleForLongerThanTheKeepAlive(Endpoint endpoint) {
		MqttSession session = open(endpoint, Duration.ofSeconds(2));
		Awaitility.await()
			.during(Duration.ofSeconds(5))
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.listener.calls().size() == 1);
		assertThat(session.publish(new OutboundMessage("alive", new byte[1], 1, false)))
			.succeedsWithin(Duration.ofSeconds(5));
		session.abort();
	}

	private MqttSession open(Endpoint endpoint) {
		return open(endpoint, Duration.ofSeconds(60));
	}

	private MqttSession open(Endpoint endpoint, Duration keepAlive) {
		SessionRequests requests = SessionRequests.to(endpoint,
				(endpoint.security() == TransportSecurity.TLS) ? sslContext : null);
		MqttSession session = new PahoSessionFactory().open(requests.maxInflight(10000).keepAlive(keepAlive).request(),
				this.listener);
		this.listener.awaitConnected();
		return session;
	}

}
