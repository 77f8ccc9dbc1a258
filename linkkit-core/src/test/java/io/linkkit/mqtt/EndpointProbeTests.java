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
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

import javax.net.ssl.SSLContext;

import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link EndpointProbe}. What each failure is called is tested for sessions, by
 * {@link ConnectFailureTests}.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class EndpointProbeTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static Endpoint localhost(int port) {
		return new Endpoint("localhost", port, Transport.TCP, TransportSecurity.TLS);
	}

	private static EndpointReport probe(int port, SSLContext context) {
		return new EndpointProbe(localhost(port), TIMEOUT).probe(context);
	}

	@AfterEach
	void noThreadIsLeft() {
		await().until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().startsWith("linkkit-probe-")));
	}

	@Test
	void tellsOfEachStep() throws Exception {
		TestCertificates certificates = new TestCertificates();
		Instant end = Instant.parse("2099-02-02T00:00:00Z");
		try (ScriptedServer server = ScriptedServer.tls(
				TestCertificates.serverContext(certificates.forLoopback(Instant.parse("2020-02-02T00:00:00Z"), end)),
				ScriptedServer.Connection::awaitEnd)) {
			EndpointReport report = probe(server.port(), certificates.clientContext());
			assertThat(report.nameLookup().failure()).isNull();
			assertThat(report.addresses()).contains("127.0.0.1");
			assertThat(report.tcp()).isNotNull().extracting(EndpointReport.Outcome::failure).isNull();
			assertThat(report.connectedTo()).isEqualTo("127.0.0.1");
			assertThat(report.tls()).isNotNull().extracting(EndpointReport.Outcome::failure).isNull();
			assertThat(report.tlsVersion()).isEqualTo("TLSv1.3");
			PeerCertificate certificate = report.certificates().get(0);
			assertThat(certificate.subject()).isEqualTo("CN=broker");
			assertThat(certificate.hosts()).containsExactlyInAnyOrder("127.0.0.1", "localhost");
			assertThat(certificate.issuer()).isEqualTo("CN=LinkKit test root");
			assertThat(certificate.validFrom()).isEqualTo("2020-02-02T00:00:00Z");
			assertThat(certificate.validTo()).isEqualTo(end);
		}
	}

	@Test
	void leavesTlsOutOnRequest() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp(ScriptedServer.Connection::awaitEnd)) {
			EndpointReport report = new EndpointProbe(localhost(server.port()), TIMEOUT).probe(null);
			assertThat(report.tcp()).isNotNull().extracting(EndpointReport.Outcome::failure).isNull();
			assertThat(report.tls()).isNull();
			assertThat(report.tlsVersion()).isNull();
		}
	}

	@Test
	void showsCertificatesThatAreNotTrusted() throws Exception {
		try (ScriptedServer server = ScriptedServer.tls(
				TestCertificates.serverContext(new TestCertificates().forHost("iot.example.com")),
				ScriptedServer.Connection::accept)) {
			EndpointReport report = probe(server.port(), new TestCertificates().clientContext());
			assertThat(report.tls()).isNotNull();
			assertThat(report.tls().failure()).isNotNull();
			assertThat(report.tls().failure().reason()).isEqualTo(FailureReason.TLS_UNKNOWN_CA);
			assertThat(report.tlsVersion()).isNull();
			assertThat(report.certificates().get(0).hosts()).containsExactly("iot.example.com");
		}
	}

	@Test
	void seesNoCertificateWhereNoTlsIsSpoken() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> connection.send(0x20, 2, 0, 0))) {
			assertThat(new EndpointProbe(localhost(server.port()), TIMEOUT).presentedCertificates()).isEmpty();
		}
	}

	@Test
	void stopsAtTheStepThatFails() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		EndpointReport report = new EndpointProbe(localhost(port), TIMEOUT).probe(null);
		assertThat(report.nameLookup().failure()).isNull();
		assertThat(report.tcp()).isNotNull();
		assertThat(report.tcp().failure()).isNotNull();
		assertThat(report.tcp().failure().reason()).isEqualTo(FailureReason.CONNECT_REFUSED);
		assertThat(report.connectedTo()).isNull();
		assertThat(report.tls()).isNull();
	}

	@Test
	void namesAHostWithoutAddress() {
		EndpointReport report = new EndpointProbe(localhost(1), TIMEOUT, (host) -> {
			throw new UnknownHostException(host);
		}).probe(null);
		assertThat(report.nameLookup().failure()).isNotNull();
		assertThat(report.nameLookup().failure().reason()).isEqualTo(FailureReason.DNS);
		assertThat(report.tcp()).isNull();
	}

	@Test
	void doesNotWaitForANameServerThatSaysNothing() {
		CountDownLatch end = new CountDownLatch(1);
		EndpointReport report = new EndpointProbe(localhost(1), Duration.ofMillis(200), (host) -> {
			try {
				end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			throw new UnknownHostException(host);
		}).probe(null);
		end.countDown();
		assertThat(report.nameLookup().failure()).isNotNull();
		assertThat(report.nameLookup().failure().detail()).contains("we were looking up the host name");
	}

	@Test
	void doesNotWaitForAHandshakeThatDoesNotGoOn() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			EndpointReport report = new EndpointProbe(localhost(silent.getLocalPort()), Duration.ofMillis(500))
				.probe(new TestCertificates().clientContext());
			assertThat(report.tcp()).isNotNull().extracting(EndpointReport.Outcome::failure).isNull();
			assertThat(report.tls()).isNotNull();
			assertThat(report.tls().failure()).isNotNull();
			assertThat(report.tls().failure().reason()).isEqualTo(FailureReason.CONNECT_TIMEOUT);
		}
	}

}
