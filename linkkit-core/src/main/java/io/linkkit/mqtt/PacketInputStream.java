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
import java.util.concurrent.CountDownLatch;

/**
 * Follows the boundaries of MQTT packets in what the server sends, so that nothing which
 * is no MQTT, and nothing larger than the platform sends, gets as far as Paho: it would
 * allocate whatever a packet announces, up to 256 MB. Nor does PUBACK for what was sent
 * past Paho.
 */
final class PacketInputStream extends InputStream {

	/**
	 * Largest payload of the platform (reference §6.1) with the longest topic and the
	 * packet id.
	 */
	static final int MAX_REMAINING_LENGTH = 256 * 1024 + 2 + 65535 + 2;

	private static final int CONNACK = 2;

	private static final int PUBLISH = 3;

	private static final int PUBACK = 4;

	private static final int PINGRESP = 13;

	private static final int PUBACK_HEADER = PUBACK << 4;

	private static final int PUBACK_LENGTH = 2 + 2;

	/** Length of CONNACK, and of a packet that holds an identifier only. */
	private static final int SHORT_LENGTH = 2;

	private static final int LAST_CONNACK_CODE = 5;

	private static final int MAX_LENGTH_BYTES = 4;

	private final InputStream in;

	private final CountDownLatch started;

	private final TransportListener listener;

	private final byte[] single = new byte[1];

	/** Begin of the body of a packet. */
	private final byte[] begin = new byte[SHORT_LENGTH];

	/** A PUBACK as far as it was read. */
	private final byte[] acknowledgement = new byte[PUBACK_LENGTH];

	private int kept;

	private int keptPosition;

	private boolean first = true;

	private Part part = Part.TYPE;

	private int type;

	private int lengthBytes;

	private int remaining;

	private int position;

	/**
	 * Create a new stream.
	 * @param in where bytes come from
	 * @param started nothing is read before: Paho waits for ever if its receiver ends
	 * while its other threads are being started
	 * @param listener told about CONNACK and the end
	 */
	PacketInputStream(InputStream in, CountDownLatch started, TransportListener listener) {
		this.in = in;
		this.started = started;
		this.listener = listener;
	}

	/**
	 * Paho asks before every packet and does nothing with the answer.
	 */
	@Override
	public int available() {
		return 0;
	}

	@Override
	public int read() throws IOException {
		read(this.single, 0, 1);
		return this.single[0] & 0xFF;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		if (length == 0) {
			return 0;
		}
		try {
			awaitStarted();
			int count = readPart(bytes, offset, (this.part == Part.BODY) ? Math.min(length, this.remaining) : 1);
			if (count < 0) {
				throw new EOFException("The server closed the connection");
			}
			if (this.part == Part.BODY) {
				acceptBody(bytes, offset, count);
			}
			else {
				acceptHeader(bytes[offset] & 0xFF);
			}
			return count;
		}
		catch (IOException ex) {
			this.listener.inputEnded(ex);
			throw ex;
		}
	}

	private int readPart(byte[] bytes, int offset, int most) throws IOException {
		if (this.part == Part.TYPE && !this.first) {
			takeAcknowledgements();
		}
		if (this.keptPosition == this.kept) {
			return this.in.read(bytes, offset, most);
		}
		int count = Math.min(most, this.kept - this.keptPosition);
		System.arraycopy(this.acknowledgement, this.keptPosition, bytes, offset, count);
		this.keptPosition += count;
		return count;
	}

	/**
	 * Read up to the first packet of which Paho must know, and keep what was read of it.
	 */
	private void takeAcknowledgements() throws IOException {
		do {
			this.keptPosition = 0;
			this.kept = readAcknowledgement();
		}
		while (this.kept == PUBACK_LENGTH && this.listener
			.acknowledgementRead(((this.acknowledgement[2] & 0xFF) << 8) | (this.acknowledgement[3] & 0xFF)));
	}

	/**
	 * Read as long as it may be a PUBACK.
	 * @return number of bytes read
	 */
	private int readAcknowledgement() throws IOException {
		int count = 0;
		while (count < PUBACK_LENGTH) {
			int value = this.in.read();
			if (value < 0) {
				return count;
			}
			this.acknowledgement[count] = (byte) value;
			count++;
			if ((count == 1 && value != PUBACK_HEADER) || (count == 2 && value != SHORT_LENGTH)) {
				return count;
			}
		}
		return count;
	}

	private void awaitStarted() throws IOException {
		try {
			this.started.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	private void acceptHeader(int value) throws ProtocolException {
		if (this.part == Part.TYPE) {
			acceptType(value);
		}
		else {
			acceptLength(value);
		}
	}

	private void acceptType(int value) throws ProtocolException {
		int type = value >> 4;
		boolean known = switch (type) {
			// CONNACK, PUBLISH, PUBACK to PUBCOMP, SUBACK, UNSUBACK, PINGRESP
			case CONNACK, PUBLISH, PUBACK, 5, 6, 7, 9, 11, PINGRESP -> true;
			default -> false;
		};
		if (!known || (type == CONNACK) != this.first) {
			throw new ProtocolException(
					"Expected %s but received a packet that begins with 0x%02x".formatted(expected(), value));
		}
		this.type = type;
		this.part = Part.LENGTH;
		this.lengthBytes = 0;
		this.remaining = 0;
	}

	private String expected() {
		return this.first ? "CONNACK" : "an MQTT packet";
	}

	private void acceptLength(int value) throws ProtocolException {
		this.remaining |= (value & 0x7F) << (7 * this.lengthBytes);
		this.lengthBytes++;
		boolean complete = (value & 0x80) == 0;
		if (!complete && this.lengthBytes == MAX_LENGTH_BYTES) {
			throw new ProtocolException("Received a malformed packet length");
		}
		if (complete) {
			checkLength();
			this.position = 0;
			this.part = (this.remaining > 0) ? Part.BODY : Part.TYPE;
		}
	}

	private void checkLength() throws ProtocolException {
		boolean possible = switch (this.type) {
			// PUBACK to PUBCOMP and UNSUBACK are a packet id
			case CONNACK, PUBACK, 5, 6, 7, 11 -> this.remaining == SHORT_LENGTH;
			case PINGRESP -> this.remaining == 0;
			default -> this.remaining <= MAX_REMAINING_LENGTH;
		};
		if (!possible) {
			throw new ProtocolException("Received a packet that announces %d bytes".formatted(this.remaining));
		}
	}

	private void acceptBody(byte[] bytes, int offset, int count) throws ProtocolException {
		if (this.position < SHORT_LENGTH) {
			System.arraycopy(bytes, offset, this.begin, this.position, Math.min(count, SHORT_LENGTH - this.position));
		}
		this.position += count;
		this.remaining -= count;
		if (this.remaining == 0) {
			this.part = Part.TYPE;
			if (this.first) {
				this.first = false;
				acceptConnack();
			}
			else if (this.type == PUBLISH) {
				this.listener.messageRead();
			}
		}
	}

	private void acceptConnack() throws ProtocolException {
		int code = this.begin[1] & 0xFF;
		if (code == 0) {
			this.listener.accepted((this.begin[0] & 1) == 1);
		}
		else if (code > LAST_CONNACK_CODE) {
			throw new ProtocolException("CONNACK %d has no meaning".formatted(code));
		}
	}

	private enum Part {

		TYPE, LENGTH, BODY

	}

}
