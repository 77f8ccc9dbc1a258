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

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.netty.pkitesting.X509Bundle;
import org.awaitility.Awaitility;

import org.springframework.util.Assert;

/**
 * A mosquitto of our own on random loopback ports.
 */
final class Mosquitto implements AutoCloseable {

	private final int tcpPort = freePort();

	private final int tlsPort = freePort();

	private final int webSocketPort = freePort();

	private final int secureWebSocketPort = freePort();

	private final Process process;

	private Mosquitto(Path executable, Path directory, X509Bundle certificate) throws IOException {
		Path configuration = directory.resolve("mosquitto.conf");
		Path chain = Files.writeString(directory.resolve("chain.pem"), certificate.getCertificatePathPEM());
		Path key = Files.writeString(directory.resolve("key.pem"), certificate.getPrivateKeyPEM());
		String tls = "certfile %s%nkeyfile %s%n".formatted(chain, key);
		Files.writeString(configuration,
				String.join("\n", "user root", "allow_anonymous true", "persistence false", "max_queued_messages 0",
						"max_inflight_messages 0", listener(this.tcpPort, "mqtt", ""),
						listener(this.tlsPort, "mqtt", tls), listener(this.webSocketPort, "websockets", ""),
						listener(this.secureWebSocketPort, "websockets", tls)));
		this.process = new ProcessBuilder(executable.toString(), "-c", configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("mosquitto.log").toFile())
			.start();
		Stream.of(this.tcpPort, this.tlsPort, this.webSocketPort, this.secureWebSocketPort)
			.forEach(this::awaitListening);
	}

	/**
	 * Find mosquitto on this machine.
	 */
	static Optional<Path> executable() {
		String path = System.getenv().getOrDefault("PATH", "");
		return Stream.concat(Stream.of("/usr/sbin", "/usr/local/sbin"), Arrays.stream(path.split(File.pathSeparator)))
			.map((directory) -> Path.of(directory, "mosquitto"))
			.filter(Files::isExecutable)
			.findFirst();
	}

	static Mosquitto start(Path executable, Path directory, X509Bundle certificate) throws IOException {
		return new Mosquitto(executable, directory, certificate);
	}

	private static String listener(int port, String protocol, String settings) {
		return "listener %d 127.0.0.1%nprotocol %s%n%s".formatted(port, protocol, settings);
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void awaitListening(int port) {
		Awaitility.await().until(() -> {
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
				return true;
			}
			catch (IOException ex) {
				Assert.state(this.process.isAlive(), "mosquitto has ended");
				return false;
			}
		});
	}

	int tcpPort() {
		return this.tcpPort;
	}

	int tlsPort() {
		return this.tlsPort;
	}

	int webSocketPort() {
		return this.webSocketPort;
	}

	int secureWebSocketPort() {
		return this.secureWebSocketPort;
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

}
