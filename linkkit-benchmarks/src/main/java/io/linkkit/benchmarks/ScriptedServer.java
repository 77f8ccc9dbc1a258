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

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A server within this process that lets everyone in, acknowledges what is published,
 * notes when, and treats its connections as badly as it is told.
 */
final class ScriptedServer implements AutoCloseable {

	private static final int LARGEST_PACKET = 1024 * 1024;

	private static final int BACKLOG = 4096;

	private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final ConcurrentLinkedQueue<Long> logins = new ConcurrentLinkedQueue<>();

	private final AtomicInteger loginCount = new AtomicInteger();

	private final @Nullable SslContext tls;

	private final Consumer<byte[]> published;

	private final int port;

	private Channel listening;

	/**
	 * Start to listen.
	 * @param tls what to encrypt with, or {@code null}
	 * @param published told of the content of each message, on the thread of the server
	 */
	ScriptedServer(@Nullable SslContext tls, Consumer<byte[]> published) {
		this.tls = tls;
		this.published = published;
		this.listening = bind(0);
		this.port = ((InetSocketAddress) this.listening.localAddress()).getPort();
	}

	private Channel bind(int wanted) {
		return new ServerBootstrap().group(this.loop)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.option(ChannelOption.SO_REUSEADDR, true)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<SocketChannel>() {
				@Override
				protected void initChannel(SocketChannel accepted) {
					SslContext context = ScriptedServer.this.tls;
					if (context != null) {
						accepted.pipeline().addLast(context.newHandler(accepted.alloc()));
					}
					accepted.pipeline().addLast(new MqttDecoder(LARGEST_PACKET), MqttEncoder.INSTANCE, new Answers());
				}
			})
			.bind(Endpoints.HOST, wanted)
			.syncUninterruptibly()
			.channel();
	}

	int port() {
		return this.port;
	}

	/**
	 * Return when CONNACK was sent, by {@link System#nanoTime()}, in order.
	 */
	List<Long> logins() {
		return List.copyOf(this.logins);
	}

	/**
	 * Return how many were let in so far.
	 */
	int loginCount() {
		return this.loginCount.get();
	}

	void stopListening() {
		this.listening.close().syncUninterruptibly();
	}

	void listenAgain() {
		this.listening = bind(this.port);
	}

	/**
	 * Cut all connections.
	 * @param reset whether by RST, or else by FIN
	 */
	void cut(boolean reset) {
		if (reset) {
			this.clients.forEach((client) -> client.config().setOption(ChannelOption.SO_LINGER, 0));
		}
		this.clients.close().syncUninterruptibly();
	}

	/**
	 * Read nothing more, and so answer nothing.
	 */
	void fallSilent() {
		this.clients.forEach((client) -> client.config().setAutoRead(false));
	}

	/**
	 * Say DISCONNECT, which MQTT 3.1.1 does not foresee, and close.
	 */
	void sayDisconnect() {
		this.clients.writeAndFlush(Unpooled.wrappedBuffer(new byte[] { (byte) 0xE0, 0 })).syncUninterruptibly();
		cut(false);
	}

	/**
	 * Send the TLS alert that announces the end, but let TCP be.
	 */
	void alert() {
		this.clients.forEach((client) -> client.pipeline().get(SslHandler.class).closeOutbound());
	}

	@Override
	public void close() {
		this.listening.close();
		this.clients.close();
		this.loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

	/**
	 * Answers what has an answer, and notes what came.
	 */
	private final class Answers extends ChannelInboundHandlerAdapter {

		@Override
		public void channelActive(ChannelHandlerContext context) {
			ScriptedServer.this.clients.add(context.channel());
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object packet) {
			try {
				answer(context, (MqttMessage) packet);
			}
			finally {
				ReferenceCountUtil.release(packet);
			}
		}

		private void answer(ChannelHandlerContext context, MqttMessage packet) {
			if (packet.decoderResult().isFailure()) {
				context.close();
				return;
			}
			switch (packet.fixedHeader().messageType()) {
				case CONNECT -> {
					context.write(MqttMessageBuilders.connAck()
						.returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
						.sessionPresent(false)
						.build());
					ScriptedServer.this.logins.add(System.nanoTime());
					ScriptedServer.this.loginCount.incrementAndGet();
				}
				case PUBLISH -> {
					MqttPublishMessage publish = (MqttPublishMessage) packet;
					byte[] payload = new byte[publish.payload().readableBytes()];
					publish.payload().readBytes(payload);
					ScriptedServer.this.published.accept(payload);
					if (publish.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
						context
							.write(MqttMessageBuilders.pubAck().packetId(publish.variableHeader().packetId()).build());
					}
				}
				case PINGREQ -> context.write(MqttMessage.PINGRESP);
				default -> context.close();
			}
		}

		@Override
		public void channelReadComplete(ChannelHandlerContext context) {
			context.flush();
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			context.close();
		}

	}

}
