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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.linkkit.simulator.platform.ConnectionCut;
import org.jspecify.annotations.Nullable;

/**
 * The network between a device and its platform, which does to TCP what a test says. What
 * is set applies to connections that are there and to those that come, until
 * {@link #heal()}.
 * <p>
 * Runs one thread for accepting and two for each of at most {@value #MAX_CONNECTIONS}
 * connections at a time; further ones are reset. After {@link #close()} none is left.
 */
final class FaultProxy implements AutoCloseable {

	static final String THREADS = "linkkit-fault-proxy-";

	private static final int MAX_CONNECTIONS = 16;

	private final ServerSocket serverSocket;

	private final int target;

	private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final Thread acceptor;

	private volatile Conditions conditions = Conditions.GOOD;

	private volatile int accepted;

	private FaultProxy(ServerSocket serverSocket, int target) {
		this.serverSocket = serverSocket;
		this.target = target;
		this.acceptor = new Thread(this::accept, THREADS + serverSocket.getLocalPort());
		this.acceptor.setDaemon(true);
		this.acceptor.start();
	}

	/**
	 * Begin to listen.
	 * @param port where the platform listens on the loopback address
	 */
	static FaultProxy to(int port) throws IOException {
		return new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	/**
	 * Return how many connections have come so far.
	 */
	int accepted() {
		return this.accepted;
	}

	/**
	 * Return how many connections the device still holds open.
	 */
	long open() {
		return this.connections.stream().filter((connection) -> !connection.isLeftByDevice()).count();
	}

	private void accept() {
		try {
			while (true) {
				Socket device = this.serverSocket.accept();
				this.accepted++;
				this.connections.removeIf(ProxiedConnection::isOver);
				if (this.connections.size() == MAX_CONNECTIONS) {
					ProxiedConnection.reset(device);
				}
				else {
					connect(device);
				}
			}
		}
		catch (IOException ex) {
			// closed
		}
	}

	private void connect(Socket device) {
		try {
			Socket platform = new Socket(InetAddress.getLoopbackAddress(), this.target);
			ProxiedConnection connection = new ProxiedConnection(this, device, platform);
			this.connections.add(connection);
			connection.start();
		}
		catch (IOException ex) {
			ProxiedConnection.reset(device);
		}
	}

	Conditions conditions() {
		return this.conditions;
	}

	/**
	 * Let time pass, but not if the proxy is closed.
	 */
	void pause(Duration duration) {
		try {
			this.closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Deliver everything late.
	 */
	void latency(Duration latency) {
		this.conditions = this.conditions.withLatency(latency);
	}

	/**
	 * Deliver each byte on its own.
	 * @param pause how long to wait before each
	 */
	void slice(Duration pause) {
		this.conditions = this.conditions.withSlicing(pause);
	}

	/**
	 * Deliver nothing more, nor the end of a connection. What is sent meanwhile is kept,
	 * as TCP would send it again.
	 * @param directions which way, or both ways
	 */
	void blackHole(Direction... directions) {
		this.conditions = this.conditions.withHoles(EnumSet.copyOf(List.of(directions)));
	}

	/**
	 * Cut each connection once it has carried so many bytes.
	 * @param direction which bytes count
	 * @param bytes how many still arrive
	 * @param how by which TCP flag the device hears of it
	 */
	void cutAfter(Direction direction, long bytes, ConnectionCut how) {
		this.conditions = this.conditions.withCut(new Cut(direction, bytes, how));
	}

	/**
	 * Cut all connections now.
	 * @param how by which TCP flag the device hears of it
	 */
	void cut(ConnectionCut how) {
		this.connections.forEach((connection) -> connection.cut(how));
	}

	/**
	 * Send bytes to the device that are not the platform's.
	 */
	void inject(byte[] garbage) throws IOException {
		for (ProxiedConnection connection : this.connections) {
			connection.inject(garbage);
		}
	}

	/**
	 * Be a good network again, and deliver what was kept.
	 */
	void heal() {
		this.conditions = Conditions.GOOD;
		this.connections.forEach(ProxiedConnection::release);
	}

	@Override
	public void close() {
		this.closed.countDown();
		try {
			this.serverSocket.close();
			this.acceptor.join();
			this.connections.forEach(ProxiedConnection::close);
			for (ProxiedConnection connection : this.connections) {
				connection.join();
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("The proxy's port could not be closed", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Which way bytes go.
	 */
	enum Direction {

		/**
		 * From the device to the platform.
		 */
		UP,

		/**
		 * From the platform to the device.
		 */
		DOWN

	}

	/**
	 * When a connection is to be cut.
	 *
	 * @param direction which bytes count
	 * @param bytes after how many
	 * @param how by which TCP flag
	 */
	record Cut(Direction direction, long bytes, ConnectionCut how) {

	}

	/**
	 * What the network is like.
	 *
	 * @param latency how late everything is delivered
	 * @param slicing how long to wait before each single byte; {@code null} to deliver
	 * bytes together
	 * @param holes which ways nothing gets through
	 * @param cut when to cut; {@code null} for never
	 */
	record Conditions(Duration latency, @Nullable Duration slicing, Set<Direction> holes, @Nullable Cut cut) {

		static final Conditions GOOD = new Conditions(Duration.ZERO, null, Set.of(), null);

		Conditions withLatency(Duration changed) {
			return new Conditions(changed, this.slicing, this.holes, this.cut);
		}

		Conditions withSlicing(Duration changed) {
			return new Conditions(this.latency, changed, this.holes, this.cut);
		}

		Conditions withHoles(Set<Direction> changed) {
			return new Conditions(this.latency, this.slicing, changed, this.cut);
		}

		Conditions withCut(Cut changed) {
			return new Conditions(this.latency, this.slicing, this.holes, changed);
		}

	}

}
