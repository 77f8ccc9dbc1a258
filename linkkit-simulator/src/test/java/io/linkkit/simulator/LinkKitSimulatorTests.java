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

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.util.List;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.tls.TlsCertificate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class LinkKitSimulatorTests {

	// Closing a port resets the connections that the operating system still holds for it.
	// They are accepted in the order they came in, all on one thread, so that the answer
	// to a later one on the same port proves that the silent one is served.
	@Test
	void nothingIsLeftAfterClose() throws Exception {
		LinkKitSimulator simulator = LinkKitSimulator.builder().tcp().tls().webSocket().start();
		SimulatedProduct product = simulator.cloud().createProduct();
		try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), simulator.tcpPort());
				PahoDevice plain = PahoDevice.plain(simulator, product.createDevice("sensor_01")).connect();
				PahoDevice tls = PahoDevice.tls(simulator, product.createDevice("sensor_02")).connect()) {
			assertThat(threads()).isNotEmpty();
			simulator.close();
			assertThat(threads()).isEmpty();
			assertThat(plain.awaitLoss()).isNotNull();
			assertThat(tls.awaitLoss()).isNotNull();
			assertThat(silent.getInputStream().read()).isEqualTo(-1);
		}
	}

	@RepeatedTest(20)
	void portIsFreeAfterClose() {
		LinkKitSimulator simulator = LinkKitSimulator.builder().tcp().start();
		int port = simulator.tcpPort();
		simulator.close();
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
	}

	@Test
	void closingTwiceIsHarmless() {
		LinkKitSimulator simulator = LinkKitSimulator.builder().tcp().start();
		simulator.close();
		simulator.close();
		assertThat(threads()).isEmpty();
	}

	@Test
	void portThatIsTakenIsNamedAndNothingIsLeft() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThatIllegalStateException()
				.isThrownBy(() -> LinkKitSimulator.builder().tls().tcp(taken.getLocalPort()).start())
				.withMessageContaining(String.valueOf(taken.getLocalPort()));
			assertThat(threads()).isEmpty();
		}
	}

	@Test
	void givenPortIsUsed() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		try (LinkKitSimulator simulator = LinkKitSimulator.builder().tcp(port).start()) {
			assertThat(simulator.tcpPort()).isEqualTo(port);
			assertThat(simulator.host()).isEqualTo("localhost");
		}
	}

	@Test
	void clientThatSpeaksNothingThatIsOfferedIsClosed() throws Exception {
		try (LinkKitSimulator simulator = LinkKitSimulator.builder().tcp().start();
				Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.tcpPort())) {
			socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(simulator.log().entries(LogEvent.PROTOCOL_ERROR)).isNotEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "EXPIRED, NotAfter", "NOT_YET_VALID, NotBefore", "WRONG_HOST, localhost" })
	void badCertificateIsRefusedByAClientThatTrustsTheAuthority(TlsCertificate kind, String message) throws Exception {
		try (LinkKitSimulator simulator = LinkKitSimulator.builder().tls().tlsCertificate(kind).start()) {
			assertThatExceptionOfType(SSLHandshakeException.class)
				.isThrownBy(() -> shakeHands(simulator, simulator.caCertificatePem()))
				.satisfies((ex) -> assertThat(rootCause(ex)).isInstanceOf(CertificateException.class)
					.hasMessageContaining(message));
			await().untilAsserted(() -> assertThat(simulator.log().entries(LogEvent.PROTOCOL_ERROR))
				.anyMatch((entry) -> entry.reason().equals("tls")));
		}
	}

	@Test
	void authorityOfAnotherSimulatorIsNotTrusted() throws Exception {
		try (LinkKitSimulator simulator = LinkKitSimulator.builder().tls().start();
				LinkKitSimulator another = LinkKitSimulator.builder().tls().start()) {
			shakeHands(simulator, simulator.caCertificatePem());
			assertThatExceptionOfType(SSLHandshakeException.class)
				.isThrownBy(() -> shakeHands(simulator, another.caCertificatePem()));
		}
	}

	private static void shakeHands(LinkKitSimulator simulator, String trustedPem) throws Exception {
		try (SSLSocket socket = (SSLSocket) PahoDevice.sslContext(trustedPem)
			.getSocketFactory()
			.createSocket(simulator.host(), simulator.tlsPort())) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			socket.setSSLParameters(parameters);
			socket.startHandshake();
		}
	}

	private static Throwable rootCause(Throwable failure) {
		Throwable cause = failure;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("linkkit-simulator") || name.startsWith("globalEventExecutor"))
			.toList();
	}

}
