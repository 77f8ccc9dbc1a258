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

package io.linkkit.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.springframework.util.Assert;

/**
 * Main class of a service that answers each message of a device by the same message. It
 * speaks just enough MQTT for that.
 */
public final class Responder {

	private static final String ASKED = "/user/update";

	private static final String ANSWERED = "/user/get";

	private static final int PUBLISH = 3;

	private final DataInputStream in;

	private final DataOutputStream out;

	private int lastId;

	private Responder(Socket socket) throws IOException {
		socket.setTcpNoDelay(true);
		this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
		this.out = new DataOutputStream(socket.getOutputStream());
	}

	/**
	 * Run the service.
	 * @param arguments port of the broker
	 */
	public static void main(String[] arguments) throws IOException {
		int port = Integer.parseInt(arguments[0]);
		Responder responder = new Responder(new Socket(InetAddress.getLoopbackAddress(), port));
		responder.begin();
		Thread thread = new Thread(responder::run, "responder");
		thread.setDaemon(true);
		thread.start();
		JavaServer.serve(port);
	}

	private void begin() throws IOException {
		send(0x10, join(text("MQTT"), new byte[] { 4, 2, 0, 0 }, text("responder")));
		Assert.state(this.in.readUnsignedByte() == 0x20, "CONNACK expected");
		this.in.skipNBytes(3);
		send(0x82, join(new byte[] { 0, 1 }, text("/+/+" + ASKED), new byte[] { 1 }));
		Assert.state(this.in.readUnsignedByte() == 0x90, "SUBACK expected");
		this.in.skipNBytes(4);
	}

	private void run() {
		try {
			while (true) {
				int head = this.in.readUnsignedByte();
				byte[] body = this.in.readNBytes(readLength());
				if (head >> 4 == PUBLISH) {
					answer((head >> 1) & 3, body);
				}
			}
		}
		catch (IOException ex) {
			// the broker has ended
		}
	}

	private void answer(int qos, byte[] body) throws IOException {
		int topicLength = ((body[0] & 0xff) << 8) | (body[1] & 0xff);
		String topic = new String(body, 2, topicLength, StandardCharsets.UTF_8).replace(ASKED, ANSWERED);
		int head = 2 + topicLength + ((qos > 0) ? 2 : 0);
		byte[] payload = Arrays.copyOfRange(body, head, body.length);
		if (qos == 0) {
			send(0x30, join(text(topic), payload));
			return;
		}
		this.lastId = this.lastId % 65535 + 1;
		send(0x40, new byte[] { body[head - 2], body[head - 1] });
		send(0x32, join(text(topic), new byte[] { (byte) (this.lastId >> 8), (byte) this.lastId }, payload));
	}

	private int readLength() throws IOException {
		int length = 0;
		for (int shift = 0;; shift += 7) {
			int part = this.in.readUnsignedByte();
			length |= (part & 0x7f) << shift;
			if (part < 0x80) {
				return length;
			}
		}
	}

	private void send(int head, byte[] body) throws IOException {
		ByteArrayOutputStream packet = new ByteArrayOutputStream();
		packet.write(head);
		int length = body.length;
		do {
			packet.write((length < 0x80) ? length : (length & 0x7f) | 0x80);
			length >>= 7;
		}
		while (length > 0);
		packet.write(body);
		this.out.write(packet.toByteArray());
	}

	private static byte[] text(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return join(new byte[] { (byte) (bytes.length >> 8), (byte) bytes.length }, bytes);
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			joined.writeBytes(part);
		}
		return joined.toByteArray();
	}

}
