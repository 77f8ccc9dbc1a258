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

package io.linkkit.simulator.boot;

import java.time.Duration;

import io.linkkit.boot.autoconfigure.LinkKitAutoConfiguration;
import io.linkkit.connection.LinkKitClientManager;
import io.linkkit.simulator.SimulatedDevice;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.mqtt.inbound.MqttPahoMessageDrivenChannelAdapter;
import org.springframework.integration.mqtt.outbound.MqttPahoMessageHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Integration's own MQTT adapters work on the auto-configured client manager, in
 * the life cycle of an application context.
 */
class SpringIntegrationTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(LinkKitSimulatorAutoConfiguration.class, LinkKitAutoConfiguration.class))
		.withUserConfiguration(Adapters.class)
		.withPropertyValues("linkkit.simulator.enabled=true", "linkkit.secure=none");

	@Test
	void inboundAdapterReceivesWhatTheCloudSends() {
		this.contextRunner.run((context) -> {
			SimulatedDevice device = context.getBean(SimulatedDevice.class);
			device.awaitOnline(SOON);
			Awaitility.await().until(() -> !device.subscriptions().isEmpty());
			device.publish(device.userTopic("get"), "hello");
			Message<?> message = context.getBean("inbound", QueueChannel.class).receive(SOON.toMillis());
			assertThat(message).isNotNull();
			assertThat(message.getPayload()).isEqualTo("hello");
		});
	}

	@Test
	void outboundHandlerSendsToTheCloud() {
		this.contextRunner.run((context) -> {
			SimulatedDevice device = context.getBean(SimulatedDevice.class);
			device.awaitOnline(SOON);
			Awaitility.await().until(() -> !device.subscriptions().isEmpty());
			context.getBean("outbound", MessageChannel.class).send(new GenericMessage<>("reading"));
			assertThat(device.awaitPublished(device.userTopic("update"), SOON)).isNotNull();
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class Adapters {

		@Bean
		QueueChannel inbound() {
			return new QueueChannel();
		}

		@Bean
		MqttPahoMessageDrivenChannelAdapter adapter(LinkKitClientManager manager, SimulatedDevice device) {
			MqttPahoMessageDrivenChannelAdapter adapter = new MqttPahoMessageDrivenChannelAdapter(manager,
					device.userTopic("get"));
			adapter.setOutputChannelName("inbound");
			return adapter;
		}

		@Bean
		DirectChannel outbound() {
			return new DirectChannel();
		}

		@Bean
		@ServiceActivator(inputChannel = "outbound")
		MessageHandler handler(LinkKitClientManager manager, SimulatedDevice device) {
			MqttPahoMessageHandler handler = new MqttPahoMessageHandler(manager);
			handler.setDefaultTopic(device.userTopic("update"));
			return handler;
		}

	}

}
