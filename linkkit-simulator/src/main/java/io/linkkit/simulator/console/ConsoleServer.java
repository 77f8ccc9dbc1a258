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

package io.linkkit.simulator.console;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.linkkit.simulator.server.LoopThread;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for browsers on 127.0.0.1, on an event loop of its own: what its buttons do
 * waits for the simulator's loop.
 */
final class ConsoleServer implements AutoCloseable {

	static final int MAX_CONNECTIONS = 64;

	private static final int MAX_BODY = 512 * 1024;

	private static final int PATIENCE_SECONDS = 30;

	private static final int CATCH_UP_MILLIS = 50;

	private static final int PING_SECONDS = 15;

	private static final Logger logger = LoggerFactory.getLogger(ConsoleServer.class);

	private final LoopThread loopThread = new LoopThread("linkkit-console-");

	private final SingleThreadIoEventLoop loop = new SingleThreadIoEventLoop(null, this.loopThread,
			NioIoHandler.newFactory());

	private final Set<Channel> connections = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean catchingUp = new AtomicBoolean();

	private final ConsoleActions actions;

	private final EventStreams streams;

	private final Channel listener;

	ConsoleServer(int port, ConsoleActions actions, EventStreams streams) {
		this.actions = actions;
		this.streams = streams;
		try {
			this.listener = listen(port);
		}
		catch (RuntimeException ex) {
			closeLoop();
			throw ex;
		}
		this.loop.scheduleAtFixedRate(this::catchUpNow, 1, 1, TimeUnit.SECONDS);
		this.loop.scheduleAtFixedRate(this.streams::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
	}

	// That somebody has taken the port is no reason to do without the page.
	private Channel listen(int port) {
		ChannelFuture bound = bind(port);
		if (!bound.isSuccess() && port != 0) {
			logger.warn("Port {} is taken, so the console uses another", port);
			bound = bind(0);
		}
		if (!bound.isSuccess()) {
			throw new IllegalStateException("The console cannot listen on the loopback address", bound.cause());
		}
		return bound.channel();
	}

	private ChannelFuture bind(int port) {
		return new ServerBootstrap().group(this.loop)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_REUSEADDR, true)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ConnectionInitializer())
			.bind(new InetSocketAddress(loopback(), port))
			.awaitUninterruptibly();
	}

	// the address that the URL names, whatever the machine calls "localhost"
	private static InetAddress loopback() {
		try {
			return InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	InetSocketAddress address() {
		return (InetSocketAddress) this.listener.localAddress();
	}

	/**
	 * Send browsers what is new, soon: what happens in between goes along.
	 */
	void catchUpSoon() {
		if (!this.loop.isShuttingDown() && this.catchingUp.compareAndSet(false, true)) {
			try {
				this.loop.schedule(this::catchUpOnce, CATCH_UP_MILLIS, TimeUnit.MILLISECONDS);
			}
			catch (RejectedExecutionException ex) {
				logger.trace("Closed meanwhile", ex);
			}
		}
	}

	private void catchUpOnce() {
		this.catchingUp.set(false);
		catchUpNow();
	}

	// an exception would end the schedule
	private void catchUpNow() {
		try {
			this.streams.catchUp();
		}
		catch (RuntimeException ex) {
			logger.debug("The state cannot be told", ex);
		}
	}

	@Override
	public void close() {
		if (!this.loop.isShuttingDown()) {
			this.listener.close().awaitUninterruptibly();
			this.connections.forEach((channel) -> channel.close().awaitUninterruptibly());
			closeLoop();
		}
	}

	private void closeLoop() {
		this.loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
		this.loopThread.join();
	}

	private final class ConnectionInitializer extends ChannelInitializer<SocketChannel> {

		@Override
		protected void initChannel(SocketChannel channel) {
			if (ConsoleServer.this.connections.size() >= MAX_CONNECTIONS) {
				channel.close();
				return;
			}
			ConsoleServer.this.connections.add(channel);
			channel.closeFuture().addListener((closed) -> ConsoleServer.this.connections.remove(channel));
			channel.pipeline()
				.addLast(new ReadTimeoutHandler(PATIENCE_SECONDS), new HttpServerCodec(),
						new HttpObjectAggregator(MAX_BODY),
						new ConsoleRouter(ConsoleServer.this.actions, ConsoleServer.this.streams));
		}

	}

}
