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

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.util.ReferenceCountUtil;

/**
 * Lets one client in and answers what it says. Answers leave together when everything
 * read from the socket has been looked at. What is not MQTT, or is not expected, closes
 * the connection.
 */
abstract class MqttAnswers extends ChannelInboundHandlerAdapter {

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
				connected();
			}
			case PUBLISH -> published(context, (MqttPublishMessage) packet);
			case SUBSCRIBE -> subscribed(context, (MqttSubscribeMessage) packet);
			case UNSUBSCRIBE -> context.write(MqttMessageBuilders.unsubAck()
				.packetId(((MqttUnsubscribeMessage) packet).variableHeader().messageId())
				.build());
			case PUBACK -> {
				// nobody waits for it
			}
			case PINGREQ -> context.write(MqttMessage.PINGRESP);
			default -> context.close();
		}
	}

	/**
	 * Take note that the client was let in.
	 */
	void connected() {
	}

	abstract void published(ChannelHandlerContext context, MqttPublishMessage message);

	void subscribed(ChannelHandlerContext context, MqttSubscribeMessage message) {
		context.close();
	}

	static void acknowledge(ChannelHandlerContext context, MqttPublishMessage message) {
		if (message.fixedHeader().qosLevel().value() > 0) {
			context.write(MqttMessageBuilders.pubAck().packetId(message.variableHeader().packetId()).build());
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
