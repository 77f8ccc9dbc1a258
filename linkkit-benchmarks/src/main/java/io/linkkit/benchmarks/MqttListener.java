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
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * Listens on this machine for clients that speak MQTT, and serves them all on one thread.
 */
final class MqttListener implements AutoCloseable {

	private static final int LARGEST_PACKET = 1024 * 1024;

	private static final int BACKLOG = 4096;

	private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final @Nullable SslContext tls;

	private final Supplier<MqttAnswers> answers;

	/**
	 * Create a listener that does not listen yet.
	 * @param tls what to encrypt with, or {@code null}
	 * @param answers creates what answers one client
	 */
	MqttListener(@Nullable SslContext tls, Supplier<MqttAnswers> answers) {
		this.tls = tls;
		this.answers = answers;
	}

	/**
	 * Listen to a port.
	 * @param port the port, 0 for one that is free
	 * @return what listens
	 */
	Channel listen(int port) {
		return new ServerBootstrap().group(this.loop)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.option(ChannelOption.SO_REUSEADDR, true)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<SocketChannel>() {
				@Override
				protected void initChannel(SocketChannel accepted) {
					SslContext context = MqttListener.this.tls;
					if (context != null) {
						accepted.pipeline().addLast(context.newHandler(accepted.alloc()));
					}
					accepted.pipeline()
						.addLast(new MqttDecoder(LARGEST_PACKET), MqttEncoder.INSTANCE,
								MqttListener.this.answers.get());
				}
			})
			.bind(Endpoints.HOST, port)
			.syncUninterruptibly()
			.channel();
	}

	/**
	 * Return the port that a channel listens to.
	 */
	static int port(Channel listening) {
		return ((InetSocketAddress) listening.localAddress()).getPort();
	}

	/**
	 * Stop to listen, and close all connections.
	 */
	@Override
	public void close() {
		this.loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

}
