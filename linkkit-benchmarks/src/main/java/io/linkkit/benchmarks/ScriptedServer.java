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

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A server within this process that lets everyone in, acknowledges what is published,
 * notes when, and treats its connections as badly as it is told.
 */
final class ScriptedServer implements AutoCloseable {

	private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final ConcurrentLinkedQueue<Long> logins = new ConcurrentLinkedQueue<>();

	private final AtomicInteger loginCount = new AtomicInteger();

	private final Consumer<byte[]> published;

	private final MqttListener listener;

	private final int port;

	private Channel listening;

	/**
	 * Start to listen.
	 * @param tls what to encrypt with, or {@code null}
	 * @param published told of the content of each message, on the thread of the server
	 */
	ScriptedServer(@Nullable SslContext tls, Consumer<byte[]> published) {
		this.published = published;
		this.listener = new MqttListener(tls, Answers::new);
		this.listening = this.listener.listen(0);
		this.port = MqttListener.port(this.listening);
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
		this.listening = this.listener.listen(this.port);
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
		this.listener.close();
	}

	/**
	 * Notes what comes.
	 */
	private final class Answers extends MqttAnswers {

		@Override
		public void channelActive(ChannelHandlerContext context) {
			ScriptedServer.this.clients.add(context.channel());
		}

		@Override
		void connected() {
			ScriptedServer.this.logins.add(System.nanoTime());
			ScriptedServer.this.loginCount.incrementAndGet();
		}

		@Override
		void published(ChannelHandlerContext context, MqttPublishMessage message) {
			byte[] payload = new byte[message.payload().readableBytes()];
			message.payload().readBytes(payload);
			ScriptedServer.this.published.accept(payload);
			acknowledge(context, message);
		}

	}

}
