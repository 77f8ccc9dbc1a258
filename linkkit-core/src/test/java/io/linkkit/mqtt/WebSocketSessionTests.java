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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PahoSession} over a WebSocket, where {@link MosquittoTests} cannot
 * make the server do what is tested.
 */
class WebSocketSessionTests {

	private static final byte[] ACCEPTED = { (byte) 0x82, 4, 0x20, 2, 0, 0 };

	private final RecordingListener listener = new RecordingListener();

	@AfterEach
	void noThreadIsLeft() {
		SessionThreadCount.awaitNone();
	}

	@Test
	void asksForMqttAtTheRoot() throws Exception {
		CompletableFuture<List<String>> request = new CompletableFuture<>();
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> request.complete(upgrade(connection)))) {
			open(server);
			assertThat(request.join()).startsWith("GET / HTTP/1.1")
				.contains("Host: 127.0.0.1:" + server.port(), "Sec-WebSocket-Protocol: mqtt", "Upgrade: websocket");
			this.listener.awaitFailure();
		}
	}

	@Test
	void connackRightBehindTheUpgradeIsNotSwallowed() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			upgrade(connection, ACCEPTED);
			connection.awaitEnd();
		})) {
			MqttSession session = open(server);
			this.listener.awaitConnected();
			session.abort();
		}
	}

	@Test
	void answersPingsThoughNothingIsPublished() throws Exception {
		CompletableFuture<Integer> pong = new CompletableFuture<>();
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			upgrade(connection);
			int connectLength = connection.socket().getInputStream().readNBytes(4)[3];
			connection.socket().getInputStream().skipNBytes(4 + (connectLength & 0xFF));
			connection.send(ACCEPTED);
			connection.send(0x89, 2, 'h', 'i');
			pong.complete(connection.socket().getInputStream().read());
			connection.awaitEnd();
		})) {
			MqttSession session = open(server);
			assertThat(pong).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(0x8A);
			session.abort();
		}
	}

	@Test
	void closingFrameEndsTheSession() throws Exception {
		try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
			upgrade(connection, ACCEPTED);
			connection.send(0x88, 2, 3, 0xE8);
			connection.awaitEnd();
		})) {
			open(server);
			assertThat(this.listener.awaitFailure().reason()).isEqualTo(FailureReason.CLOSED_BY_PLATFORM);
			assertThat(this.listener.calls()).containsExactly("connected false", "lost CLOSED_BY_PLATFORM");
		}
	}

	private MqttSession open(ScriptedServer server) {
		Endpoint endpoint = new Endpoint("127.0.0.1", server.port(), Transport.WEBSOCKET, TransportSecurity.NONE);
		return new PahoSessionFactory().open(SessionRequests.to(endpoint, null).request(), this.listener);
	}

	private static List<String> upgrade(ScriptedServer.Connection connection, byte... next) throws IOException {
		BufferedReader in = new BufferedReader(
				new InputStreamReader(connection.socket().getInputStream(), StandardCharsets.US_ASCII), 1);
		List<String> request = new ArrayList<>();
		for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
			request.add(line);
		}
		String key = request.stream()
			.filter((line) -> line.startsWith("Sec-WebSocket-Key: "))
			.map((line) -> line.substring(19))
			.findFirst()
			.orElseThrow();
		byte[] answer = """
				HTTP/1.1 101 Switching Protocols\r
				Upgrade: websocket\r
				Connection: Upgrade\r
				Sec-WebSocket-Protocol: mqtt\r
				Sec-WebSocket-Accept: %s\r
				\r
				""".formatted(accept(key)).getBytes(StandardCharsets.US_ASCII);
		byte[] all = Arrays.copyOf(answer, answer.length + next.length);
		System.arraycopy(next, 0, all, answer.length, next.length);
		connection.send(all);
		return request;
	}

	private static String accept(String key) {
		try {
			MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
			byte[] digest = sha1
				.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
			return Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
