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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import io.linkkit.Fuzz;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz tests for what a server sends: streams end by an {@link IOException}, sessions by
 * a failure of the network, whatever comes.
 */
class MqttFuzzTests {

	private static final byte[] CONVERSATION = { 0x20, 2, 0, 0, (byte) 0x90, 3, 0, 1, 1, 0x40, 2, 0, 2, 0x32, 9, 0, 3,
			'a', '/', 'b', 0, 7, 'h', 'i', 0x30, 7, 0, 3, 'a', '/', 'b', 'h', 'i', (byte) 0xB0, 2, 0, 3, (byte) 0xD0,
			0 };

	private static final byte[] FRAMES = { (byte) 0x82, 4, 0x20, 2, 0, 0, (byte) 0x89, 2, 1, 2, 0x02, 2, (byte) 0xD0, 0,
			(byte) 0x80, 1, 7, (byte) 0x8A, 0, (byte) 0x82, 126, 0, 2, 5, 6, (byte) 0x88, 2, 3, (byte) 0xE8 };

	private static final Set<FailureReason> ENDS = Set.of(FailureReason.PROTOCOL_ERROR,
			FailureReason.CLOSED_BY_PLATFORM, FailureReason.CLOSED_BEFORE_CONNACK, FailureReason.CONNECTION_RESET,
			FailureReason.UNACCEPTABLE_PROTOCOL_VERSION, FailureReason.IDENTIFIER_REJECTED,
			FailureReason.SERVER_UNAVAILABLE, FailureReason.BAD_CREDENTIALS, FailureReason.NOT_AUTHORIZED);

	@Test
	void packets() {
		Fuzz.examples(CONVERSATION).check((input) -> {
			InputStream packets = new PacketInputStream(new ByteArrayInputStream(input), new CountDownLatch(0),
					new IgnoringListener());
			assertEnds(packets, input.length);
		});
	}

	@Test
	void frames() {
		Fuzz.examples(FRAMES).check((input) -> {
			ByteArrayOutputStream pings = new ByteArrayOutputStream();
			assertEnds(new WebSocketInputStream(new ByteArrayInputStream(input), pings::writeBytes), input.length);
			assertThat(pings.size()).isLessThanOrEqualTo(input.length);
		});
	}

	@Test
	void upgrades() {
		Fuzz.examples(
				"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
						+ "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n",
				"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
			.words("\r\n", ":", "Sec-WebSocket-Accept: ", "Upgrade", "HTTP/1.1", " ")
			.check((input) -> {
				Endpoint endpoint = new Endpoint("localhost", 80, Transport.WEBSOCKET, TransportSecurity.NONE);
				try {
					new WebSocketUpgrade(endpoint, new ByteArrayInputStream(input), OutputStream.nullOutputStream())
						.perform();
				}
				catch (ProtocolException ex) {
					assertThat(ex.getMessage()).hasSizeLessThan(200).matches("[\\x20-\\x7e]*");
				}
				catch (EOFException ex) {
					assertThat(input).isEmpty();
				}
			});
	}

	@Test
	void sessions() {
		Fuzz.examples(CONVERSATION).rarely(100).check((input) -> {
			RecordingListener listener = new RecordingListener();
			try (ScriptedServer server = ScriptedServer.tcp((connection) -> {
				connection.receive();
				connection.send(input);
			})) {
				new PahoSessionFactory().open(SessionRequests.tcp(server.port()).request(), listener);
				MqttFailure failure = listener.awaitFailure(Duration.ofSeconds(30));
				assertThat(failure.reason()).isIn(ENDS);
				assertThat(failure.detail()).doesNotContain(SessionRequests.PASSWORD).hasSizeLessThan(500);
				assertThat(listener.calls())
					.filteredOn((call) -> call.startsWith("lost") || call.startsWith("connectF"))
					.hasSize(1);
			}
			SessionThreadCount.awaitNone();
		});
	}

	private static void assertEnds(InputStream in, int length) throws IOException {
		byte[] bytes = new byte[100];
		int total = 0;
		try {
			for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
				total += count;
			}
		}
		catch (ProtocolException ex) {
			assertThat(ex.getMessage()).hasSizeLessThan(200);
		}
		catch (EOFException ex) {
			// how these streams tell the end
		}
		assertThat(total).isLessThanOrEqualTo(length);
	}

	/**
	 * Listens to nothing.
	 */
	private static final class IgnoringListener implements TransportListener {

		@Override
		public void opened() {
		}

		@Override
		public void openFailed(ConnectPhase phase, Exception cause) {
		}

		@Override
		public void accepted(boolean sessionPresent) {
		}

		@Override
		public void messageRead() {
		}

		@Override
		public boolean acknowledgementRead(int packetId) {
			return packetId % 2 == 0;
		}

		@Override
		public void inputEnded(IOException cause) {
		}

		@Override
		public void outputFailed(IOException cause) {
		}

	}

}
