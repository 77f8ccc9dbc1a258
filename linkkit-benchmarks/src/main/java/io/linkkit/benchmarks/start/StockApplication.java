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

package io.linkkit.benchmarks.start;

import org.eclipse.paho.client.mqttv3.MqttConnectOptions;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.mqtt.core.DefaultMqttPahoClientFactory;
import org.springframework.integration.mqtt.inbound.MqttPahoMessageDrivenChannelAdapter;
import org.springframework.integration.mqtt.outbound.MqttPahoMessageHandler;
import org.springframework.messaging.Message;

/**
 * An application with the beans that Spring Integration's manual has for MQTT: one
 * adapter to receive, which is not started, and one to publish, which would connect with
 * the first message.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StockApplication {

	private static final String SERVER = "tcp://127.0.0.1:1883";

	/**
	 * Run the application.
	 * @param arguments properties
	 */
	public static void main(String[] arguments) throws Exception {
		Moments.begin();
		SpringApplication.run(StockApplication.class, arguments);
		Moments.await();
	}

	@Bean
	DefaultMqttPahoClientFactory clientFactory() {
		DefaultMqttPahoClientFactory factory = new DefaultMqttPahoClientFactory();
		MqttConnectOptions options = new MqttConnectOptions();
		options.setServerURIs(new String[] { SERVER });
		options.setUserName("user");
		options.setPassword("password".toCharArray());
		factory.setConnectionOptions(options);
		return factory;
	}

	@Bean
	DirectChannel input() {
		return new DirectChannel();
	}

	@Bean
	DirectChannel output() {
		return new DirectChannel();
	}

	@Bean
	MqttPahoMessageDrivenChannelAdapter inbound(DefaultMqttPahoClientFactory factory, DirectChannel input) {
		MqttPahoMessageDrivenChannelAdapter adapter = new MqttPahoMessageDrivenChannelAdapter("in", factory,
				"/product/device/user/get");
		adapter.setOutputChannel(input);
		adapter.setAutoStartup(false);
		return adapter;
	}

	@Bean
	@ServiceActivator(inputChannel = "output")
	MqttPahoMessageHandler outbound(DefaultMqttPahoClientFactory factory) {
		MqttPahoMessageHandler handler = new MqttPahoMessageHandler("out", factory);
		handler.setDefaultTopic("/product/device/user/update");
		return handler;
	}

	@ServiceActivator(inputChannel = "input")
	void handle(Message<?> message) {
	}

	@EventListener(ApplicationReadyEvent.class)
	void ready() {
		Moments.tell("ready");
	}

}
