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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A server on a random loopback port that treats each connection as a script says.
 */
public final class ScriptedServer implements AutoCloseable {

	public static final byte[] ACCEPTED = { 0x20, 2, 0, 0 };

	private final ServerSocket serverSocket;

	private final Script script;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final AtomicInteger ended = new AtomicInteger();

	private ScriptedServer(ServerSocket serverSocket, Script script) {
		this.serverSocket = serverSocket;
		this.script = script;
		start(this::accept);
	}

	public static ScriptedServer tcp(Script script) throws IOException {
		return new ScriptedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
	}

	public static ScriptedServer tls(SSLContext context, Script script) throws IOException {
		ServerSocketFactory factory = context.getServerSocketFactory();
		return new ScriptedServer(factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
	}

	public int port() {
		return this.serverSocket.getLocalPort();
	}

	public int connections() {
		return this.sockets.size();
	}

	/**
	 * Return how many connections are over: the client closed them, or the script ended.
	 */
	public int endedConnections() {
		return this.ended.get();
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.serverSocket.accept();
				this.sockets.add(socket);
				start(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// closed
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			this.script.serve(new Connection(socket));
		}
		catch (IOException ex) {
			// the client closed
		}
		finally {
			this.ended.incrementAndGet();
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "scripted-server");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.serverSocket.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	/**
	 * What to do with a connection, which is closed afterwards.
	 */
	public interface Script {

		void serve(Connection connection) throws IOException;

	}

	/**
	 * One connection, seen from the server.
	 */
	public record Connection(Socket socket) {

		public void send(int... bytes) throws IOException {
			byte[] packet = new byte[bytes.length];
			for (int i = 0; i < bytes.length; i++) {
				packet[i] = (byte) bytes[i];
			}
			send(packet);
		}

		public void send(byte[] bytes) throws IOException {
			this.socket.getOutputStream().write(bytes);
			this.socket.getOutputStream().flush();
		}

		/**
		 * Read a packet.
		 */
		public Packet receive() throws IOException {
			InputStream in = this.socket.getInputStream();
			int first = in.read();
			if (first < 0) {
				throw new EOFException();
			}
			int length = 0;
			int shift = 0;
			int digit;
			do {
				digit = in.read();
				length |= (digit & 0x7F) << shift;
				shift += 7;
			}
			while ((digit & 0x80) != 0);
			return new Packet(first, in.readNBytes(length));
		}

		/**
		 * Read CONNECT and answer CONNACK 0.
		 */
		public Packet accept() throws IOException {
			Packet connect = receive();
			send(ACCEPTED);
			return connect;
		}

		/**
		 * Read until the client closes.
		 */
		public void awaitEnd() throws IOException {
			this.socket.getInputStream().transferTo(OutputStream.nullOutputStream());
		}

		/**
		 * Keep the connection without reading or writing until the server is closed.
		 */
		public void hang() throws IOException {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				throw new IOException(ex);
			}
		}

		/**
		 * Close with RST.
		 */
		public void reset() throws IOException {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}

	}

	/**
	 * An MQTT packet.
	 *
	 * @param first the byte with type and flags
	 * @param body what follows the length
	 */
	@SuppressWarnings("ArrayRecordComponent")
	public record Packet(int first, byte[] body) {

		public int type() {
			return this.first >> 4;
		}

	}

}
