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

package io.linkkit.connection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A QoS 1 message as it is kept on disk.
 *
 * @param number place in the order
 * @param topic where it goes
 * @param payload its bytes
 * @param expiresAt when to give it up, in milliseconds of the wall clock, or
 * {@link #NEVER}
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredMessage(long number, String topic, byte[] payload, long expiresAt) {

	static final long NEVER = Long.MAX_VALUE;

	private static final int FORMAT = 1;

	/**
	 * Return the same message with another place in the order.
	 */
	StoredMessage numbered(long other) {
		return new StoredMessage(other, this.topic, this.payload, this.expiresAt);
	}

	/**
	 * Return what stands under the number: a checksum of the number and the rest, a byte
	 * for the format, the moment of expiry, the topic with its length, and the payload.
	 */
	byte[] toBytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			byte[] content = content();
			out.writeInt(checksum(this.number, content));
			out.write(content);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return bytes.toByteArray();
	}

	private byte[] content() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeByte(FORMAT);
			out.writeLong(this.expiresAt);
			out.writeUTF(this.topic);
			out.write(this.payload);
		}
		return bytes.toByteArray();
	}

	/**
	 * Read what {@link #toBytes()} gave.
	 * @throws IOException if it is anything else
	 */
	static StoredMessage read(long number, byte[] bytes) throws IOException {
		try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
			int checksum = in.readInt();
			byte[] content = in.readAllBytes();
			if (checksum(number, content) != checksum) {
				throw new IOException("the checksum does not match");
			}
			return readContent(number, content);
		}
	}

	private static StoredMessage readContent(long number, byte[] content) throws IOException {
		try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
			int format = in.readByte();
			if (format != FORMAT) {
				throw new IOException("format " + format + " is not known to this version");
			}
			long expiresAt = in.readLong();
			String topic = in.readUTF();
			return new StoredMessage(number, topic, in.readAllBytes(), expiresAt);
		}
	}

	private static int checksum(long number, byte[] content) {
		CRC32 crc = new CRC32();
		crc.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
		crc.update(content);
		return (int) crc.getValue();
	}

	@Override
	public String toString() {
		return "StoredMessage[number=" + this.number + ", topic=" + this.topic + ", " + this.payload.length + " bytes]";
	}

}
