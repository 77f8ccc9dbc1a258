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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
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
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Main class of a server that lets everyone in and acknowledges whatever is published,
 * and does nothing else unless somebody subscribes: what it costs is as little of the
 * figures as can be.
 */
public final class AcknowledgingSink {

	private static final int LARGEST_PACKET = 1024 * 1024;

	private static final int LARGEST_ID = 65535;

	private static final String ASKED = "/user/update";

	/**
	 * Whoever subscribes to a topic that ends so gets back what is published to the one
	 * that ends otherwise.
	 */
	private static final String ANSWERED = "/user/get";

	private AcknowledgingSink() {
	}

	/**
	 * Run the sink.
	 * @param arguments none
	 */
	public static void main(String[] arguments) throws IOException {
		EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
		// seen by the only thread of the loop
		Map<String, ChannelHandlerContext> subscribers = new HashMap<>();
		Channel channel = new ServerBootstrap().group(loop)
			.channel(NioServerSocketChannel.class)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<SocketChannel>() {
				@Override
				protected void initChannel(SocketChannel accepted) {
					accepted.pipeline()
						.addLast(new MqttDecoder(LARGEST_PACKET), MqttEncoder.INSTANCE, new Answers(subscribers));
				}
			})
			.bind(Endpoints.HOST, 0)
			.syncUninterruptibly()
			.channel();
		JavaServer.serve(((InetSocketAddress) channel.localAddress()).getPort());
		loop.shutdownGracefully();
	}

	/**
	 * Answers what has an answer. Answers leave together when everything read from the
	 * socket has been looked at.
	 */
	private static final class Answers extends ChannelInboundHandlerAdapter {

		private final Map<String, ChannelHandlerContext> subscribers;

		private int lastId;

		Answers(Map<String, ChannelHandlerContext> subscribers) {
			this.subscribers = subscribers;
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
			switch (packet.fixedHeader().messageType()) {
				case CONNECT -> context.write(MqttMessageBuilders.connAck()
					.returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
					.sessionPresent(false)
					.build());
				case PUBLISH -> answer(context, (MqttPublishMessage) packet);
				case SUBSCRIBE -> grant(context, (MqttSubscribeMessage) packet);
				case UNSUBSCRIBE -> context.write(MqttMessageBuilders.unsubAck()
					.packetId(((MqttUnsubscribeMessage) packet).variableHeader().messageId())
					.build());
				case PUBACK -> {
				}
				case PINGREQ -> context.write(MqttMessage.PINGRESP);
				case DISCONNECT -> context.close();
				default -> throw new IllegalArgumentException("Nobody told this sink to expect " + packet);
			}
		}

		private void answer(ChannelHandlerContext context, MqttPublishMessage message) {
			MqttQoS qos = message.fixedHeader().qosLevel();
			if (qos != MqttQoS.AT_MOST_ONCE) {
				context.write(MqttMessageBuilders.pubAck().packetId(message.variableHeader().packetId()).build());
			}
			String topic = message.variableHeader().topicName().replace(ASKED, ANSWERED);
			@Nullable ChannelHandlerContext subscriber = this.subscribers.get(topic);
			if (subscriber != null) {
				this.lastId = this.lastId % LARGEST_ID + 1;
				subscriber.writeAndFlush(MqttMessageBuilders.publish()
					.topicName(topic)
					.qos(qos)
					.messageId(this.lastId)
					.payload(Unpooled.copiedBuffer(message.payload()))
					.build());
			}
		}

		private void grant(ChannelHandlerContext context, MqttSubscribeMessage message) {
			MqttMessageBuilders.SubAckBuilder answer = MqttMessageBuilders.subAck()
				.packetId(message.variableHeader().messageId());
			for (MqttTopicSubscription subscription : message.payload().topicSubscriptions()) {
				answer.addGrantedQos(MqttQoS.AT_LEAST_ONCE);
				if (subscription.topicFilter().endsWith(ANSWERED)) {
					this.subscribers.put(subscription.topicFilter(), context);
				}
			}
			context.write(answer.build());
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
