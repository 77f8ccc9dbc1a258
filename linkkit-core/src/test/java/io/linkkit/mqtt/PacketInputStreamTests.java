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
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PacketInputStream}.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PacketInputStreamTests {

	private final List<String> calls = new ArrayList<>();

	private final Set<Integer> sentPastPaho = new HashSet<>();

	private final CountDownLatch started = new CountDownLatch(0);

	@ParameterizedTest
	@ValueSource(ints = { 1, 127, 128, 16383, 16384, PacketInputStream.MAX_REMAINING_LENGTH })
	void packetsOfEveryLengthPass(int length) throws Exception {
		byte[] sent = bytes(ScriptedServer.ACCEPTED, publish(length), new byte[] { (byte) 0xD0, 0 });
		DataInputStream in = new DataInputStream(stream(sent));
		byte[] read = new byte[sent.length];
		in.readFully(read);
		assertThat(read).isEqualTo(sent);
		assertThat(this.calls).containsExactly("accepted false", "messageRead");
	}

	@Test
	void packetsPassByteForByte() throws Exception {
		byte[] sent = bytes(new byte[] { 0x20, 2, 1, 0 }, publish(300), publish(5));
		PacketInputStream in = stream(sent);
		for (byte expected : sent) {
			assertThat((byte) in.read()).isEqualTo(expected);
		}
		assertThat(this.calls).containsExactly("accepted true", "messageRead", "messageRead");
	}

	@Test
	void tellsWhatIsAcknowledged() throws Exception {
		PacketInputStream in = stream(bytes(ScriptedServer.ACCEPTED, new byte[] { 0x40, 2, (byte) 0xFF, (byte) 0xFE },
				publish(7), new byte[] { 0x40, 2, 0, 1 }));
		in.readNBytes(4);
		while (in.available() == 0 && this.calls.size() < 4) {
			in.read();
		}
		assertThat(this.calls).containsExactly("accepted false", "acknowledgementRead 65534", "messageRead",
				"acknowledgementRead 1");
	}

	@Test
	void keepsFromPahoWhatItNeedNotKnow() throws Exception {
		this.sentPastPaho.addAll(List.of(1, 2, 65534));
		byte[] known = { 0x40, 2, 0, 3 };
		byte[] last = { 0x40, 2, 0 };
		PacketInputStream in = stream(bytes(ScriptedServer.ACCEPTED, puback(1), puback(65534), publish(7), puback(2),
				known, puback(1), publish(1), last));
		byte[] expected = bytes(ScriptedServer.ACCEPTED, publish(7), known, publish(1), last);
		assertThat(in.readNBytes(expected.length)).isEqualTo(expected);
	}

	private static byte[] puback(int identifier) {
		return new byte[] { 0x40, 2, (byte) (identifier >> 8), (byte) identifier };
	}

	@Test
	void refusalIsNotAccepted() throws Exception {
		stream(new byte[] { 0x20, 2, 0, 5 }).readNBytes(4);
		assertThat(this.calls).isEmpty();
	}

	@Test
	void longerPacketIsNotRead() {
		assertProtocolError(bytes(ScriptedServer.ACCEPTED, publish(PacketInputStream.MAX_REMAINING_LENGTH + 1)),
				"announces %d bytes".formatted(PacketInputStream.MAX_REMAINING_LENGTH + 1));
	}

	@ParameterizedTest
	@CsvSource({ "0x40, 84", "0x40, 0", "0x50, 3", "0x62, 1", "0x70, 4", "0xB0, 3", "0xD0, 1" })
	void packetOfAFixedLengthThatHasAnotherIsNotWaitedFor(int first, int length) {
		assertProtocolError(bytes(ScriptedServer.ACCEPTED, new byte[] { (byte) first, (byte) length }),
				"announces %d bytes".formatted(length));
	}

	@Test
	void lengthOfFiveBytesIsNotRead() {
		assertProtocolError(bytes(ScriptedServer.ACCEPTED,
				new byte[] { 0x30, (byte) 0x81, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0 }), "malformed");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x00, 0x10, 0x20, 0x80, 0xA0, 0xC0, 0xE0, 0xF0 })
	void packetThatNoServerSendsIsNotRead(int first) {
		assertProtocolError(bytes(ScriptedServer.ACCEPTED, new byte[] { (byte) first, 0 }), "begins with");
	}

	@Test
	void otherPacketThanConnackIsNotReadFirst() {
		assertProtocolError(publish(5), "Expected CONNACK");
	}

	@Test
	void endWithinAPacketIsTheEnd() {
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> stream(new byte[] { 0x20, 2, 0 }).readNBytes(4));
		assertThat(this.calls).containsExactly("inputEnded EOFException");
	}

	@Test
	void nothingIsReadBeforePahoHasStarted() {
		CountDownLatch notYet = new CountDownLatch(1);
		PacketInputStream in = new PacketInputStream(new ByteArrayInputStream(new byte[0]), notYet, new Recorder());
		CompletableFuture<Void> end = CompletableFuture.runAsync(() -> readToTheEnd(in));
		assertThat(in.available()).isZero();
		assertThat(end).isNotDone();
		notYet.countDown();
		end.join();
		assertThat(this.calls).containsExactly("inputEnded EOFException");
	}

	private static void readToTheEnd(PacketInputStream in) {
		assertThatExceptionOfType(EOFException.class).isThrownBy(in::read);
	}

	private void assertProtocolError(byte[] bytes, String message) {
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> stream(bytes).readAllBytes())
			.withMessageContaining(message);
		assertThat(this.calls).contains("inputEnded ProtocolException");
	}

	private PacketInputStream stream(byte[] bytes) {
		return new PacketInputStream(new ByteArrayInputStream(bytes), this.started, new Recorder());
	}

	private static byte[] publish(int length) {
		ByteArrayOutputStream packet = new ByteArrayOutputStream();
		packet.write(0x30);
		int rest = length;
		do {
			packet.write((rest & 0x7F) | ((rest > 0x7F) ? 0x80 : 0));
			rest >>= 7;
		}
		while (rest > 0);
		packet.writeBytes(new byte[length]);
		return packet.toByteArray();
	}

	private static byte[] bytes(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

	/**
	 * Remembers what it was told.
	 */
	private final class Recorder implements TransportListener {

		@Override
		public void opened() {
		}

		@Override
		public void openFailed(ConnectPhase phase, Exception cause) {
		}

		@Override
		public void accepted(boolean sessionPresent) {
			PacketInputStreamTests.this.calls.add("accepted " + sessionPresent);
		}

		@Override
		public void messageRead() {
			PacketInputStreamTests.this.calls.add("messageRead");
		}

		@Override
		public boolean acknowledgementRead(int packetId) {
			PacketInputStreamTests.this.calls.add("acknowledgementRead " + packetId);
			return PacketInputStreamTests.this.sentPastPaho.contains(packetId);
		}

		@Override
		public void inputEnded(IOException cause) {
			PacketInputStreamTests.this.calls.add("inputEnded " + cause.getClass().getSimpleName());
		}

		@Override
		public void outputFailed(IOException cause) {
		}

	}

}
