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

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.linkkit.identity.Endpoint;

/**
 * A mosquitto of our own on free ports, with its default settings but for its limits.
 */
final class Mosquitto implements Server {

	private static final Duration START_LIMIT = Duration.ofSeconds(10);

	private static final long STOP_LIMIT = 5;

	private final int tcpPort = freePort();

	private final int tlsPort = freePort();

	private final Process process;

	private Mosquitto(Path executable, Path directory, ServerCertificate certificate) throws IOException {
		Path configuration = Files.write(directory.resolve("mosquitto.conf"),
				Stream
					.of("user root", "allow_anonymous true", "persistence false", "max_queued_messages 0",
							"max_inflight_messages 0",
							// or answers wait 40 ms for the acknowledgement of TCP
							"set_tcp_nodelay true", listener(this.tcpPort), listener(this.tlsPort),
							"certfile " + certificate.certificate(), "keyfile " + certificate.key())
					.toList());
		this.process = new ProcessBuilder(executable.toString(), "-c", configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("mosquitto.log").toFile())
			.start();
	}

	/**
	 * Start mosquitto if this machine has one.
	 */
	static Optional<Server> start(Path directory, ServerCertificate certificate)
			throws IOException, InterruptedException {
		Optional<Path> executable = executable();
		if (executable.isEmpty()) {
			return Optional.empty();
		}
		Mosquitto mosquitto = new Mosquitto(executable.get(), directory, certificate);
		try {
			mosquitto.awaitListening();
			return Optional.of(mosquitto);
		}
		catch (IOException ex) {
			mosquitto.close();
			throw ex;
		}
	}

	private static Optional<Path> executable() {
		String path = System.getenv().getOrDefault("PATH", "");
		return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/usr/local/sbin"))
			.map((directory) -> Path.of(directory, "mosquitto"))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private static String listener(int port) {
		return "listener %d %s".formatted(port, Endpoints.HOST);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	// TLS is the last to be opened
	private void awaitListening() throws IOException, InterruptedException {
		long start = System.nanoTime();
		while (true) {
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.tlsPort));
				return;
			}
			catch (IOException ex) {
				if (!this.process.isAlive() || System.nanoTime() - start > START_LIMIT.toNanos()) {
					throw new IOException("mosquitto does not start", ex);
				}
				Thread.sleep(10);
			}
		}
	}

	@Override
	public String name() {
		return "mosquitto";
	}

	@Override
	public Endpoint tcp() {
		return Endpoints.tcp(this.tcpPort);
	}

	@Override
	public Endpoint tls() {
		return Endpoints.tls(this.tlsPort);
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(STOP_LIMIT, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

}
