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

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.paho.client.mqttv3.internal.websocket.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is written into masked binary frames (RFC 6455 §5.2), one for each call, and
 * pongs between them. Written to by one thread only.
 */
final class WebSocketOutputStream extends OutputStream {

	private static final byte BINARY = 2;

	private static final byte CLOSE = 8;

	private static final byte PONG = 10;

	private static final byte[] NORMAL_CLOSURE = { 1000 >> 8, (byte) 1000 };

	private final OutputStream out;

	private final AtomicReference<byte @Nullable []> pong = new AtomicReference<>();

	WebSocketOutputStream(OutputStream out) {
		this.out = out;
	}

	/**
	 * Keep an answer to a ping, to be sent with the next {@link #flush()}. May be called
	 * by any thread. Of several pings only the latest needs an answer (RFC 6455 §5.5.3).
	 * @param content content of the ping
	 */
	void answerPing(byte[] content) {
		this.pong.set(content);
	}

	@Override
	public void write(int b) throws IOException {
		write(new byte[] { (byte) b }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		sendFrame(BINARY, Arrays.copyOfRange(bytes, offset, offset + length));
	}

	@Override
	public void flush() throws IOException {
		byte[] content = this.pong.getAndSet(null);
		if (content != null) {
			sendFrame(PONG, content);
		}
		this.out.flush();
	}

	/**
	 * Send a closing frame.
	 * @throws IOException if the socket fails
	 */
	@Override
	public void close() throws IOException {
		sendFrame(CLOSE, NORMAL_CLOSURE);
		this.out.flush();
	}

	private void sendFrame(byte opcode, byte[] content) throws IOException {
		this.out.write(new WebSocketFrame(opcode, true, content).encodeFrame());
	}

}
