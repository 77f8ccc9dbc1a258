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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import javax.net.ssl.SSLContext;

import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which reason {@link PahoSession} gives for an attempt that fails.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectFailureTests {

	private final RecordingListener listener = new RecordingListener();

	@AfterEach
	void toldOnceAndNoThreadIsLeft() {
		SessionThreadCount.awaitNone();
		assertThat(this.listener.calls()).hasSize(1);
	}

	@Test
	void unknownHost() {
		open(SessionRequests.to(new Endpoint("no-such-host.invalid", 1883, Transport.TCP, TransportSecurity.NONE), null)
			.connectTimeout(Duration.ofSeconds(30)));
		MqttFailure failure = this.listener.awaitFailure(Duration.ofSeconds(40));
		assertThat(failure.reason()).isEqualTo(FailureReason.DNS);
		assertThat(failure.detail()).contains("no-such-host.invalid");
	}

	@Test
	void nobodyListens() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		open(SessionRequests.tcp(port));
		assertFailure(FailureReason.CONNECT_REFUSED, "127.0.0.1:" + port);
	}

	@Test
	void nobodyAcceptsTheConnection() throws Exception {
		try (FullBacklog server = new FullBacklog()) {
			open(SessionRequests.tcp(server.port()).connectTimeout(Duration.ofMillis(500)));
			assertFailure(FailureReason.CONNECT_TIMEOUT, "127.0.0.1:" + server.port());
		}
	}

	@Test
	void serverSaysNothingInTheTlsHandshake() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(ScriptedServer.Connection::awaitEnd)) {
			open(tls(server.port()).connectTimeout(Duration.ofMillis(500)));
			assertFailure(FailureReason.CONNECT_TIMEOUT, "TLS handshake");
		}
	}

	@Test
	void serverSendsItsTlsHandshakeByteForByte() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			byte[] recordOf16Kilobytes = { 0x16, 3, 3, 0x40, 0 };
			connection.send(recordOf16Kilobytes);
			while (true) {
				connection.send(2);
				pause(20);
			}
		})) {
			open(tls(server.port()).connectTimeout(Duration.ofMillis(500)));
			assertFailure(FailureReason.CONNECT_TIMEOUT, "TLS handshake");
		}
	}

	@Test
	void certificateIsExpired() throws Exception {
		Instant end = Instant.parse("2020-02-02T00:00:00Z");
		assertCertificateRefused((certificates) -> certificates.forLoopback(end.minusSeconds(86400), end),
				FailureReason.TLS_CERTIFICATE_EXPIRED, "CN=broker", "2020-02-02T00:00:00Z",
				"this device believes it is 20");
	}

	@Test
	void certificateIsNotYetValid() throws Exception {
		Instant begin = Instant.parse("2099-02-02T00:00:00Z");
		assertCertificateRefused((certificates) -> certificates.forLoopback(begin, begin.plusSeconds(86400)),
				FailureReason.TLS_CERTIFICATE_NOT_YET_VALID, "CN=broker", "2099-02-02T00:00:00Z",
				"this device believes it is 20");
	}

	@Test
	void certificateIsSignedByAStranger() throws Exception {
		assertCertificateRefused((certificates) -> new TestCertificates().forLoopback(), FailureReason.TLS_UNKNOWN_CA,
				"127.0.0.1:");
	}

	@Test
	void certificateIsForAnotherHost() throws Exception {
		assertCertificateRefused((certificates) -> certificates.forHost("iot.example.com"),
				FailureReason.TLS_WRONG_HOST, "127.0.0.1");
	}

	@Test
	void certificateNamesAnotherHostThanTheName() throws Exception {
		TestCertificates certificates = new TestCertificates();
		try (ScriptedServer server = ScriptedServer.tls(
				TestCertificates.serverContext(certificates.forHost("iot.example.com")),
				ScriptedServer.Connection::accept)) {
			open(SessionRequests.to(new Endpoint("localhost", server.port(), Transport.TCP, TransportSecurity.TLS),
					certificates.clientContext()));
			assertFailure(FailureReason.TLS_WRONG_HOST, "localhost:");
		}
	}

	@Test
	void portSpeaksNoTls() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.send("220 mail.example.com ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
			connection.awaitEnd();
		})) {
			open(tls(server.port()));
			assertFailure(FailureReason.TLS_FAILED, "127.0.0.1:" + server.port());
		}
	}

	@Test
	void serverClosesInTheTlsHandshake() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> connection.socket().getInputStream().read())) {
			open(tls(server.port()));
			assertThat(this.listener.awaitFailure().reason()).isIn(FailureReason.TLS_FAILED,
					FailureReason.CONNECTION_RESET);
		}
	}

	@Test
	void trustStoreIsNotInitialized() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(ScriptedServer.Connection::awaitEnd)) {
			open(SessionRequests.to(new Endpoint("127.0.0.1", server.port(), Transport.TCP, TransportSecurity.TLS),
					SSLContext.getInstance("TLS")));
			assertFailure(FailureReason.LOCAL_ERROR, "127.0.0.1:" + server.port());
		}
	}

	@Test
	void serverRefusesToBecomeAWebSocket() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.send("HTTP/1.1 403 Forbidden\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			connection.awaitEnd();
		})) {
			open(webSocket(server.port()));
			assertFailure(FailureReason.WEBSOCKET_REFUSED, "HTTP/1.1 403 Forbidden");
		}
	}

	@Test
	void serverAnswersTheUpgradeWithoutEnd() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			while (true) {
				connection.send(new byte[1024]);
			}
		})) {
			open(webSocket(server.port()));
			assertFailure(FailureReason.WEBSOCKET_REFUSED, "127.0.0.1:" + server.port());
		}
	}

	@Test
	void serverDoesNotAnswerTheUpgrade() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(ScriptedServer.Connection::awaitEnd)) {
			open(webSocket(server.port()).connectTimeout(Duration.ofMillis(500)));
			assertFailure(FailureReason.CONNECT_TIMEOUT, "WebSocket");
		}
	}

	@Test
	void serverDoesNotAnswerConnect() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(ScriptedServer.Connection::awaitEnd)) {
			open(SessionRequests.tcp(server.port()).connackTimeout(Duration.ofMillis(500)));
			assertFailure(FailureReason.CONNACK_TIMEOUT, "127.0.0.1:" + server.port());
		}
	}

	@ParameterizedTest
	@CsvSource({ "1, UNACCEPTABLE_PROTOCOL_VERSION", "2, IDENTIFIER_REJECTED", "3, SERVER_UNAVAILABLE",
			"4, BAD_CREDENTIALS", "5, NOT_AUTHORIZED", "6, PROTOCOL_ERROR", "255, PROTOCOL_ERROR" })
	void serverRefuses(int code, FailureReason reason) throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.receive();
			connection.send(0x20, 2, 0, code);
		})) {
			open(SessionRequests.tcp(server.port()));
			MqttFailure failure = assertFailure(reason, "127.0.0.1:" + server.port());
			assertThat(failure.detail()).contains("CONNACK " + code);
			assertThat(String.valueOf(failure)).doesNotContain(SessionRequests.PASSWORD);
		}
	}

	@Test
	void serverClosesAtOnce() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(ScriptedServer.Connection::receive)) {
			open(SessionRequests.tcp(server.port()));
			assertFailure(FailureReason.CLOSED_BEFORE_CONNACK, "127.0.0.1:" + server.port());
		}
	}

	@Test
	void serverClosesWithinConnack() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.receive();
			connection.send(0x20, 2);
		})) {
			open(SessionRequests.tcp(server.port()));
			assertFailure(FailureReason.CLOSED_BEFORE_CONNACK, "127.0.0.1:" + server.port());
		}
	}

	@Test
	void serverResetsTheConnection() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.receive();
			connection.reset();
		})) {
			open(SessionRequests.tcp(server.port()));
			assertFailure(FailureReason.CONNECTION_RESET, "127.0.0.1:" + server.port());
		}
	}

	@Test
	void serverSpeaksHttp() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.receive();
			connection.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			connection.awaitEnd();
		})) {
			open(SessionRequests.tcp(server.port()));
			assertFailure(FailureReason.PROTOCOL_ERROR, "Expected CONNACK");
		}
	}

	@Test
	void serverPublishesInsteadOfConnack() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			connection.receive();
			connection.send(0x30, 4, 0, 1, 't', 'x');
			connection.awaitEnd();
		})) {
			open(SessionRequests.tcp(server.port()));
			assertFailure(FailureReason.PROTOCOL_ERROR, "Expected CONNACK");
		}
	}

	private MqttSession open(SessionRequests requests) {
		return new PahoSessionFactory().open(requests.request(), this.listener);
	}

	private static SessionRequests tls(int port) throws Exception {
		return SessionRequests.to(new Endpoint("127.0.0.1", port, Transport.TCP, TransportSecurity.TLS),
				new TestCertificates().clientContext());
	}

	private static SessionRequests webSocket(int port) {
		return SessionRequests.to(new Endpoint("127.0.0.1", port, Transport.WEBSOCKET, TransportSecurity.NONE), null);
	}

	private MqttFailure assertFailure(FailureReason reason, String detail) {
		MqttFailure failure = this.listener.awaitFailure();
		assertThat(failure.reason()).as(failure::toString).isEqualTo(reason);
		assertThat(failure.detail()).contains(detail);
		assertThat(this.listener.calls()).containsExactly("connectFailed " + reason);
		return failure;
	}

	private void assertCertificateRefused(CertificateChoice choice, FailureReason reason, String... details)
			throws Exception {
		TestCertificates certificates = new TestCertificates();
		SSLContext serverContext = TestCertificates.serverContext(choice.choose(certificates));
		try (ScriptedServer server = ScriptedServer.tls(serverContext, ScriptedServer.Connection::accept)) {
			open(SessionRequests.to(new Endpoint("127.0.0.1", server.port(), Transport.TCP, TransportSecurity.TLS),
					certificates.clientContext()));
			MqttFailure failure = assertFailure(reason, "127.0.0.1:" + server.port());
			assertThat(failure.detail()).contains(details);
			assertThat(failure.cause()).isNotNull();
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
	 * Which certificate the server shows.
	 */
	private interface CertificateChoice {

		X509Bundle choose(TestCertificates certificates) throws Exception;

	}

}
