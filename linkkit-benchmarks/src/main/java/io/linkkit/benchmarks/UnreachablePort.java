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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port at which nobody answers a TCP connect, as behind a firewall that drops: its
 * backlog is full, and nobody accepts.
 */
final class UnreachablePort implements AutoCloseable {

	private static final int FILLING_TIMEOUT = 200;

	private static final int MOST_WAITING = 64;

	private final ServerSocket server;

	private final List<Socket> waiting = new ArrayList<>();

	UnreachablePort() throws IOException {
		this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		try {
			fill();
		}
		catch (IOException ex) {
			close();
			throw ex;
		}
	}

	private void fill() throws IOException {
		for (int i = 0; i < MOST_WAITING; i++) {
			Socket socket = new Socket();
			this.waiting.add(socket);
			try {
				socket.connect(this.server.getLocalSocketAddress(), FILLING_TIMEOUT);
			}
			catch (SocketTimeoutException ex) {
				return;
			}
		}
		throw new IOException("The backlog does not fill up");
	}

	int port() {
		return this.server.getLocalPort();
	}

	@Override
	public void close() throws IOException {
		for (Socket socket : this.waiting) {
			socket.close();
		}
		this.server.close();
	}

}
