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

import io.linkkit.mqtt.MqttSessionRequest;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * Paho as it comes.
 */
final class PahoClient implements Client {

	private static final int QOS = 1;

	/**
	 * Paho counts a message out a little after it has told that it is acknowledged, and
	 * throws when more come than it allows.
	 */
	private static final int INFLIGHT_RESERVE = 8;

	@Override
	public String name() {
		return "Paho 1.2.5";
	}

	@Override
	public Link connect(Device device, MqttSessionRequest request) throws MqttException {
		MqttAsyncClient client = new MqttAsyncClient(request.endpoint().toUri().toString(), request.login().clientId(),
				new MemoryPersistence());
		client.connect(options(request)).waitForCompletion();
		return new PahoLink(client);
	}

	private static MqttConnectOptions options(MqttSessionRequest request) {
		MqttConnectOptions options = new MqttConnectOptions();
		options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
		options.setUserName(request.login().username());
		options.setPassword(request.login().password().reveal().toCharArray());
		options.setCleanSession(request.cleanSession());
		options.setKeepAliveInterval(Math.toIntExact(request.keepAlive().toSeconds()));
		options.setMaxInflight(request.maxInflight() + INFLIGHT_RESERVE);
		if (request.sslContext() != null) {
			options.setSocketFactory(request.sslContext().getSocketFactory());
		}
		return options;
	}

	private record PahoLink(MqttAsyncClient client) implements Link {

		@Override
		public void publish(String topic, byte[] payload, Runnable acknowledged) throws MqttException {
			MqttMessage message = new MqttMessage(payload);
			message.setQos(QOS);
			this.client.publish(topic, message, null, new Acknowledgement(acknowledged));
		}

		@Override
		public void close() throws MqttException {
			this.client.disconnect().waitForCompletion();
			this.client.close();
		}

	}

	private record Acknowledgement(Runnable acknowledged) implements IMqttActionListener {

		@Override
		public void onSuccess(IMqttToken token) {
			this.acknowledged.run();
		}

		// The message stays unfinished, at which the measurement gives up.
		@Override
		public void onFailure(IMqttToken token, Throwable cause) {
		}

	}

}
