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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.OutgoingMessage;
import io.linkkit.connection.PublishResult;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.messaging.PayloadConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link LinkKitPublishingMessageHandler}.
 */
class LinkKitPublishingMessageHandlerTests {

	private static final PublishResult.Rejected QUEUE_FULL = new PublishResult.Rejected(
			PublishResult.RejectReason.QUEUE_FULL, "the queue is full");

	private final LinkKitConnection connection = mock(LinkKitConnection.class);

	private final CompletableFuture<PublishResult> result = new CompletableFuture<>();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Channels.class);

	private final QueueChannel errors = this.context.getBean("errorChannel", QueueChannel.class);

	private LinkKitPublishingMessageHandler handler;

	@BeforeEach
	void connect() {
		given(this.connection.device()).willReturn(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"));
		given(this.connection.publish(any())).willReturn(this.result);
		this.handler = new LinkKitPublishingMessageHandler(this.connection);
		this.handler.setDefaultTopic("/${productKey}/${deviceName}/user/update");
		this.context.getBeanFactory().initializeBean(this.handler, "handler");
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	private void send(Object payload, Map<String, Object> headers) {
		this.handler.handleMessage(new GenericMessage<>(payload, headers));
	}

	private OutgoingMessage published() {
		ArgumentCaptor<OutgoingMessage> captor = ArgumentCaptor.forClass(OutgoingMessage.class);
		verify(this.connection).publish(captor.capture());
		return captor.getValue();
	}

	private static String text(OutgoingMessage message) {
		return new String(message.payload(), StandardCharsets.UTF_8);
	}

	@Test
	void publishesToTheDefaultTopicWithQos1() {
		send("温度", Map.of());
		assertThat(published().topic()).isEqualTo("/a1B2c3D4e5F/sensor_01/user/update");
		assertThat(published().qos()).isEqualTo(1);
		assertThat(text(published())).isEqualTo("温度");
		assertThat(published().timeToLive()).isNull();
	}

	@Test
	void takesTopicAndQosFromHeaders() {
		send(new byte[] { 1, 2 }, Map.of(MqttHeaders.TOPIC, "/sys/${productKey}/x", MqttHeaders.QOS, 0));
		assertThat(published().topic()).isEqualTo("/sys/a1B2c3D4e5F/x");
		assertThat(published().qos()).isZero();
		assertThat(published().payload()).containsExactly(1, 2);
	}

	@Test
	void writesJsonOfWhatIsNeitherBytesNorText() {
		send(Map.of("temperature", 21.5), Map.of());
		assertThat(text(published())).isEqualTo("{\"temperature\":21.5}");
	}

	@Test
	void writesWhatItsConverterMakesOfIt() {
		this.handler.setPayloadConverter(new PayloadConverter(List.of(new StringMessageConverter() {

			@Override
			protected boolean supports(Class<?> type) {
				return true;
			}

			@Override
			protected Object convertToInternal(Object payload, MessageHeaders headers, Object hint) {
				return "<" + payload + ">";
			}

		}), JsonMapper::shared));
		send(42, Map.of());
		assertThat(text(published())).isEqualTo("<42>");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void leavesJsonThatAFlowHasWrittenAsItIs(boolean asText) {
		Object written = asText ? "{}" : "{}".getBytes(StandardCharsets.UTF_8);
		send(written, Map.of(MessageHeaders.CONTENT_TYPE, "application/json"));
		assertThat(text(published())).isEqualTo("{}");
	}

	@Test
	void needsATopic() {
		LinkKitPublishingMessageHandler bare = new LinkKitPublishingMessageHandler(this.connection);
		this.context.getBeanFactory().initializeBean(bare, "bare");
		assertThatExceptionOfType(MessageHandlingException.class)
			.isThrownBy(() -> bare.handleMessage(new GenericMessage<>("hello")))
			.withStackTraceContaining(MqttHeaders.TOPIC);
	}

	@Test
	void tellsTheSenderThatAMessageIsNotAccepted() {
		this.result.complete(QUEUE_FULL);
		assertThatExceptionOfType(MessageDeliveryException.class).isThrownBy(() -> send("hello", Map.of()))
			.withMessageContaining("/user/update: rejected, QUEUE_FULL: the queue is full");
		assertThat(this.errors.receive(0)).isNull();
	}

	@Test
	void tellsTheErrorChannelThatAMessageIsGivenUpLater() {
		send("hello", Map.of("order", 42));
		assertThat(this.errors.receive(0)).isNull();
		this.result.complete(new PublishResult.Dropped(PublishResult.DropReason.EXPIRED));
		assertThat(this.errors.receive(0).getPayload()).isInstanceOfSatisfying(MessageDeliveryException.class, (ex) -> {
			assertThat(ex).hasMessageContaining("given up, EXPIRED");
			assertThat(ex.getFailedMessage().getHeaders()).containsEntry("order", 42);
		});
	}

	@Test
	void prefersTheErrorChannelOfTheMessage() {
		QueueChannel mine = new QueueChannel();
		send("hello", Map.of(MessageHeaders.ERROR_CHANNEL, mine));
		this.result.complete(new PublishResult.Dropped(PublishResult.DropReason.EXPIRED));
		assertThat(mine.receive(0)).isNotNull();
		assertThat(this.errors.receive(0)).isNull();
	}

	@Test
	void survivesAnErrorChannelThatIsNotThere() {
		this.handler.setErrorChannelName("nowhere");
		send("hello", Map.of());
		assertThatCode(() -> this.result.complete(new PublishResult.Dropped(PublishResult.DropReason.EXPIRED)))
			.doesNotThrowAnyException();
	}

	@Test
	void keepsQuietAboutWhatGoesWell() {
		send("hello", Map.of());
		this.result.complete(new PublishResult.Acknowledged());
		assertThat(this.errors.receive(0)).isNull();
	}

	@Test
	void keepsQuietAboutWhatIsOnDisk() {
		send("hello", Map.of());
		this.result.complete(new PublishResult.Kept());
		assertThat(this.errors.receive(0)).isNull();
	}

	@Test
	void waitsForTheAcknowledgementIfItIsToBeSync() {
		this.handler.setSync(true);
		this.handler.setTimeout(Duration.ofSeconds(7));
		CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send("hello", Map.of()));
		verify(this.connection, timeout(30_000)).publish(any());
		assertThat(sent).isNotDone();
		assertThat(published().timeToLive()).hasSeconds(7);
		this.result.complete(new PublishResult.Acknowledged());
		assertThat(sent).succeedsWithin(Duration.ofSeconds(30));
	}

	@Test
	void failsIfItIsToBeSyncAndNothingAcknowledges() {
		this.handler.setSync(true);
		this.result.complete(new PublishResult.Kept());
		assertThatExceptionOfType(MessageDeliveryException.class).isThrownBy(() -> send("hello", Map.of()))
			.withMessageContaining("the connection was closed");
	}

	@Test
	void staysInterruptedIfItIsInterruptedWhileItWaits() {
		this.handler.setSync(true);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(MessageDeliveryException.class).isThrownBy(() -> send("hello", Map.of()));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class Channels {

		@Bean
		QueueChannel errorChannel() {
			return new QueueChannel();
		}

	}

}
