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
import java.io.OutputStream;
import java.net.ProtocolException;

import io.linkkit.identity.Endpoint;
import org.eclipse.paho.client.mqttv3.internal.websocket.WebSocketHandshake;

/**
 * Asks the server to turn HTTP into a WebSocket. Paho's handshake does the talking; what
 * it reads comes through here a byte at a time, because it would otherwise swallow bytes
 * behind the answer, and not without end.
 */
final class WebSocketUpgrade extends InputStream {

	private static final int MAX_ANSWER = 16 * 1024;

	private static final int MAX_STATUS_LINE = 100;

	private final Endpoint endpoint;

	private final InputStream in;

	private final OutputStream out;

	private final StringBuilder statusLine = new StringBuilder();

	private boolean statusLineComplete;

	private int count;

	private int last;

	WebSocketUpgrade(Endpoint endpoint, InputStream in, OutputStream out) {
		this.endpoint = endpoint;
		this.in = in;
		this.out = out;
	}

	/**
	 * Send the request and wait for the answer.
	 * @throws ProtocolException if the answer is a refusal or no HTTP at all
	 * @throws IOException if the connection failed
	 */
	void perform() throws IOException {
		WebSocketHandshake handshake = new WebSocketHandshake(this, this.out, this.endpoint.toUri().toString(),
				this.endpoint.toUri().getHost(), this.endpoint.port(), null);
		try {
			handshake.execute();
			if (this.last == '\r') {
				// the reader of lines is content with the first half of a line end
				read();
			}
		}
		catch (RuntimeException | IOException ex) {
			if (this.count == 0) {
				throw ex;
			}
			ProtocolException refusal = new ProtocolException("The server answered: " + printableStatusLine());
			refusal.initCause(ex);
			throw refusal;
		}
	}

	private String printableStatusLine() {
		return this.statusLine.toString().replaceAll("[^\\x20-\\x7e]", "?");
	}

	@Override
	public int read() throws IOException {
		if (this.count == MAX_ANSWER) {
			throw new ProtocolException("The answer to the upgrade has no end");
		}
		int value = this.in.read();
		if (value < 0) {
			throw new EOFException("The server closed the connection");
		}
		this.count++;
		this.last = value;
		note((char) value);
		return value;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		if (length == 0) {
			return 0;
		}
		bytes[offset] = (byte) read();
		return 1;
	}

	private void note(char value) {
		this.statusLineComplete |= value == '\r' || value == '\n' || this.statusLine.length() == MAX_STATUS_LINE;
		if (!this.statusLineComplete) {
			this.statusLine.append(value);
		}
	}

}
