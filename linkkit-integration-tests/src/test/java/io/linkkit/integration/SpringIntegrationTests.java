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

package io.linkkit.integration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitClientManager;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.platform.ConnectionCut;
import io.linkkit.simulator.platform.DeviceMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.integration.dsl.context.IntegrationFlowContext.IntegrationFlowRegistration;
import org.springframework.integration.mqtt.inbound.MqttPahoMessageDrivenChannelAdapter;
import org.springframework.integration.mqtt.outbound.MqttPahoMessageHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.PollableChannel;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Spring Integration's own MQTT adapters on the {@link LinkKitClientManager}.
 */
class SpringIntegrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Simulation simulation = Simulation.plain();

	private final SimulatedDevice device = this.simulation.device();

	private EdgeApplication application;

	@BeforeEach
	void start() {
		this.application = EdgeApplication.startWith(Channels.class, this.device, this.simulation.plainTcp());
		this.application.awaitState(ConnectionState.CONNECTED);
		awaitSubscription("get");
	}

	@AfterEach
	void stop() {
		this.application.close();
		this.simulation.close();
	}

	private void awaitSubscription(String name) {
		await().atMost(TIMEOUT).until(() -> this.device.subscriptions().contains(this.device.userTopic(name)));
	}

	private String receive(String channel) {
		Message<?> message = this.application.context()
			.getBean(channel, PollableChannel.class)
			.receive(TIMEOUT.toMillis());
		assertThat(message).isNotNull();
		return (String) message.getPayload();
	}

	@Test
	void inboundAdapterReceives() {
		this.device.publish(this.device.userTopic("get"), "hello");
		assertThat(receive("received")).isEqualTo("hello");
	}

	@Test
	void outboundHandlerPublishes() {
		this.application.context()
			.getBean("toPublish", MessageChannel.class)
			.send(new GenericMessage<>("hello".getBytes(StandardCharsets.UTF_8)));
		assertThat(this.device.awaitPublished(this.device.userTopic("update"), TIMEOUT).text()).isEqualTo("hello");
	}

	@Test
	void adaptersWorkOnAfterAReconnect() {
		this.device.cutConnection(ConnectionCut.RST);
		await().atMost(TIMEOUT).until(() -> this.application.eventsOf(DeviceConnectedEvent.class).size() == 2);
		awaitSubscription("get");
		inboundAdapterReceives();
		outboundHandlerPublishes();
	}

	@Test
	void anAdapterAddedAtRunTimeSubscribes() {
		ConfigurableListableBeanFactory beans = this.application.context().getBeanFactory();
		MqttPahoMessageDrivenChannelAdapter adapter = new MqttPahoMessageDrivenChannelAdapter(
				beans.getBean(LinkKitClientManager.class), this.device.userTopic("late"));
		adapter.setOutputChannel(beans.getBean("received", MessageChannel.class));
		beans.initializeBean(adapter, "late");
		adapter.start();
		awaitSubscription("late");
		this.device.publish(this.device.userTopic("late"), "better than never");
		assertThat(receive("received")).isEqualTo("better than never");
		adapter.stop();
	}

	@Test
	void aFlowWithAnAdapterAddedAtRunTimeSubscribes() {
		IntegrationFlowContext flows = this.application.context().getBean(IntegrationFlowContext.class);
		IntegrationFlowRegistration registration = flows
			.registration(IntegrationFlow.from(adapter("late")).channel("received").get())
			.register();
		awaitSubscription("late");
		this.device.publish(this.device.userTopic("late"), "better than never");
		assertThat(receive("received")).isEqualTo("better than never");
		registration.destroy();
		await().atMost(TIMEOUT).until(() -> !this.device.subscriptions().contains(this.device.userTopic("late")));
	}

	@Test
	void aFlowThatThrowsDoesNotCutTheConnection() {
		IntegrationFlowContext flows = this.application.context().getBean(IntegrationFlowContext.class);
		flows.registration(IntegrationFlow.from(adapter("failing")).handle((message) -> {
			throw new IllegalStateException("as the test wants it");
		}).get()).register();
		awaitSubscription("failing");
		this.device.publish(this.device.userTopic("failing"), "boom");
		this.device.publish(this.device.userTopic("failing"), "boom");
		inboundAdapterReceives();
		assertThat(this.application.eventsOf(DeviceDisconnectedEvent.class)).isEmpty();
	}

	/**
	 * The stock handler waits for the acknowledgement, which Paho tells on the thread on
	 * which it calls the adapter.
	 */
	@Test
	void aFlowMayPublishAndWaitForTheAcknowledgement() {
		IntegrationFlowContext flows = this.application.context().getBean(IntegrationFlowContext.class);
		flows.registration(IntegrationFlow.from(adapter("question")).channel("toPublish").get()).register();
		awaitSubscription("question");
		IntStream.range(0, 20).forEach((i) -> this.device.publish(this.device.userTopic("question"), "m" + i));
		await().atMost(TIMEOUT).until(() -> published().size() == 20);
		assertThat(published()).containsExactlyElementsOf(IntStream.range(0, 20).mapToObj((i) -> "m" + i).toList());
	}

	private MqttPahoMessageDrivenChannelAdapter adapter(String topic) {
		return new MqttPahoMessageDrivenChannelAdapter(this.application.context().getBean(LinkKitClientManager.class),
				this.device.userTopic(topic));
	}

	private List<String> published() {
		return this.device.publishedMessages()
			.stream()
			.filter((message) -> message.topic().equals(this.device.userTopic("update")))
			.map(DeviceMessage::text)
			.toList();
	}

	@Test
	void nothingIsLostThatAKeptSessionHasStored() {
		this.application.close();
		String keep = "linkkit.clean-session=false";
		this.application = EdgeApplication.startWith(Channels.class, this.device, this.simulation.plainTcp(), keep);
		this.application.awaitState(ConnectionState.CONNECTED);
		awaitSubscription("get");
		this.application.close();
		List<String> stored = IntStream.range(0, 60).mapToObj((i) -> "m" + i).toList();
		stored.forEach(
				(text) -> this.device.publish(this.device.userTopic("get"), text.getBytes(StandardCharsets.UTF_8), 1));
		this.application = EdgeApplication.startWith(Channels.class, this.device, this.simulation.plainTcp(), keep);
		assertThat(IntStream.range(0, 60).mapToObj((i) -> receive("received"))).containsExactlyElementsOf(stored);
	}

	@Configuration(proxyBeanMethods = false)
	static class Channels {

		@Bean
		QueueChannel received() {
			return new QueueChannel(100);
		}

		@Bean
		DirectChannel toPublish() {
			return new DirectChannel();
		}

		@Bean
		MqttPahoMessageDrivenChannelAdapter inbound(LinkKitClientManager manager, DeviceIdentity device) {
			MqttPahoMessageDrivenChannelAdapter adapter = new MqttPahoMessageDrivenChannelAdapter(manager,
					topic(device, "get"));
			adapter.setOutputChannelName("received");
			return adapter;
		}

		@Bean
		@ServiceActivator(inputChannel = "toPublish")
		MessageHandler outbound(LinkKitClientManager manager, DeviceIdentity device) {
			MqttPahoMessageHandler handler = new MqttPahoMessageHandler(manager);
			handler.setDefaultTopic(topic(device, "update"));
			handler.setDefaultQos(1);
			return handler;
		}

		private static String topic(DeviceIdentity device, String name) {
			return "/" + device.productKey() + "/" + device.deviceName() + "/user/" + name;
		}

	}

}
