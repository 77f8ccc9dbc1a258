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

package io.linkkit.integration;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/**
 * Debian's mosquitto, a broker that nobody here wrote, on a free port of the loopback
 * interface.
 */
final class Mosquitto implements AutoCloseable {

	private final Path program;

	private final Path configuration;

	private final int port;

	private @Nullable Process process;

	Mosquitto(Path program, Path directory) throws IOException {
		this.program = program;
		this.port = freePort();
		this.configuration = Files.writeString(directory.resolve("mosquitto.conf"), """
				listener %d 127.0.0.1
				allow_anonymous true
				persistence false
				log_type none
				""".formatted(this.port));
		start();
	}

	static Optional<Path> find() {
		Stream<String> path = Arrays.stream(System.getenv("PATH").split(File.pathSeparator));
		return Stream.concat(path, Stream.of("/usr/sbin", "/usr/local/sbin"))
			.map((directory) -> Path.of(directory, "mosquitto"))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	int port() {
		return this.port;
	}

	void start() {
		try {
			this.process = new ProcessBuilder(this.program.toString(), "-c", this.configuration.toString())
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		await().until(this::answers);
	}

	private boolean answers() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 1000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * End it by SIGKILL.
	 */
	void kill() {
		Process running = this.process;
		if (running != null) {
			running.destroyForcibly();
			running.onExit().join();
		}
	}

	@Override
	public void close() {
		kill();
	}

}
