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

package io.linkkit.benchmarks.peer;

import javax.net.ssl.SSLContext;

import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/**
 * Paho as it comes.
 */
public final class PahoPeer implements PeerClient {

	/**
	 * Paho counts a message out a little after it has told that it is acknowledged, and
	 * throws when more come than it allows.
	 */
	private static final int INFLIGHT_RESERVE = 8;

	private @Nullable MqttAsyncClient client;

	static MqttConnectOptions options(Login login) throws Exception {
		MqttConnectOptions options = new MqttConnectOptions();
		options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
		options.setUserName(login.username());
		options.setPassword(login.password().toCharArray());
		options.setKeepAliveInterval(300);
		options.setMaxInflight(login.window() + INFLIGHT_RESERVE);
		@Nullable SSLContext context = login.newSslContext();
		if (context != null) {
			options.setSocketFactory(context.getSocketFactory());
		}
		return options;
	}

	@Override
	public void connect(Login login) throws Exception {
		MqttAsyncClient connecting = new MqttAsyncClient(login.uri(), login.clientId(), new MemoryPersistence());
		connecting.connect(options(login)).waitForCompletion();
		this.client = connecting;
	}

	@Override
	public void publish(String topic, byte[] payload, int qos, Runnable finished) throws MqttException {
		MqttMessage message = new MqttMessage(payload);
		message.setQos(qos);
		connected().publish(topic, message, null, new Acknowledgement(finished));
	}

	@Override
	public void subscribe(String topic, int qos, Runnable arrived) throws MqttException {
		connected().subscribe(topic, qos, (from, message) -> arrived.run()).waitForCompletion();
	}

	@Override
	public void disconnect() throws MqttException {
		connected().disconnect().waitForCompletion();
		connected().close();
	}

	private MqttAsyncClient connected() {
		if (this.client == null) {
			throw new IllegalStateException("Not connected");
		}
		return this.client;
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
