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
import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;

/**
 * Main class of a server that sends a burst of numbered messages to the topic a client
 * has subscribed to, each time the client publishes how many it wants, and by which QoS.
 * It does not wait for acknowledgements.
 */
public final class DispatchServer {

	private static final int HIGHEST_PACKET_ID = 65535;

	private DispatchServer() {
	}

	/**
	 * Run the server.
	 * @param arguments none
	 */
	public static void main(String[] arguments) throws IOException {
		try (MqttListener listener = new MqttListener(null, Bursts::new)) {
			ChildProcess.say("listening", MqttListener.port(listener.listen(0)));
			System.in.transferTo(System.err);
		}
	}

	/**
	 * Sends what one client asks for.
	 */
	private static final class Bursts extends MqttAnswers {

		private String topic = "";

		private long number;

		@Override
		void published(ChannelHandlerContext context, MqttPublishMessage message) {
			String[] words = message.payload().toString(StandardCharsets.US_ASCII).split(" ", -1);
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
		void subscribed(ChannelHandlerContext context, MqttSubscribeMessage subscribe) {
			MqttMessageBuilders.SubAckBuilder answer = MqttMessageBuilders.subAck()
				.packetId(subscribe.variableHeader().messageId());
			subscribe.payload().topicSubscriptions().forEach((subscription) -> {
				this.topic = subscription.topicFilter();
				answer.addGrantedQos(subscription.qualityOfService());
			});
			context.write(answer.build());
		}

	}

}
