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

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.mqtt.core.DefaultMqttPahoClientFactory;
import org.springframework.integration.mqtt.event.MqttMessageDeliveredEvent;
import org.springframework.integration.mqtt.event.MqttSubscribedEvent;
import org.springframework.integration.mqtt.inbound.MqttPahoMessageDrivenChannelAdapter;
import org.springframework.integration.mqtt.outbound.MqttPahoMessageHandler;
import org.springframework.integration.mqtt.support.DefaultPahoMessageConverter;
import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Spring Integration's adapters as they come: one client to publish with, another to
 * subscribe with.
 */
public final class SpringIntegrationPeer implements PeerClient {

	private static final long LIMIT = 20;

	private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();

	private final DefaultMqttPahoClientFactory clients = new DefaultMqttPahoClientFactory();

	private @Nullable Login login;

	private @Nullable MqttPahoMessageHandler outbound;

	private @Nullable MqttPahoMessageDrivenChannelAdapter inbound;

	private volatile Runnable finished = () -> {
	};

	@Override
	public void connect(Login login) throws Exception {
		this.login = login;
		this.scheduler.initialize();
		MqttConnectOptions options = PahoPeer.options(login);
		options.setServerURIs(new String[] { login.uri() });
		this.clients.setConnectionOptions(options);
		this.outbound = new MqttPahoMessageHandler(login.clientId(), this.clients);
		this.outbound.setAsync(true);
		this.outbound.setAsyncEvents(true);
		this.outbound.setConverter(new DefaultPahoMessageConverter());
		this.outbound.setTaskScheduler(this.scheduler);
		this.outbound.setBeanFactory(new StaticListableBeanFactory());
		this.outbound
			.setApplicationEventPublisher(listener(MqttMessageDeliveredEvent.class, () -> this.finished.run()));
		this.outbound.afterPropertiesSet();
		// it connects with the first message
		this.outbound.start();
		CountDownLatch connected = new CountDownLatch(1);
		publish("/" + login.productKey() + "/" + login.deviceName() + "/user/update", new byte[1], 1,
				connected::countDown);
		await(connected);
	}

	private static ApplicationEventPublisher listener(Class<? extends ApplicationEvent> type, Runnable reaction) {
		return (event) -> {
			if (type.isInstance(event)) {
				reaction.run();
			}
		};
	}

	@Override
	public void publish(String topic, byte[] payload, int qos, Runnable finished) {
		if (this.outbound == null) {
			throw new IllegalStateException("Not connected");
		}
		this.finished = finished;
		this.outbound.handleMessage(MessageBuilder.withPayload(payload)
			.setHeader(MqttHeaders.TOPIC, topic)
			.setHeader(MqttHeaders.QOS, qos)
			.build());
	}

	@Override
	public void subscribe(String topic, int qos, Runnable arrived) throws Exception {
		if (this.login == null) {
			throw new IllegalStateException("Not connected");
		}
		DirectChannel channel = new DirectChannel();
		MessageHandler handler = (message) -> arrived.run();
		channel.subscribe(handler);
		CountDownLatch subscribed = new CountDownLatch(1);
		this.inbound = new MqttPahoMessageDrivenChannelAdapter(this.login.clientId() + "-inbound", this.clients, topic);
		DefaultPahoMessageConverter bytes = new DefaultPahoMessageConverter();
		bytes.setPayloadAsBytes(true);
		this.inbound.setConverter(bytes);
		this.inbound.setQos(qos);
		this.inbound.setOutputChannel(channel);
		this.inbound.setTaskScheduler(this.scheduler);
		this.inbound.setBeanFactory(new StaticListableBeanFactory());
		this.inbound.setApplicationEventPublisher(listener(MqttSubscribedEvent.class, subscribed::countDown));
		this.inbound.afterPropertiesSet();
		this.inbound.start();
		await(subscribed);
	}

	private static void await(CountDownLatch latch) throws InterruptedException {
		if (!latch.await(LIMIT, TimeUnit.SECONDS)) {
			throw new IllegalStateException("Spring Integration does not get ready");
		}
	}

	@Override
	public void disconnect() {
		if (this.inbound != null) {
			this.inbound.stop();
		}
		if (this.outbound != null) {
			this.outbound.stop();
		}
		this.scheduler.shutdown();
	}

}
