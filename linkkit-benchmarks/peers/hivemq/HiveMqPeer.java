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

import java.util.concurrent.TimeUnit;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.linkkit.benchmarks.peer.Login;
import io.linkkit.benchmarks.peer.PeerClient;

/**
 * HiveMQ's client.
 */
public final class HiveMqPeer implements PeerClient {

	private static final long LIMIT = 20;

	private Mqtt3AsyncClient client;

	@Override
	public void connect(Login login) throws Exception {
		Mqtt3ClientBuilder builder = Mqtt3Client.builder()
			.identifier(login.clientId())
			.serverHost(login.host())
			.serverPort(login.port());
		if (login.trust() != null) {
			builder = builder.sslConfig(MqttClientSslConfig.builder().trustManagerFactory(login.trust()).build());
		}
		this.client = builder.buildAsync();
		this.client.connectWith()
			.keepAlive(300)
			.cleanSession(true)
			.simpleAuth()
			.username(login.username())
			.password(login.password().getBytes())
			.applySimpleAuth()
			.send()
			.get(LIMIT, TimeUnit.SECONDS);
	}

	@Override
	public void publish(String topic, byte[] payload, int qos, Runnable finished) {
		this.client.publish(Mqtt3Publish.builder().topic(topic).qos(MqttQos.fromCode(qos)).payload(payload).build())
			.thenRun(finished);
	}

	@Override
	public void subscribe(String topic, int qos, Runnable arrived) throws Exception {
		this.client.subscribeWith()
			.topicFilter(topic)
			.qos(MqttQos.fromCode(qos))
			.callback((message) -> arrived.run())
			.send()
			.get(LIMIT, TimeUnit.SECONDS);
	}

	@Override
	public void disconnect() throws Exception {
		this.client.disconnect().get(LIMIT, TimeUnit.SECONDS);
	}

}
