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

package io.linkkit.simulator.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.log.SimulatorLog;
import io.linkkit.simulator.platform.ConnectionCut;
import io.linkkit.simulator.platform.Platform;
import io.linkkit.simulator.tls.ServerCertificates;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All listeners and connections of one simulator.
 * <p>
 * One event loop without a group around it: one thread is enough for thousands of
 * devices, and the group's own termination would wake Netty's global executor, whose
 * thread outlives {@link #close()} by a second.
 */
public final class SimulatorServer implements AutoCloseable {

	/**
	 * How much may wait for a device that does not read: some dozens of the largest
	 * messages.
	 */
	private static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(8 << 20, 16 << 20);

	private static final int MAX_REFUSAL_ATTEMPTS = 1000;

	private static final Logger logger = LoggerFactory.getLogger(SimulatorServer.class);

	private final InetAddress address;

	private final SimulatorLog log;

	private final ChannelStack stack;

	private final LoopThread loopThread = new LoopThread("linkkit-simulator-");

	private final SingleThreadIoEventLoop loop = new SingleThreadIoEventLoop(null, this.loopThread,
			NioIoHandler.newFactory());

	private final Set<Channel> connections = ConcurrentHashMap.newKeySet();

	private final List<Listener> listeners = new ArrayList<>();

	private volatile boolean paused;

	/**
	 * Create a server that does not listen yet.
	 * @param address where to listen
	 * @param platform whom to ask
	 * @param log where everything is written down
	 * @param certificates what to show over TLS
	 */
	public SimulatorServer(InetAddress address, Platform platform, SimulatorLog log, ServerCertificates certificates) {
		this.address = address;
		this.log = log;
		this.stack = new ChannelStack(platform, log, new LazySslContext(certificates));
	}

	/**
	 * Open a port.
	 * @param spec which, and what it answers
	 * @throws IllegalStateException when the port cannot be had
	 */
	public synchronized void listen(ListenerSpec spec) {
		this.listeners.add(open(spec));
	}

	private Listener open(ListenerSpec spec) {
		if (this.loop.isShuttingDown()) {
			throw new IllegalStateException("The simulator is closed");
		}
		ChannelFuture bound = new ServerBootstrap().group(this.loop)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_REUSEADDR, true)
			.option(ChannelOption.SO_BACKLOG, 1024)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER)
			.childHandler(new ConnectionInitializer(spec.protocols()))
			.bind(this.address, spec.port())
			.awaitUninterruptibly();
		if (!bound.isSuccess()) {
			throw new IllegalStateException(
					"Cannot listen on port " + spec.port() + " of " + this.address.getHostAddress(), bound.cause());
		}
		int port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
		this.log.add(LogEvent.LISTENING, null, "", "port " + port + " answers " + spec.protocols());
		return new Listener(new ListenerSpec(spec.protocols(), port), bound.channel());
	}

	/**
	 * Return the port that answers a protocol.
	 * @param protocol the protocol
	 * @return the port
	 * @throws IllegalStateException when none does
	 */
	public synchronized int port(ListenerProtocol protocol) {
		return this.listeners.stream()
			.filter((listener) -> listener.spec().protocols().contains(protocol))
			.map((listener) -> listener.spec().port())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No listener for " + protocol + " was asked for"));
	}

	/**
	 * Close every port; connections stay. Afterwards connecting is refused.
	 */
	public synchronized void stopListening() {
		for (Listener listener : this.listeners) {
			listener.channel().close().awaitUninterruptibly();
			awaitRefusal(listener.spec().port());
			this.log.add(LogEvent.NOT_LISTENING, null, "", "port " + listener.spec().port());
		}
	}

	// The JDK closes a socket that a selector watches at the selector's next turn only,
	// which Netty does not wait for.
	private void awaitRefusal(int port) {
		for (int attempt = 0; attempt < MAX_REFUSAL_ATTEMPTS; attempt++) {
			InetAddress reachable = this.address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : this.address;
			try (Socket socket = new Socket(reachable, port)) {
				logger.trace("Port {} still accepts {}", port, socket);
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	/**
	 * Open every port again that was closed.
	 * @throws IllegalStateException when somebody else has taken one, or the server is
	 * closed
	 */
	public synchronized void resumeListening() {
		this.listeners.replaceAll((listener) -> listener.channel().isOpen() ? listener : open(listener.spec()));
	}

	/**
	 * Become a black hole: neither read nor write nor close, on this and future
	 * connections.
	 */
	public void pause() {
		this.paused = true;
		forEachGate(FaultGate::pause);
	}

	/**
	 * Be a black hole no more, and make up for what was held back.
	 */
	public void resume() {
		this.paused = false;
		forEachGate(FaultGate::resume);
	}

	/**
	 * Return whether this is a black hole.
	 * @return whether it was paused and not resumed
	 */
	public boolean isPaused() {
		return this.paused;
	}

	/**
	 * Return whether ports are open.
	 * @return {@code false} when one was closed and not opened again
	 */
	public synchronized boolean isListening() {
		return this.listeners.stream().allMatch((listener) -> listener.channel().isOpen());
	}

	/**
	 * Cut every connection.
	 * @param how by which TCP flag
	 */
	public void cutAll(ConnectionCut how) {
		forEachGate((gate, context) -> gate.cut(context, how));
	}

	private void forEachGate(GateAction action) {
		if (this.loop.isShuttingDown()) {
			return;
		}
		this.loop.submit(() -> {
			for (Channel channel : this.connections) {
				ChannelHandlerContext context = channel.pipeline().context(FaultGate.class);
				if (context != null) {
					action.apply((FaultGate) context.handler(), context);
				}
			}
		}).syncUninterruptibly();
	}

	/**
	 * Close every port and connection and wait for the thread to end.
	 */
	@Override
	public synchronized void close() {
		if (this.loop.isShuttingDown()) {
			return;
		}
		// explicitly, because a loop that shuts down forgets some of its channels
		this.listeners.forEach((listener) -> listener.channel().close().awaitUninterruptibly());
		cutAll(ConnectionCut.FIN);
		Future<?> termination = this.loop.shutdownGracefully(0, 5, TimeUnit.SECONDS);
		termination.awaitUninterruptibly();
		this.loopThread.join();
	}

	private final class ConnectionInitializer extends ChannelInitializer<SocketChannel> {

		private final Set<ListenerProtocol> protocols;

		ConnectionInitializer(Set<ListenerProtocol> protocols) {
			this.protocols = protocols;
		}

		@Override
		protected void initChannel(SocketChannel channel) {
			boolean paused = SimulatorServer.this.paused;
			channel.config().setAutoRead(!paused);
			channel.pipeline().addLast(new FaultGate(paused), new LoginDeadline());
			SimulatorServer.this.stack.addDetector(channel.pipeline(), this.protocols, false);
			SimulatorServer.this.connections.add(channel);
			channel.closeFuture().addListener((closed) -> SimulatorServer.this.connections.remove(channel));
		}

	}

	private record Listener(ListenerSpec spec, Channel channel) {

	}

	@FunctionalInterface
	private interface GateAction {

		void apply(FaultGate gate, ChannelHandlerContext context);

	}

}
