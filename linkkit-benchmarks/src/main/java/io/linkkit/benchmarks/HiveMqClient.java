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

import java.util.concurrent.TimeUnit;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import io.linkkit.mqtt.MqttSessionRequest;

/**
 * HiveMQ's client, whose connections share the threads of Netty.
 */
final class HiveMqClient implements Client {

	private static final long LIMIT = 20;

	@Override
	public String name() {
		return "HiveMQ 1.4.0";
	}

	@Override
	public Link connect(Device device, MqttSessionRequest request) throws Exception {
		Mqtt3AsyncClient client = Mqtt3Client.builder()
			.identifier(request.login().clientId())
			.serverHost(request.endpoint().host())
			.serverPort(request.endpoint().port())
			.buildAsync();
		client.connectWith()
			.cleanSession(request.cleanSession())
			.keepAlive(Math.toIntExact(request.keepAlive().toSeconds()))
			.send()
			.get(LIMIT, TimeUnit.SECONDS);
		return new HiveMqLink(client);
	}

	private record HiveMqLink(Mqtt3AsyncClient client) implements Link {

		@Override
		public void publish(String topic, byte[] payload, Runnable acknowledged) {
			this.client.publishWith()
				.topic(topic)
				.qos(MqttQos.AT_LEAST_ONCE)
				.payload(payload)
				.send()
				.thenRun(acknowledged);
		}

		@Override
		public void close() throws Exception {
			this.client.disconnect().get(LIMIT, TimeUnit.SECONDS);
		}

	}

}
