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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What Paho writes to. It flushes after each packet, which goes on in one piece, so that
 * packets of others may come between Paho's.
 */
final class PacketOutputStream extends OutputStream {

	private static final int USUAL_LENGTH = 1024;

	private final OutputStream out;

	private ByteArrayOutputStream packet = new ByteArrayOutputStream();

	PacketOutputStream(OutputStream out) {
		this.out = out;
	}

	@Override
	public void write(int b) {
		this.packet.write(b);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) {
		this.packet.write(bytes, offset, length);
	}

	@Override
	public void flush() throws IOException {
		byte[] bytes = this.packet.toByteArray();
		if (bytes.length > USUAL_LENGTH) {
			this.packet = new ByteArrayOutputStream();
		}
		this.packet.reset();
		this.out.write(bytes, 0, bytes.length);
		this.out.flush();
	}

	@Override
	public void close() throws IOException {
		this.out.close();
	}

}
