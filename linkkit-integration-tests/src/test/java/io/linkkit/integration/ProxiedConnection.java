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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

import io.linkkit.integration.FaultProxy.Conditions;
import io.linkkit.integration.FaultProxy.Cut;
import io.linkkit.integration.FaultProxy.Direction;
import io.linkkit.simulator.platform.ConnectionCut;

/**
 * One connection through a {@link FaultProxy}: two threads, each carrying bytes one way.
 */
final class ProxiedConnection implements AutoCloseable {

	private static final int MAX_KEPT = 1024 * 1024;

	private final FaultProxy proxy;

	private final Socket device;

	private final Socket platform;

	private final Pump up;

	private final Pump down;

	ProxiedConnection(FaultProxy proxy, Socket device, Socket platform) {
		this.proxy = proxy;
		this.device = device;
		this.platform = platform;
		this.up = new Pump(Direction.UP, device, platform);
		this.down = new Pump(Direction.DOWN, platform, device);
	}

	void start() {
		this.up.thread.start();
		this.down.thread.start();
	}

	boolean isOver() {
		return !this.up.thread.isAlive() && !this.down.thread.isAlive();
	}

	boolean isLeftByDevice() {
		return this.up.sourceEnded;
	}

	void cut(ConnectionCut how) {
		if (how == ConnectionCut.RST) {
			reset(this.device);
		}
		else {
			shutdownOutput(this.device);
		}
		reset(this.platform);
	}

	void inject(byte[] garbage) throws IOException {
		this.down.write(garbage, 0, garbage.length);
	}

	/**
	 * Deliver what was kept.
	 */
	void release() {
		this.up.release();
		this.down.release();
	}

	@Override
	public void close() {
		reset(this.device);
		reset(this.platform);
	}

	void join() throws InterruptedException {
		this.up.thread.join();
		this.down.thread.join();
	}

	static void reset(Socket socket) {
		try (socket) {
			socket.setSoLinger(true, 0);
		}
		catch (IOException ex) {
			// it is closed already
		}
	}

	private static void shutdownOutput(Socket socket) {
		try {
			socket.shutdownOutput();
		}
		catch (IOException ex) {
			// it is closed already
		}
	}

	/**
	 * Carries bytes one way, and then the end of the stream.
	 */
	private final class Pump {

		private final Direction direction;

		private final Socket source;

		private final Socket sink;

		private final Thread thread;

		private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

		private volatile boolean sourceEnded;

		private long carried;

		Pump(Direction direction, Socket source, Socket sink) {
			this.direction = direction;
			this.source = source;
			this.sink = sink;
			this.thread = new Thread(this::run,
					FaultProxy.THREADS + ProxiedConnection.this.proxy.port() + "-" + direction);
			this.thread.setDaemon(true);
		}

		private void run() {
			byte[] bytes = new byte[8192];
			try {
				for (int count = this.source.getInputStream().read(bytes); count >= 0; count = this.source
					.getInputStream()
					.read(bytes)) {
					ProxiedConnection.this.proxy.pause(conditions().latency());
					deliver(bytes, count);
				}
				end(false);
			}
			catch (IOException ex) {
				end(true);
			}
		}

		private Conditions conditions() {
			return ProxiedConnection.this.proxy.conditions();
		}

		private boolean isHole() {
			return conditions().holes().contains(this.direction);
		}

		private synchronized void deliver(byte[] bytes, int count) throws IOException {
			if (isHole()) {
				this.kept.write(bytes, 0, Math.min(count, MAX_KEPT - this.kept.size()));
				return;
			}
			Cut cut = conditions().cut();
			int left = (cut != null && cut.direction() == this.direction)
					? (int) Math.min(count, Math.max(0, cut.bytes() - this.carried)) : count;
			send(bytes, left);
			if (cut != null && left < count) {
				cut(cut.how());
			}
		}

		private void send(byte[] bytes, int count) throws IOException {
			int sent = 0;
			for (Duration pause = conditions().slicing(); pause != null
					&& sent < count; pause = conditions().slicing()) {
				ProxiedConnection.this.proxy.pause(pause);
				write(bytes, sent, 1);
				sent++;
			}
			write(bytes, sent, count - sent);
		}

		synchronized void write(byte[] bytes, int offset, int count) throws IOException {
			this.sink.getOutputStream().write(bytes, offset, count);
			this.carried += count;
		}

		private synchronized void end(boolean broken) {
			this.sourceEnded = true;
			if (!isHole()) {
				passEnd(broken);
			}
		}

		private void passEnd(boolean broken) {
			if (broken) {
				reset(this.source);
				reset(this.sink);
			}
			else {
				shutdownOutput(this.sink);
			}
		}

		synchronized void release() {
			try {
				this.kept.writeTo(this.sink.getOutputStream());
				this.kept.reset();
				if (this.sourceEnded) {
					passEnd(false);
				}
			}
			catch (IOException ex) {
				passEnd(true);
			}
		}

	}

}
