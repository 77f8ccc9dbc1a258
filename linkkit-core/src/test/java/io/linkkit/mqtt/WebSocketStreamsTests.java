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
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WebSocketInputStream} and {@link WebSocketOutputStream}.
 */
class WebSocketStreamsTests {

	private final List<byte[]> pings = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 125, 126, 65535, 65536, 300_000 })
	void readsFramesOfEveryLength(int length) throws Exception {
		byte[] content = content(length);
		assertThat(read(frame(0x82, content), frame(0x82, content(3)))).isEqualTo(concat(content, content(3)));
	}

	@Test
	void readsFragmentsWithPingsBetween() throws Exception {
		byte[] read = read(frame(0x02, content(10)), frame(0x89, content(5)), frame(0x00, content(20)),
				frame(0x8A, content(0)), frame(0x80, content(30)));
		assertThat(read).isEqualTo(concat(content(10), content(20), content(30)));
		assertThat(this.pings).containsExactly(content(5));
	}

	@Test
	void closingFrameIsTheEnd() throws Exception {
		assertThat(read(frame(0x82, content(3)), frame(0x88, content(2)), frame(0x82, content(3))))
			.isEqualTo(content(3));
	}

	@Test
	void endWithinAFrameHeaderIsTheEnd() {
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(new byte[] { (byte) 0x82 }));
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(new byte[] { (byte) 0x89, 5, 0 }));
	}

	@Test
	void refusesText() {
		assertRefused(frame(0x81, content(1)), "opcode 1");
	}

	@Test
	void refusesMaskedFrames() {
		assertRefused(new byte[] { (byte) 0x82, (byte) 0x81, 0, 0, 0, 0, 0 }, "masked");
	}

	@Test
	void refusesReservedBits() {
		assertRefused(frame(0xC2, content(1)), "reserved");
	}

	@Test
	void refusesAbsurdLengths() {
		assertRefused(new byte[] { (byte) 0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0 }, "announces");
		assertRefused(new byte[] { (byte) 0x82, 127, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0 }, "announces");
	}

	@Test
	void refusesLongPings() {
		assertRefused(frame(0x89, content(126)), "control frame");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 125, 126, 65535, 65536 })
	void writesMaskedBinaryFramesAndLeavesTheContentAlone(int length) throws Exception {
		ByteArrayOutputStream sent = new ByteArrayOutputStream();
		byte[] content = content(length);
		new WebSocketOutputStream(sent).write(content, 0, length);
		assertThat(content).isEqualTo(content(length));
		assertThat(unmask(ByteBuffer.wrap(sent.toByteArray()), 0x82)).isEqualTo(content);
	}

	@Test
	void writesTheLatestPongWhenFlushed() throws Exception {
		ByteArrayOutputStream sent = new ByteArrayOutputStream();
		WebSocketOutputStream out = new WebSocketOutputStream(sent);
		out.answerPing(content(3));
		out.answerPing(content(4));
		assertThat(sent.size()).isZero();
		out.flush();
		out.flush();
		ByteBuffer frames = ByteBuffer.wrap(sent.toByteArray());
		assertThat(unmask(frames, 0x8A)).isEqualTo(content(4));
		assertThat(frames.hasRemaining()).isFalse();
	}

	@Test
	void closesWithAClosingFrame() throws Exception {
		ByteArrayOutputStream sent = new ByteArrayOutputStream();
		new WebSocketOutputStream(sent).close();
		assertThat(unmask(ByteBuffer.wrap(sent.toByteArray()), 0x88)).containsExactly(0x03, 0xE8);
	}

	private void assertRefused(byte[] bytes, String message) {
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> read(bytes)).withMessageContaining(message);
	}

	private byte[] read(byte[]... frames) throws IOException {
		return new WebSocketInputStream(new ByteArrayInputStream(concat(frames)), this.pings::add).readAllBytes();
	}

	private static byte[] frame(int first, byte[] content) {
		ByteBuffer frame = ByteBuffer.allocate(10 + content.length).put((byte) first);
		if (content.length < 126) {
			frame.put((byte) content.length);
		}
		else if (content.length < 65536) {
			frame.put((byte) 126).putShort((short) content.length);
		}
		else {
			frame.put((byte) 127).putLong(content.length);
		}
		frame.put(content).flip();
		byte[] bytes = new byte[frame.remaining()];
		frame.get(bytes);
		return bytes;
	}

	private static byte[] unmask(ByteBuffer frame, int first) {
		assertThat(frame.get() & 0xFF).isEqualTo(first);
		int length = frame.get() & 0xFF;
		assertThat(length).as("mask bit").isGreaterThanOrEqualTo(0x80);
		length &= 0x7F;
		if (length == 126) {
			length = frame.getShort() & 0xFFFF;
		}
		else if (length == 127) {
			length = (int) frame.getLong();
		}
		byte[] mask = new byte[4];
		frame.get(mask);
		byte[] content = new byte[length];
		frame.get(content);
		for (int i = 0; i < length; i++) {
			content[i] ^= mask[i % 4];
		}
		return content;
	}

	private static byte[] content(int length) {
		byte[] content = new byte[length];
		for (int i = 0; i < length; i++) {
			content[i] = (byte) (i + length);
		}
		return content;
	}

	private static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

}
