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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.function.Consumer;

/**
 * Takes MQTT out of the frames of a WebSocket (RFC 6455 §5.2). The server's closing frame
 * is the end of the stream.
 */
final class WebSocketInputStream extends InputStream {

	private static final int CONTINUATION = 0;

	private static final int BINARY = 2;

	private static final int CLOSE = 8;

	private static final int PING = 9;

	private static final int PONG = 10;

	private static final int RESERVED_BITS = 0x70;

	private static final int MASK_BIT = 0x80;

	private static final int MAX_CONTROL_LENGTH = 125;

	/** Far more than anybody puts into a frame; its content is not buffered anyway. */
	private static final long MAX_FRAME_LENGTH = 64 * 1024 * 1024;

	private final InputStream in;

	private final Consumer<byte[]> onPing;

	private long remaining;

	private boolean closed;

	/**
	 * Create a new stream.
	 * @param in where frames come from
	 * @param onPing given the content of a ping, to be sent back in a pong
	 */
	WebSocketInputStream(InputStream in, Consumer<byte[]> onPing) {
		this.in = in;
		this.onPing = onPing;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		if (length == 0) {
			return 0;
		}
		while (this.remaining == 0 && !this.closed) {
			readFrameHeader();
		}
		if (this.closed) {
			return -1;
		}
		int count = this.in.read(bytes, offset, (int) Math.min(length, this.remaining));
		if (count > 0) {
			this.remaining -= count;
		}
		return count;
	}

	private void readFrameHeader() throws IOException {
		int first = this.in.read();
		if (first < 0) {
			this.closed = true;
			return;
		}
		long length = readLength(readByte());
		int opcode = first & 0x0F;
		if ((first & RESERVED_BITS) != 0) {
			throw new ProtocolException("Received a WebSocket frame with reserved bits");
		}
		switch (opcode) {
			case CONTINUATION, BINARY -> this.remaining = length;
			case PING -> this.onPing.accept(readControl(length));
			case PONG -> readControl(length);
			case CLOSE -> this.closed = true;
			default -> throw new ProtocolException("Received a WebSocket frame with opcode " + opcode);
		}
	}

	private long readLength(int value) throws IOException {
		if ((value & MASK_BIT) != 0) {
			throw new ProtocolException("Received a masked WebSocket frame");
		}
		long length = switch (value) {
			case 126 -> readNumber(2);
			case 127 -> readNumber(8);
			default -> value;
		};
		if (length < 0 || length > MAX_FRAME_LENGTH) {
			throw new ProtocolException("Received a WebSocket frame that announces %d bytes".formatted(length));
		}
		return length;
	}

	private long readNumber(int bytes) throws IOException {
		long number = 0;
		for (int i = 0; i < bytes; i++) {
			number = (number << 8) | readByte();
		}
		return number;
	}

	private byte[] readControl(long length) throws IOException {
		if (length > MAX_CONTROL_LENGTH) {
			throw new ProtocolException("Received a WebSocket control frame of %d bytes".formatted(length));
		}
		byte[] content = this.in.readNBytes((int) length);
		if (content.length < length) {
			throw new EOFException("The server closed the connection within a WebSocket frame");
		}
		return content;
	}

	private int readByte() throws IOException {
		int value = this.in.read();
		if (value < 0) {
			throw new EOFException("The server closed the connection within a WebSocket frame");
		}
		return value;
	}

}
