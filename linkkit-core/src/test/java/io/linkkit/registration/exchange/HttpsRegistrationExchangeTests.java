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

package io.linkkit.registration.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.Secret;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.mqtt.ScriptedServer;
import io.linkkit.mqtt.TestCertificates;
import io.linkkit.registration.RegistrationException;
import io.linkkit.registration.RegistrationExchange;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.tls.SslContextSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link HttpsRegistrationExchange}; {@link HttpsAnswerReaderTests} has the
 * codes.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpsRegistrationExchangeTests {

	private static final Duration LONG = Duration.ofSeconds(40);

	private static final Duration SHORT = Duration.ofMillis(500);

	private static TestCertificates certificates;

	private static SSLContext serverContext;

	private static SSLContext clientContext;

	private final List<ScriptedServer> servers = new ArrayList<>();

	private final List<DeviceCredential> kept = new ArrayList<>();

	@BeforeAll
	static void issueCertificates() throws Exception {
		certificates = new TestCertificates();
		serverContext = TestCertificates.serverContext(certificates.forLoopback());
		clientContext = certificates.clientContext();
	}

	@AfterEach
	void noThreadIsLeft() throws IOException {
		for (ScriptedServer server : this.servers) {
			server.close();
		}
		RegistrationThreads.awaitNone();
	}

	@Test
	void formIsPostedAndTheSecretKept() throws Exception {
		CompletableFuture<String> request = new CompletableFuture<>();
		ScriptedServer server = start((connection) -> {
			request.complete(HttpScript.receive(connection));
			HttpScript.send(connection, 200, HttpScript.SUCCESS);
			connection.awaitEnd();
		});
		register(uri(server));
		assertKept();
		assertThat(request.join()).startsWith("POST /auth/register/device HTTP/1.1\r\n")
			.containsIgnoringCase("\r\nContent-Type: application/x-www-form-urlencoded\r\n")
			.containsIgnoringCase("\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
			.containsPattern("\r\n\r\nproductKey=a1B2c3D4e5F&deviceName=sensor_01&random=[0-9A-Za-z]{16,}"
					+ "&sign=[0-9a-f]{64}&signMethod=hmacsha256$");
	}

	@ParameterizedTest
	@CsvSource({ "'', /auth/register/device", "/, /auth/register/device", "/base, /base/auth/register/device",
			"/base/, /base/auth/register/device" })
	void pathIsAddedToTheEndpoint(String base, String path) throws Exception {
		CompletableFuture<String> request = new CompletableFuture<>();
		ScriptedServer server = start((connection) -> {
			request.complete(HttpScript.receive(connection));
			HttpScript.send(connection, 200, HttpScript.SUCCESS);
		});
		register(URI.create(uri(server) + base));
		assertThat(request.join()).startsWith("POST " + path + " HTTP/1.1\r\n");
	}

	@Test
	void keeperIsCalledOnTheCallingThread() throws Exception {
		ScriptedServer server = start(HttpScript.answering(200, HttpScript.SUCCESS));
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		exchange(LONG, LONG, uri(server)).register((credential) -> thread.complete(Thread.currentThread()));
		assertThat(thread.join()).isSameAs(Thread.currentThread());
	}

	@Test
	void whatTheKeeperThrowsIsThrown() throws Exception {
		ScriptedServer server = start(HttpScript.answering(200, HttpScript.SUCCESS));
		RegistrationExchange exchange = exchange(LONG, LONG, uri(server));
		assertThatIllegalStateException().isThrownBy(() -> exchange.register((credential) -> {
			throw new IllegalStateException("not kept");
		})).withMessage("not kept");
	}

	@Test
	void answerMayComeInChunksAndEndWithTheConnection() throws Exception {
		ScriptedServer server = start((connection) -> {
			HttpScript.receive(connection);
			HttpScript.sendText(connection, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
			for (String part : HttpScript.SUCCESS.split("(?<=,)")) {
				HttpScript.sendText(connection, part);
			}
		});
		register(uri(server));
		assertKept();
	}

	@Test
	void refusalIsThrown() throws Exception {
		ScriptedServer server = start(
				HttpScript.answering(200, "{\"code\":6289,\"message\":\"already activated\",\"data\":null}"));
		RegistrationFailure failure = assertFails(RegistrationFailureReason.ALREADY_ACTIVATED, uri(server));
		assertThat(failure).hasToString("the device was activated before, and its credential is not stored here "
				+ "(code 6289): already activated");
	}

	@Test
	void redirectIsNotFollowed() throws Exception {
		ScriptedServer server = start(HttpScript.answering(302, ""));
		RegistrationFailure failure = assertFails(RegistrationFailureReason.MALFORMED_ANSWER, uri(server));
		assertThat(failure.code()).isEqualTo(302);
		assertThat(server.connections()).isOne();
	}

	@ParameterizedTest
	@CsvSource({ "429, THROTTLED", "500, PLATFORM_ERROR", "503, PLATFORM_ERROR" })
	void bodyIsNotWaitedForIfTheStatusSaysItAll(int status, RegistrationFailureReason reason) throws Exception {
		ScriptedServer server = start((connection) -> {
			HttpScript.receive(connection);
			HttpScript.sendText(connection, "HTTP/1.1 " + status + " X\r\nContent-Length: 1000\r\n\r\nx");
			connection.awaitEnd();
		});
		assertThat(assertFails(reason, uri(server)).code()).isEqualTo(status);
	}

	@Test
	void proxyOfTheJvmIsNotUsed() throws Exception {
		ScriptedServer server = start(HttpScript.answering(200, HttpScript.SUCCESS));
		ProxySelector before = ProxySelector.getDefault();
		AtomicBoolean asked = new AtomicBoolean();
		ProxySelector.setDefault(new ProxySelector() {

			@Override
			public List<Proxy> select(URI uri) {
				asked.set(true);
				return List.of(Proxy.NO_PROXY);
			}

			@Override
			public void connectFailed(URI uri, SocketAddress address, IOException ex) {
			}

		});
		try {
			register(uri(server));
		}
		finally {
			ProxySelector.setDefault(before);
		}
		assertKept();
		assertThat(asked).isFalse();
	}

	static Stream<Arguments> tornAnswers() {
		return Stream
			.of("", "HT", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
					"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"code\":200,\"data\":{\"deviceSecret\":\"hidden",
					"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cod")
			.map(Arguments::of);
	}

	@ParameterizedTest
	@MethodSource("tornAnswers")
	void tornAnswerIsTheNetworksFault(String answer) throws Exception {
		ScriptedServer server = start((connection) -> {
			HttpScript.receive(connection);
			HttpScript.sendText(connection, answer);
		});
		RegistrationFailure failure = assertFails(RegistrationFailureReason.NETWORK, uri(server), uri(server));
		assertThat(failure.message()).startsWith("the connection to 127.0.0.1:" + server.port() + " broke");
		assertThat(server.connections()).as("asked only once, since the platform may have registered").isOne();
	}

	@Test
	void resetIsTheNetworksFault() throws Exception {
		ScriptedServer server = start((connection) -> {
			HttpScript.receive(connection);
			connection.reset();
		});
		assertFails(RegistrationFailureReason.NETWORK, uri(server));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Content-Length: 9000000000\r\n", "Transfer-Encoding: chunked\r\n" })
	void answerWithoutEndIsCutOff(String header) throws Exception {
		CompletableFuture<Integer> sent = new CompletableFuture<>();
		String part = header.startsWith("Transfer") ? "400\r\n" + " ".repeat(1024) + "\r\n" : " ".repeat(1024);
		ScriptedServer server = start((connection) -> {
			HttpScript.receive(connection);
			HttpScript.sendText(connection, "HTTP/1.1 200 OK\r\n" + header + "\r\n");
			int parts = 0;
			try {
				for (; parts < 100_000; parts++) {
					HttpScript.sendText(connection, part);
				}
			}
			finally {
				sent.complete(parts);
			}
		});
		RegistrationFailure failure = assertFails(RegistrationFailureReason.MALFORMED_ANSWER, uri(server));
		assertThat(failure.message()).contains("longer than 65536 bytes");
		assertThat(Awaitility.await().until(() -> sent.getNow(-1), (parts) -> parts >= 0)).isLessThan(100_000);
	}

	@Test
	void longestAnswerIsTaken() throws Exception {
		String padding = " ".repeat(CredentialReader.MAX_ANSWER_SIZE - HttpScript.SUCCESS.length());
		ScriptedServer server = start(HttpScript.answering(200, HttpScript.SUCCESS + padding));
		register(uri(server));
		assertKept();
	}

	static Stream<Arguments> slowAnswers() {
		return Stream.of("", "HTTP/1.1 200 OK\r\nX-Slow: ", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
			.map(Arguments::of);
	}

	@ParameterizedTest
	@MethodSource("slowAnswers")
	void answerThatDoesNotComeIsGivenUp(String beginning) throws Exception {
		ScriptedServer server = start((connection) -> {
			HttpScript.receive(connection);
			HttpScript.sendText(connection, beginning);
			connection.awaitEnd();
		});
		RegistrationExchange exchange = exchange(LONG, SHORT, uri(server), uri(server));
		RegistrationFailure failure = assertFails(RegistrationFailureReason.NETWORK, exchange);
		assertThat(failure.message()).isEqualTo("127.0.0.1:" + server.port() + " did not answer in time");
		Awaitility.await().until(server::endedConnections, (ended) -> ended == 1);
		assertThat(server.connections()).isOne();
	}

	@Test
	void interruptEndsTheWaiting() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		ScriptedServer server = start((connection) -> {
			HttpScript.receive(connection);
			asked.countDown();
			connection.awaitEnd();
		});
		Thread waiting = Thread.currentThread();
		CompletableFuture<Void> interrupter = CompletableFuture.runAsync(() -> {
			try {
				asked.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			waiting.interrupt();
		});
		assertFails(RegistrationFailureReason.INTERRUPTED, uri(server), uri(server));
		assertThat(Thread.interrupted()).isTrue();
		interrupter.join();
		Awaitility.await().until(server::endedConnections, (ended) -> ended == 1);
		assertThat(server.connections()).isOne();
	}

	@Test
	void interruptedThreadDoesNotBegin() throws Exception {
		ScriptedServer server = start(HttpScript.answering(200, HttpScript.SUCCESS));
		Thread.currentThread().interrupt();
		assertFails(RegistrationFailureReason.INTERRUPTED, uri(server));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(server.connections()).isZero();
	}

	@Test
	void nobodyListens() throws Exception {
		int port = closedPort();
		RegistrationFailure failure = assertFails(RegistrationFailureReason.NETWORK,
				URI.create("https://127.0.0.1:" + port));
		assertThat(failure.message()).startsWith("connecting to 127.0.0.1:" + port + " failed");
	}

	@Test
	void unknownHost() {
		RegistrationFailure failure = assertFails(RegistrationFailureReason.NETWORK,
				URI.create("https://no-such-host.invalid"));
		assertThat(failure.message()).isEqualTo("no address was found for no-such-host.invalid");
	}

	@Test
	void certificateOfAnUnknownAuthority() throws Exception {
		RegistrationFailure failure = assertFails(RegistrationFailureReason.TLS, uri(startUntrusted()));
		assertThat(failure.message()).contains("that no trusted root signs");
	}

	@Test
	void certificateOfAnotherHost() throws Exception {
		SSLContext context = TestCertificates.serverContext(certificates.forHost("iot-auth.cn-shanghai.aliyuncs.com"));
		ScriptedServer server = start(context, HttpScript.answering(200, HttpScript.SUCCESS));
		RegistrationFailure failure = assertFails(RegistrationFailureReason.TLS, uri(server));
		assertThat(failure.message()).contains("for another host");
	}

	@Test
	void certificateThatHasExpired() throws Exception {
		Instant now = Instant.now();
		SSLContext context = TestCertificates
			.serverContext(certificates.forLoopback(now.minusSeconds(7200), now.minusSeconds(3600)));
		ScriptedServer server = start(context, HttpScript.answering(200, HttpScript.SUCCESS));
		RegistrationFailure failure = assertFails(RegistrationFailureReason.TLS, uri(server));
		assertThat(failure.message()).contains("valid from", "this device believes it is");
	}

	@Test
	void serverWithoutTls() throws Exception {
		ScriptedServer server = startPlain((connection) -> {
			HttpScript.sendText(connection, "HTTP/1.1 400 Bad Request\r\n\r\n");
			connection.awaitEnd();
		});
		RegistrationFailure failure = assertFails(RegistrationFailureReason.TLS, uri(server));
		assertThat(failure.message()).startsWith("TLS with 127.0.0.1:" + server.port() + " failed");
	}

	@Test
	void contextCannotBeMade() {
		SslContextSource broken = () -> {
			throw new IllegalStateException("no trust store");
		};
		RegistrationExchange exchange = new HttpsRegistrationExchange(Registrations.authentication(),
				List.of(URI.create("https://localhost")), broken, LONG, LONG);
		RegistrationFailure failure = assertFails(RegistrationFailureReason.LOCAL_ERROR, exchange);
		assertThat(failure.cause()).hasMessage("no trust store");
	}

	static Stream<Arguments> unreachable() {
		return Stream.of(Arguments.of("nobody listens", (Start) (test) -> closedPort()),
				Arguments.of("unknown authority", (Start) (test) -> test.startUntrusted().port()),
				Arguments.of("closes at once", (Start) (test) -> test.startPlain((connection) -> {
				}).port()),
				Arguments.of("resets at once",
						(Start) (test) -> test.startPlain(ScriptedServer.Connection::reset).port()),
				Arguments.of("never shakes hands",
						(Start) (test) -> test.startPlain(ScriptedServer.Connection::awaitEnd).port()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("unreachable")
	void nextEndpointIsAskedIfNothingWasSent(String name, Start first) throws Exception {
		URI unreachable = URI.create("https://127.0.0.1:" + first.port(this));
		ScriptedServer second = start(HttpScript.answering(200, HttpScript.SUCCESS));
		exchange(Duration.ofSeconds(2), LONG, unreachable, uri(second)).register(this.kept::add);
		assertKept();
	}

	@Test
	void nextEndpointIsAskedIfTheFirstHasNoAddress() throws Exception {
		ScriptedServer second = start(HttpScript.answering(200, HttpScript.SUCCESS));
		register(URI.create("https://no-such-host.invalid"), uri(second));
		assertKept();
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 429, 500 })
	void nextEndpointIsNotAskedAfterAnAnswer(int status) throws Exception {
		ScriptedServer first = start(HttpScript.answering(status, "{\"code\":500}"));
		ScriptedServer second = start(HttpScript.answering(200, HttpScript.SUCCESS));
		RegistrationExchange exchange = exchange(LONG, LONG, uri(first), uri(second));
		assertThatExceptionOfType(RegistrationException.class)
			.isThrownBy(() -> exchange.register((credential) -> this.kept.add(credential)));
		assertThat(second.connections()).isZero();
	}

	@Test
	void nextEndpointIsNotAskedAfterTheDeadline() throws Exception {
		ScriptedServer first = startPlain(ScriptedServer.Connection::awaitEnd);
		ScriptedServer second = start(HttpScript.answering(200, HttpScript.SUCCESS));
		RegistrationFailure failure = assertFails(RegistrationFailureReason.NETWORK,
				exchange(LONG, SHORT, uri(first), uri(second)));
		assertThat(failure.message()).contains("could not be reached within");
		assertThat(second.connections()).isZero();
		Awaitility.await().until(first::endedConnections, (ended) -> ended == 1);
	}

	@Test
	void allEndpointsThatCouldNotBeReachedAreNamed() throws Exception {
		ScriptedServer first = startUntrusted();
		int second = closedPort();
		RegistrationFailure failure = assertFails(RegistrationFailureReason.NETWORK, uri(first),
				URI.create("https://127.0.0.1:" + second));
		assertThat(failure.message()).contains("connecting to 127.0.0.1:" + second + " failed",
				"; before that, 127.0.0.1:" + first.port() + " presented a certificate");
	}

	@Test
	void refusalByTheSecondEndpointIsThrownAsItIs() throws Exception {
		ScriptedServer second = start(HttpScript.answering(200, "{\"code\":6288,\"message\":\"off\"}"));
		RegistrationFailure failure = assertFails(RegistrationFailureReason.SWITCHED_OFF,
				URI.create("https://127.0.0.1:" + closedPort()), uri(second));
		assertThat(failure.message()).isEqualTo("off");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost", "localhost", "localhost:443", "https:/path", "https:localhost",
			"ftp://localhost", "https://localhost?a=b", "https://localhost/#f", "https://under_score" })
	void endpointThatBreaksItsRuleIsRefused(String endpoint) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> exchange(LONG, LONG, URI.create(endpoint)))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("registration.https-endpoint");
				assertThat(ex.getValue()).isEqualTo(endpoint);
			});
	}

	@Test
	void userOfAnEndpointIsRefusedUnseen() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> exchange(LONG, LONG, URI.create("https://user:hidden@localhost")))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("hidden"));
	}

	@Test
	void regionHasTwoEndpoints() {
		assertThat(HttpsRegistrationExchange.endpointsOf("ap-southeast-1")).containsExactly(
				URI.create("https://iot-auth.ap-southeast-1.aliyuncs.com"),
				URI.create("https://iot-auth-x.ap-southeast-1.aliyuncs.com"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "cn-shanghai.evil.example/", "localhost", "127.0.0.1", "a b" })
	void regionThatCannotBeOneIsRefused(String region) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> HttpsRegistrationExchange.endpointsOf(region))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("host-name"));
	}

	private void register(URI... endpoints) {
		exchange(LONG, LONG, endpoints).register(this.kept::add);
	}

	private static RegistrationExchange exchange(Duration connectTimeout, Duration deadline, URI... endpoints) {
		return new HttpsRegistrationExchange(Registrations.authentication(), List.of(endpoints), () -> clientContext,
				connectTimeout, deadline);
	}

	private void assertKept() {
		assertThat(this.kept).containsExactly(new DeviceSecret(Secret.of(Registrations.DEVICE_SECRET)));
	}

	private RegistrationFailure assertFails(RegistrationFailureReason reason, URI... endpoints) {
		return assertFails(reason, exchange(LONG, LONG, endpoints));
	}

	private RegistrationFailure assertFails(RegistrationFailureReason reason, RegistrationExchange exchange) {
		RegistrationFailure failure = Registrations.assertFails(reason, () -> exchange.register(this.kept::add));
		assertThat(this.kept).isEmpty();
		return failure;
	}

	private static URI uri(ScriptedServer server) {
		return URI.create("https://127.0.0.1:" + server.port());
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private ScriptedServer startUntrusted() throws Exception {
		SSLContext context = TestCertificates.serverContext(new TestCertificates().forLoopback());
		return start(context, HttpScript.answering(200, HttpScript.SUCCESS));
	}

	private ScriptedServer startPlain(ScriptedServer.Script script) throws IOException {
		ScriptedServer server = ScriptedServer.tcp(script);
		this.servers.add(server);
		return server;
	}

	private ScriptedServer start(ScriptedServer.Script script) throws IOException {
		return start(serverContext, script);
	}

	private ScriptedServer start(SSLContext context, ScriptedServer.Script script) throws IOException {
		ScriptedServer server = ScriptedServer.tls(context, script);
		this.servers.add(server);
		return server;
	}

	/**
	 * Starts something that cannot be registered with.
	 */
	private interface Start {

		int port(HttpsRegistrationExchangeTests test) throws Exception;

	}

}
