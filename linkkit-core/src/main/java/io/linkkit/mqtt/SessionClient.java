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

package io.linkkit.mqtt;

import io.linkkit.auth.MqttLogin;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;
import org.jspecify.annotations.Nullable;

/**
 * Paho's client with our transport, threads and keep-alive.
 */
final class SessionClient extends MqttAsyncClient {

	private final SessionTransport transport;

	private final Deliveries deliveries;

	private final PublishTrace trace;

	SessionClient(MqttLogin login, SessionTransport transport, KeepAlive keepAlive, SessionThreads threads,
			Deliveries deliveries, PublishTrace trace, SentIdentifiers sent) throws MqttException {
		super(transport.getServerURI(), login.clientId(), sent, keepAlive, threads);
		this.transport = transport;
		this.deliveries = deliveries;
		this.trace = trace;
		setManualAcks(true);
	}

	/**
	 * Send PUBACK for a message that was delivered to the session's listener.
	 * @param packetId number of the message
	 * @param qos its quality of service
	 * @throws MqttException if nothing can be sent any more
	 */
	void acknowledge(int packetId, int qos) throws MqttException {
		super.messageArrivedComplete(packetId, qos);
	}

	/**
	 * Called from outside for what was delivered to a listener that was set on this
	 * client, past the session's.
	 */
	@Override
	public void messageArrivedComplete(int messageId, int qos) throws MqttException {
		this.deliveries.delivered();
		super.messageArrivedComplete(messageId, qos);
	}

	/**
	 * Where everything passes that is published, by the session or by an adapter that
	 * works on this client.
	 */
	@Override
	public IMqttDeliveryToken publish(String topic, MqttMessage message, @Nullable Object userContext,
			@Nullable IMqttActionListener callback) throws MqttException {
		int qos = message.getQos();
		PublishTrace.Message traced = this.trace.published(topic);
		IMqttDeliveryToken token = super.publish(topic, message, userContext,
				new Acknowledgement(topic, qos, callback));
		traced.acknowledgedIf(() -> qos > 0 && token.isComplete() && token.getException() == null);
		return token;
	}

	@Override
	protected NetworkModule[] createNetworkModules(String address, MqttConnectOptions options) {
		return new NetworkModule[] { this.transport };
	}

	/**
	 * Notes that a message was acknowledged.
	 */
	private final class Acknowledgement implements IMqttActionListener {

		private final String topic;

		private final int qos;

		private final @Nullable IMqttActionListener next;

		Acknowledgement(String topic, int qos, @Nullable IMqttActionListener next) {
			this.topic = topic;
			this.qos = qos;
			this.next = next;
		}

		@Override
		public void onSuccess(IMqttToken token) {
			if (this.qos > 0) {
				SessionClient.this.trace.acknowledged(this.topic);
			}
			if (this.next != null) {
				this.next.onSuccess(token);
			}
		}

		@Override
		public void onFailure(IMqttToken token, Throwable cause) {
			if (this.next != null) {
				this.next.onFailure(token, cause);
			}
		}

	}

}
