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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.integration.recipe.BridgeConfiguration;
import io.linkkit.messaging.integration.LinkKitMessageDrivenChannelAdapter;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.platform.DeviceMessage;
import io.linkkit.simulator.platform.PublishOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Flows of Spring Integration on the channels that {@code linkkit.integration.*} connects
 * with topics.
 */
class IntegrationFlowTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final List<String> BOTH_WAYS = List.of("linkkit.integration.enabled=true",
			"linkkit.integration.inbound.topics=/${productKey}/${deviceName}/user/get",
			"linkkit.integration.inbound.channel=fromPlatform", "linkkit.integration.outbound.channel=toPlatform",
			"linkkit.integration.outbound.topic=/${productKey}/${deviceName}/user/update",
			"linkkit.clean-session=false");

	private final Simulation simulation = Simulation.plain();

	private final SimulatedDevice device = this.simulation.device();

	@AfterEach
	void stopSimulation() {
		this.simulation.close();
	}

	private EdgeApplication start(Class<?> flows, String... properties) {
		List<String> all = new ArrayList<>(this.simulation.plainTcp());
		all.addAll(BOTH_WAYS);
		return EdgeApplication.startWith(flows, this.device, all, properties);
	}

	private void order(String text) {
		assertThat(this.device.publish(this.device.userTopic("get"), text.getBytes(StandardCharsets.UTF_8), 1))
			.isIn(PublishOutcome.SENT, PublishOutcome.STORED);
	}

	private List<String> answers() {
		return this.device.publishedMessages()
			.stream()
			.filter((message) -> message.topic().equals(this.device.userTopic("update")))
			.map(DeviceMessage::text)
			.toList();
	}

	private static void send(EdgeApplication application, Object payload) {
		application.context().getBean("toPlatform", MessageChannel.class).send(new GenericMessage<>(payload));
	}

	private static MessagingException error(EdgeApplication application) {
		Message<?> error = application.context()
			.getBean("errorChannel", QueueChannel.class)
			.receive(TIMEOUT.toMillis());
		assertThat(error).as("message on the error channel").isNotNull();
		return (MessagingException) error.getPayload();
	}

	private static List<String> numbered(String prefix, int count) {
		return IntStream.range(0, count).mapToObj((i) -> prefix + i).toList();
	}

	@Test
	void bridgesOneTopicToAnother() {
		try (EdgeApplication application = start(Bridge.class)) {
			application.awaitState(ConnectionState.CONNECTED);
			order("open");
			assertThat(this.device.awaitPublished(this.device.userTopic("update"), TIMEOUT).text())
				.isEqualTo("done: open");
		}
	}

	@Test
	void queuesWhatAFlowPublishesWhileTheDeviceIsOffline() {
		try (EdgeApplication application = start(Bridge.class, "linkkit.auto-connect=false")) {
			numbered("m", 50).forEach((text) -> send(application, text));
			assertThat(application.connection().queue().depth()).isEqualTo(50);
			application.connection().start();
			await().atMost(TIMEOUT).until(() -> answers().size() >= 50);
			assertThat(answers()).containsExactlyElementsOf(numbered("m", 50));
		}
	}

	@Test
	void losesNothingThatComesWhileTheApplicationIsDown() {
		try (EdgeApplication application = start(Bridge.class)) {
			application.awaitState(ConnectionState.CONNECTED);
		}
		numbered("m", 60).forEach(this::order);
		try (EdgeApplication application = start(Bridge.class)) {
			await().atMost(TIMEOUT).until(() -> answers().size() >= 60);
			assertThat(answers()).containsExactlyElementsOf(numbered("done: m", 60));
			assertThat(application.eventsOf(DeviceConnectedEvent.class)).hasSize(1);
		}
	}

	@Test
	void sendsWhatAFlowThrowsToTheErrorChannelAndStaysConnected() {
		try (EdgeApplication application = start(Failing.class)) {
			application.awaitState(ConnectionState.CONNECTED);
			order("boom");
			assertThat(error(application)).hasRootCauseMessage("boom");
			order("again");
			assertThat(error(application)).hasRootCauseMessage("again");
			assertThat(application.eventsOf(DeviceDisconnectedEvent.class)).isEmpty();
		}
		try (EdgeApplication application = start(Failing.class)) {
			order("last");
			assertThat(error(application)).as("nothing came again").hasRootCauseMessage("last");
		}
	}

	@Test
	void keepsTheConnectionAndTheWayOutWhileAFlowBlocks() {
		try (EdgeApplication application = start(Blocking.class)) {
			application.awaitState(ConnectionState.CONNECTED);
			numbered("m", 30).forEach(this::order);
			Blocking blocking = application.context().getBean(Blocking.class);
			await().atMost(TIMEOUT).until(() -> blocking.seen.size() == 1);
			send(application, "meanwhile");
			this.device.awaitPublished(this.device.userTopic("update"), TIMEOUT);
			assertThat(application.status().state()).isEqualTo(ConnectionState.CONNECTED);
			blocking.open.countDown();
			await().atMost(TIMEOUT).until(() -> blocking.seen.size() == 30);
			assertThat(blocking.seen).containsExactlyElementsOf(numbered("m", 30));
			assertThat(application.eventsOf(DeviceDisconnectedEvent.class)).isEmpty();
		}
	}

	@Test
	void tellsTheSenderWhatIsNotAccepted() {
		try (EdgeApplication application = start(Bridge.class)) {
			application.awaitState(ConnectionState.CONNECTED);
			assertThatExceptionOfType(MessageDeliveryException.class)
				.isThrownBy(() -> send(application, new byte[256 * 1024 + 1]))
				.withMessageContaining("INVALID");
		}
	}

	@Test
	void tellsTheErrorChannelWhatIsGivenUp() {
		try (EdgeApplication application = start(Failing.class, "linkkit.auto-connect=false",
				"linkkit.queue.time-to-live=100ms")) {
			send(application, "stale");
			assertThat(error(application)).isInstanceOf(MessageDeliveryException.class).hasMessageContaining("EXPIRED");
			application.connection().start();
			application.awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void failsToSendSynchronouslyWithoutLeavingTheMessageInTheQueue() {
		try (EdgeApplication application = start(Bridge.class, "linkkit.auto-connect=false",
				"linkkit.integration.outbound.sync=true", "linkkit.integration.outbound.timeout=100ms")) {
			assertThatExceptionOfType(MessageDeliveryException.class).isThrownBy(() -> send(application, "too early"))
				.withMessageContaining("EXPIRED");
			application.connection().start();
			application.awaitState(ConnectionState.CONNECTED);
			send(application, "in time");
			assertThat(answers()).as("acknowledged, so it is there").containsExactly("in time");
		}
	}

	@Test
	void aFlowAddedAtRunTimeSubscribes() {
		try (EdgeApplication application = start(Bridge.class)) {
			application.awaitState(ConnectionState.CONNECTED);
			QueueChannel heard = new QueueChannel();
			IntegrationFlowContext flows = application.context().getBean(IntegrationFlowContext.class);
			LinkKitMessageDrivenChannelAdapter adapter = new LinkKitMessageDrivenChannelAdapter(
					application.connection(), "/${productKey}/${deviceName}/user/late");
			IntegrationFlowContext.IntegrationFlowRegistration registration = flows
				.registration(IntegrationFlow.from(adapter).channel(heard).get())
				.register();
			await().atMost(TIMEOUT).until(() -> this.device.subscriptions().contains(this.device.userTopic("late")));
			this.device.publish(this.device.userTopic("late"), "better than never");
			assertThat(heard.receive(TIMEOUT.toMillis())).isNotNull();
			registration.destroy();
			await().atMost(TIMEOUT).until(() -> !this.device.subscriptions().contains(this.device.userTopic("late")));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(BridgeConfiguration.class)
	static class Bridge {

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@Bean
		IntegrationFlow failing() {
			return IntegrationFlow.from("fromPlatform").handle((message) -> {
				throw new IllegalStateException(new String((byte[]) message.getPayload(), StandardCharsets.UTF_8));
			}).get();
		}

		@Bean
		QueueChannel errorChannel() {
			return new QueueChannel();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Blocking {

		final CountDownLatch open = new CountDownLatch(1);

		final List<String> seen = new CopyOnWriteArrayList<>();

		@Bean
		IntegrationFlow blocking() {
			return IntegrationFlow.from("fromPlatform").handle((message) -> {
				this.seen.add(new String((byte[]) message.getPayload(), StandardCharsets.UTF_8));
				await().atMost(TIMEOUT).until(() -> this.open.getCount() == 0);
			}).get();
		}

	}

}
