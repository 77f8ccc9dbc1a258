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

import io.linkkit.identity.DeviceIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.mqtt.inbound.MqttPahoMessageDrivenChannelAdapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link LinkKitClientManager} with an adapter of Spring Integration, while the
 * device is offline.
 */
class LinkKitClientManagerTests {

	private final LinkKitConnection connection = mock(LinkKitConnection.class);

	private final Subscription subscription = mock(Subscription.class);

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
			Integration.class);

	private LinkKitClientManager manager;

	@BeforeEach
	void start() {
		given(this.connection.device()).willReturn(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"));
		given(this.connection.status()).willReturn(mock(ConnectionStatus.class));
		given(this.connection.subscribe(any(), anyInt(), any())).willReturn(this.subscription);
		this.manager = new LinkKitClientManager(this.connection, "tcp://localhost:1883");
		this.manager.start();
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	private MqttPahoMessageDrivenChannelAdapter startAdapter() {
		MqttPahoMessageDrivenChannelAdapter adapter = new MqttPahoMessageDrivenChannelAdapter(this.manager, "/a");
		adapter.setOutputChannel(new QueueChannel());
		this.context.getBeanFactory().initializeBean(adapter, "adapter");
		adapter.start();
		return adapter;
	}

	@Test
	void anInboundAdapterSubscribesBeforeTheFirstLogin() {
		startAdapter();
		then(this.connection).should().subscribe(eq("/a"), eq(1), any());
	}

	@Test
	void anInboundAdapterUnsubscribesWhenItStops() {
		startAdapter().stop();
		then(this.subscription).should().close();
	}

	@Test
	void anInboundAdapterLeavesASessionThatThePlatformKeepsAsItIs() {
		this.manager.setCleanSession(false);
		startAdapter().stop();
		then(this.subscription).should(never()).close();
	}

	@Test
	void otherCallbacksAreNotToldOfAConnectionThatIsNotThere() {
		boolean[] told = new boolean[1];
		this.manager.addCallback((reconnect) -> told[0] = true);
		assertThat(told[0]).isFalse();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class Integration {

	}

}
