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
package io.linkkit.connection;

import java.util.HashMap;
import java.util.Map;

import io.linkkit.mqtt.InboundMessage;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttMessage;

/**
 * What Spring Integration's adapters listen to, held as subscriptions of the connection.
 * So their flows run on the connection's thread for messages, where they may block, fail
 * and wait for what they publish; they are subscribed before the platform delivers what a
 * kept session has stored; and a message is acknowledged after its flow.
 * <p>
 * As in Paho, a topic filter has one listener: the last one.
 */
final class AdapterSubscriptions {

	private final LinkKitConnection connection;

	private final Map<String, Subscription> subscriptions = new HashMap<>();

	AdapterSubscriptions(LinkKitConnection connection) {
		this.connection = connection;
	}

	/**
	 * Listen to a topic filter from now on, in each session.
	 * @param qos what Paho is asked for; the platform has no QoS 2
	 */
	synchronized void listen(String topicFilter, int qos, IMqttMessageListener listener) {
		Subscription subscription = this.connection.subscribe(topicFilter, Math.min(qos, 1),
				(message) -> listener.messageArrived(message.topic(), new ReceivedMessage(message)));
		Subscription before = this.subscriptions.put(topicFilter, subscription);
		if (before != null) {
			before.close();
		}
	}

	/**
	 * Listen no more.
	 * @return whether anybody listened to one of the topic filters
	 */
	synchronized boolean end(String... topicFilters) {
		boolean known = false;
		for (String topicFilter : topicFilters) {
			Subscription subscription = this.subscriptions.remove(topicFilter);
			if (subscription != null) {
				subscription.close();
				known = true;
			}
		}
		return known;
	}

	private static final class ReceivedMessage extends MqttMessage {

		ReceivedMessage(InboundMessage message) {
			super(message.payload());
			setQos(message.qos());
			setId(message.packetId());
			setDuplicate(message.duplicate());
		}

	}

}
