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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A listening port whose queue of connections is full, so that another connect is not
 * answered.
 */
final class FullBacklog implements AutoCloseable {

	private final ServerSocket serverSocket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

	private final List<Socket> sockets = new ArrayList<>();

	FullBacklog() throws IOException {
		boolean full = false;
		while (!full) {
			Socket socket = new Socket();
			this.sockets.add(socket);
			try {
				socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 200);
			}
			catch (SocketTimeoutException ex) {
				full = true;
			}
		}
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	@Override
	public void close() throws IOException {
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.serverSocket.close();
	}

}
