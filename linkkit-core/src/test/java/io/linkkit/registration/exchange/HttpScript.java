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

package io.linkkit.registration.exchange;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.linkkit.mqtt.ScriptedServer;

/**
 * What a server for HTTP does with a connection.
 */
final class HttpScript {

	static final String SUCCESS = "{\"code\":200,\"message\":\"success\",\"data\":" + Registrations.SECRET_FIELDS + "}";

	private static final Pattern CONTENT_LENGTH = Pattern.compile("content-length: (\\d+)");

	private HttpScript() {
	}

	/**
	 * Answer the first request, then wait for the client to close.
	 */
	static ScriptedServer.Script answering(int status, String body) {
		return (connection) -> {
			receive(connection);
			send(connection, status, body);
			connection.awaitEnd();
		};
	}

	/**
	 * Read a request with its body.
	 */
	static String receive(ScriptedServer.Connection connection) throws IOException {
		InputStream in = connection.socket().getInputStream();
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				throw new EOFException();
			}
			head.write(next);
		}
		String text = head.toString(StandardCharsets.US_ASCII);
		Matcher length = CONTENT_LENGTH.matcher(text.toLowerCase(Locale.ROOT));
		byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
		return text + new String(body, StandardCharsets.UTF_8);
	}

	static void send(ScriptedServer.Connection connection, int status, String body) throws IOException {
		sendText(connection, "HTTP/1.1 " + status + " Told By The Test\r\nContent-Type: application/json\r\n"
				+ "Location: /elsewhere\r\nContent-Length: " + Registrations.bytes(body).length + "\r\n\r\n" + body);
	}

	static void sendText(ScriptedServer.Connection connection, String text) throws IOException {
		connection.send(Registrations.bytes(text));
	}

}
