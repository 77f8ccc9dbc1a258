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
import java.util.HashMap;
import java.util.Map;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import org.jspecify.annotations.Nullable;

/**
 * Main class of a server that lets everyone in and acknowledges whatever is published,
 * and does nothing else unless somebody subscribes: what it costs is as little of the
 * figures as can be.
 */
public final class AcknowledgingSink {

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
		// seen by the only thread of the listener
		Map<String, ChannelHandlerContext> subscribers = new HashMap<>();
		try (MqttListener listener = new MqttListener(null, () -> new Answers(subscribers))) {
			JavaServer.serve(MqttListener.port(listener.listen(0)));
		}
	}

	private static final class Answers extends MqttAnswers {

		private final Map<String, ChannelHandlerContext> subscribers;

		private int lastId;

		Answers(Map<String, ChannelHandlerContext> subscribers) {
			this.subscribers = subscribers;
		}

		@Override
		void published(ChannelHandlerContext context, MqttPublishMessage message) {
			acknowledge(context, message);
			MqttQoS qos = message.fixedHeader().qosLevel();
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

		@Override
		void subscribed(ChannelHandlerContext context, MqttSubscribeMessage message) {
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

	}

}
