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
import java.nio.charset.StandardCharsets;

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
import io.netty.util.ReferenceCountUtil;

/**
 * Main class of a server that sends a burst of numbered messages to the topic a client
 * has subscribed to, each time the client publishes how many it wants, and by which QoS.
 * It does not wait for acknowledgements.
 */
public final class DispatchServer {

	private static final int LARGEST_PACKET = 1024 * 1024;

	private static final int HIGHEST_PACKET_ID = 65535;

	private DispatchServer() {
	}

	/**
	 * Run the server.
	 * @param arguments none
	 */
	public static void main(String[] arguments) throws IOException {
		EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
		Channel channel = new ServerBootstrap().group(loop)
			.channel(NioServerSocketChannel.class)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<SocketChannel>() {
				@Override
				protected void initChannel(SocketChannel accepted) {
					accepted.pipeline().addLast(new MqttDecoder(LARGEST_PACKET), MqttEncoder.INSTANCE, new Bursts());
				}
			})
			.bind(Endpoints.HOST, 0)
			.syncUninterruptibly()
			.channel();
		ChildProcess.say("listening", ((InetSocketAddress) channel.localAddress()).getPort());
		System.in.transferTo(System.err);
		loop.shutdownGracefully();
	}

	/**
	 * Sends what one client asks for.
	 */
	private static final class Bursts extends ChannelInboundHandlerAdapter {

		private String topic = "";

		private long number;

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
				case SUBSCRIBE -> subscribed(context, (MqttSubscribeMessage) packet);
				case PUBLISH -> wanted(context,
						((MqttPublishMessage) packet).payload().toString(StandardCharsets.US_ASCII).split(" "));
				case PINGREQ -> context.write(MqttMessage.PINGRESP);
				case PUBACK -> {
					// nobody waits for it
				}
				default -> context.close();
			}
		}

		private void subscribed(ChannelHandlerContext context, MqttSubscribeMessage subscribe) {
			MqttMessageBuilders.SubAckBuilder answer = MqttMessageBuilders.subAck()
				.packetId(subscribe.variableHeader().messageId());
			subscribe.payload().topicSubscriptions().forEach((subscription) -> {
				this.topic = subscription.topicFilter();
				answer.addGrantedQos(subscription.qualityOfService());
			});
			context.write(answer.build());
		}

		private void wanted(ChannelHandlerContext context, String[] words) {
			int count = Integer.parseInt(words[0]);
			MqttQoS qos = MqttQoS.valueOf(Integer.parseInt(words[1]));
			for (int i = 0; i < count; i++) {
				context.write(MqttMessageBuilders.publish()
					.topicName(this.topic)
					.qos(qos)
					.messageId((int) (this.number % HIGHEST_PACKET_ID) + 1)
					.payload(Unpooled.copyLong(this.number))
					.build());
				this.number++;
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
