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

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.linkkit.integration.FaultProxy.Direction;
import io.linkkit.simulator.platform.ConnectionCut;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link FaultProxy}, in front of a server that sends back what it gets.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultProxyTests {

	private static final byte[] HELLO = { 1, 2, 3, 4, 5 };

	private ServerSocket server;

	private FaultProxy proxy;

	private final List<Socket> clients = new ArrayList<>();

	@BeforeEach
	void listen() throws IOException {
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		start(() -> {
			while (true) {
				Socket accepted = this.server.accept();
				start(() -> {
					try (accepted) {
						accepted.getInputStream().transferTo(accepted.getOutputStream());
					}
				});
			}
		});
		this.proxy = FaultProxy.to(this.server.getLocalPort());
	}

	@AfterEach
	void noThreadIsLeft() throws IOException {
		this.proxy.close();
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.noneMatch((name) -> name.startsWith(FaultProxy.THREADS));
		this.server.close();
		for (Socket client : this.clients) {
			client.close();
		}
	}

	@Test
	void carriesBytesAndTheEndBothWays() throws IOException {
		Socket client = connect();
		client.getOutputStream().write(HELLO);
		client.shutdownOutput();
		assertThat(client.getInputStream().readAllBytes()).isEqualTo(HELLO);
		assertThat(this.proxy.accepted()).isEqualTo(1);
	}

	@Test
	void delaysEachDelivery() throws IOException {
		this.proxy.latency(Duration.ofMillis(100));
		long start = System.nanoTime();
		assertThat(echo(connect())).isEqualTo(HELLO);
		// there and back
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
	}

	@Test
	void deliversSingleBytes() throws IOException {
		this.proxy.slice(Duration.ofMillis(10));
		long start = System.nanoTime();
		assertThat(echo(connect())).isEqualTo(HELLO);
		assertThat(Duration.ofNanos(System.nanoTime() - start))
			.isGreaterThanOrEqualTo(Duration.ofMillis(10).multipliedBy(HELLO.length + 1));
	}

	@Test
	void blackHoleDeliversNothingUntilHealed() throws IOException {
		for (Direction direction : Direction.values()) {
			Socket client = connect();
			this.proxy.blackHole(direction);
			client.getOutputStream().write(HELLO);
			assertNothingArrives(client);
			this.proxy.heal();
			assertThat(client.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
		}
	}

	@Test
	void blackHoleKeepsTheEndToItselfButTells() throws IOException {
		Socket client = connect();
		echo(client);
		assertThat(this.proxy.open()).isEqualTo(1);
		this.proxy.blackHole(Direction.values());
		client.shutdownOutput();
		await().until(() -> this.proxy.open() == 0);
		assertNothingArrives(client);
		this.proxy.heal();
		assertThat(client.getInputStream().read()).isEqualTo(-1);
	}

	@Test
	void cutsByFin() throws IOException {
		Socket client = connect();
		echo(client);
		this.proxy.cut(ConnectionCut.FIN);
		assertThat(client.getInputStream().read()).isEqualTo(-1);
	}

	@Test
	void cutsByRst() throws IOException {
		Socket client = connect();
		echo(client);
		this.proxy.cut(ConnectionCut.RST);
		assertThatExceptionOfType(SocketException.class).isThrownBy(client.getInputStream()::read);
	}

	@Test
	void cutsAfterAsManyBytesAsAsked() throws IOException {
		this.proxy.cutAfter(Direction.DOWN, 3, ConnectionCut.FIN);
		Socket client = connect();
		client.getOutputStream().write(HELLO);
		assertThat(client.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
	}

	@Test
	void injectsGarbage() throws IOException {
		Socket client = connect();
		echo(client);
		this.proxy.inject(new byte[] { 9, 8 });
		assertThat(client.getInputStream().readNBytes(2)).containsExactly(9, 8);
		assertThat(echo(client)).isEqualTo(HELLO);
	}

	@Test
	void resetsMoreConnectionsThanItHasThreadsFor() throws IOException {
		for (int i = 0; i < 16; i++) {
			echo(connect());
		}
		Socket refused = connect();
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
			InputStream in = refused.getInputStream();
			refused.getOutputStream().write(HELLO);
			in.read();
		});
	}

	private Socket connect() throws IOException {
		Socket client = new Socket(InetAddress.getLoopbackAddress(), this.proxy.port());
		client.setTcpNoDelay(true);
		this.clients.add(client);
		return client;
	}

	private static byte[] echo(Socket client) throws IOException {
		client.getOutputStream().write(HELLO);
		return client.getInputStream().readNBytes(HELLO.length);
	}

	private static void assertNothingArrives(Socket client) throws IOException {
		client.setSoTimeout(200);
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(client.getInputStream()::read);
		client.setSoTimeout(0);
	}

	private static void start(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				// the other side is gone
			}
		}, "echo-server");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * What a thread of the server does.
	 */
	private interface Task {

		void run() throws IOException;

	}

}
