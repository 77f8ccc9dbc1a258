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
package io.linkkit.messaging.integration;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.MessageHandler;
import io.linkkit.connection.Subscription;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.messaging.LinkKitHeaders;
import io.linkkit.mqtt.InboundMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link LinkKitMessageDrivenChannelAdapter}.
 */
class LinkKitMessageDrivenChannelAdapterTests {

	private static final String TOPIC = "/a1B2c3D4e5F/sensor_01/user/get";

	private final LinkKitConnection connection = mock(LinkKitConnection.class);

	private final Subscription subscription = mock(Subscription.class);

	private final Map<String, MessageHandler> handlers = new LinkedHashMap<>();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Channels.class);

	private final QueueChannel output = this.context.getBean("output", QueueChannel.class);

	private final QueueChannel errors = this.context.getBean("errorChannel", QueueChannel.class);

	private LinkKitMessageDrivenChannelAdapter adapter;

	@BeforeEach
	void connect() {
		given(this.connection.device()).willReturn(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"));
		given(this.connection.subscribe(anyString(), anyInt(), any())).willAnswer((call) -> {
			this.handlers.put(call.getArgument(0), call.getArgument(2));
			return this.subscription;
		});
		this.adapter = new LinkKitMessageDrivenChannelAdapter(this.connection, "/${productKey}/${deviceName}/user/get");
		this.adapter.setOutputChannelName("output");
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	private void start() {
		this.context.getBeanFactory().initializeBean(this.adapter, "adapter");
		this.adapter.afterSingletonsInstantiated();
		this.adapter.start();
	}

	private void arrive(String payload, int qos) throws Exception {
		this.handlers.get(TOPIC)
			.handle(new InboundMessage(TOPIC, payload.getBytes(StandardCharsets.UTF_8), qos, true, 7 * qos));
	}

	@Test
	void mapsWhatIsKnownOfAMessageToHeaders() throws Exception {
		start();
		Instant before = Instant.now();
		arrive("hello", 1);
		Message<?> message = this.output.receive(0);
		assertThat(message.getPayload()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
		assertThat(message.getHeaders()).containsEntry(MqttHeaders.RECEIVED_TOPIC, TOPIC)
			.containsEntry(MqttHeaders.RECEIVED_QOS, 1)
			.containsEntry(MqttHeaders.DUPLICATE, true)
			.containsEntry(MqttHeaders.ID, 7)
			.doesNotContainKey(MqttHeaders.RECEIVED_RETAINED)
			.doesNotContainKey(MqttHeaders.TOPIC);
		assertThat(message.getHeaders().get(LinkKitHeaders.RECEIVED_TIME, Instant.class)).isBetween(before,
				Instant.now());
	}

	@Test
	void hasNoPacketIdentifierOfAQos0Message() throws Exception {
		start();
		arrive("hello", 0);
		assertThat(this.output.receive(0).getHeaders()).containsEntry(MqttHeaders.RECEIVED_QOS, 0)
			.doesNotContainKey(MqttHeaders.ID);
	}

	@Test
	void readsText() throws Exception {
		this.adapter.setPayloadType(String.class);
		start();
		arrive("温度", 1);
		assertThat(this.output.receive(0).getPayload()).isEqualTo("温度");
	}

	@Test
	void readsJson() throws Exception {
		this.adapter.setPayloadType(Reading.class);
		start();
		arrive("{\"temperature\":21.5}", 1);
		Message<?> message = this.output.receive(0);
		assertThat(message.getPayload()).isEqualTo(new Reading(21.5));
		assertThat(message.getHeaders()).containsEntry(MqttHeaders.RECEIVED_TOPIC, TOPIC);
	}

	@Test
	void sendsWhatCannotBeReadToTheErrorChannel() throws Exception {
		this.adapter.setPayloadType(Reading.class);
		start();
		arrive("{\"temper", 1);
		assertThat(this.output.receive(0)).isNull();
		assertThat(this.errors.receive(0).getPayload()).isInstanceOfSatisfying(MessagingException.class,
				(ex) -> assertThat(ex).isInstanceOf(MessageConversionException.class)
					.hasMessageContaining(TOPIC)
					.hasMessageNotContaining("temper"));
	}

	@Test
	void sendsWhatTheFlowThrowsToTheErrorChannel() throws Exception {
		this.adapter.setOutputChannelName("failing");
		start();
		arrive("hello", 1);
		assertThat(this.errors.receive(0).getPayload()).isInstanceOfSatisfying(MessagingException.class, (ex) -> {
			assertThat(ex).hasRootCauseMessage("as the test wants it");
			assertThat(ex.getFailedMessage().getHeaders()).containsEntry(MqttHeaders.RECEIVED_TOPIC, TOPIC);
		});
	}

	@Test
	void throwsNothingEvenIfTheErrorChannelFails() {
		this.adapter.setOutputChannelName("failing");
		this.adapter.setErrorChannelName("failing");
		start();
		assertThatCode(() -> arrive("hello", 1)).doesNotThrowAnyException();
	}

	@Test
	void unsubscribesWhenItStopsAndSubscribesWhenItStartsAgain() {
		this.adapter.setQos(0);
		start();
		verify(this.connection).subscribe(anyString(), anyInt(), any());
		this.adapter.stop();
		verify(this.subscription).close();
		this.handlers.clear();
		this.adapter.start();
		assertThat(this.handlers).containsOnlyKeys(TOPIC);
	}

	@Test
	void leavesASessionThatThePlatformKeepsAsItIsUntilItIsDestroyed() {
		this.adapter.setUnsubscribeOnStop(false);
		start();
		this.adapter.stop();
		verify(this.subscription, never()).close();
		this.adapter.start();
		verify(this.connection).subscribe(anyString(), anyInt(), any());
		this.adapter.destroy();
		verify(this.subscription).close();
	}

	private record Reading(double temperature) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class Channels {

		@Bean
		QueueChannel output() {
			return new QueueChannel();
		}

		@Bean
		QueueChannel errorChannel() {
			return new QueueChannel();
		}

		@Bean
		DirectChannel failing() {
			DirectChannel channel = new DirectChannel();
			channel.subscribe((message) -> {
				throw new IllegalStateException("as the test wants it");
			});
			return channel;
		}

	}

}
