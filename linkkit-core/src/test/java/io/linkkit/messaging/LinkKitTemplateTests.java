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

package io.linkkit.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.OutgoingMessage;
import io.linkkit.connection.PublishResult;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.InvalidSettingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link LinkKitTemplate} and {@link PayloadConverter}.
 */
class LinkKitTemplateTests {

	private static final String TOPIC = "/a1B2c3D4e5F/sensor_01/user/update";

	private final LinkKitConnection connection = mock();

	private final CompletableFuture<PublishResult> result = new CompletableFuture<>();

	private LinkKitTemplate template;

	@BeforeEach
	void setUp() {
		given(this.connection.device()).willReturn(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"));
		given(this.connection.publish(any(OutgoingMessage.class))).willReturn(this.result);
		given(this.connection.mayAwaitResults()).willReturn(true);
		this.template = new LinkKitTemplate(this.connection);
	}

	private OutgoingMessage published() {
		ArgumentCaptor<OutgoingMessage> message = ArgumentCaptor.captor();
		then(this.connection).should().publish(message.capture());
		return message.getValue();
	}

	private String publishedText() {
		return new String(published().payload(), StandardCharsets.UTF_8);
	}

	@Test
	void publishesBytesAsTheyAre() {
		byte[] payload = { 1, 2, 3 };
		assertThat(this.template.publish(TOPIC, payload)).isSameAs(this.result);
		assertThat(published()).isEqualTo(new OutgoingMessage(TOPIC, payload, 1, null));
	}

	@Test
	void publishesTextInUtf8() {
		this.template.publish(TOPIC, "温度");
		assertThat(publishedText()).isEqualTo("温度");
	}

	@Test
	void publishesAnythingElseAsJson() {
		this.template.publish(TOPIC, new Reading("indoor", 21));
		assertThat(publishedText()).isEqualTo("{\"place\":\"indoor\",\"degrees\":21}");
	}

	@Test
	void asksTheApplicationsConvertersFirst() {
		MessageConverter degrees = new DegreesConverter();
		new LinkKitTemplate(this.connection, new PayloadConverter(List.of(degrees), JsonMapper::shared), 0)
			.publish(TOPIC, new Reading("indoor", 21));
		assertThat(publishedText()).isEqualTo("21 degrees");
		assertThat(published().qos()).isZero();
	}

	@Test
	void putsTheDeviceIntoTopics() {
		this.template.publish("/${productKey}/${deviceName}/user/update", "x");
		assertThat(published().topic()).isEqualTo(TOPIC);
	}

	@Test
	void refusesOtherPlaceholders() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.publish("/${pk}/user/update", "x"))
			.withMessageContaining("'/${pk}/user/update'");
		then(this.connection).should(never()).publish(any(OutgoingMessage.class));
	}

	@Test
	void publishesWithSettingsOfItsOwn() {
		this.template.topic(TOPIC).withQos(0).withTimeToLive(Duration.ofSeconds(3)).publish("x");
		assertThat(published().qos()).isZero();
		assertThat(published().timeToLive()).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void publishesMessagesByTheirHeaders() {
		this.template.publish(MessageBuilder.withPayload("x")
			.setHeader(MqttHeaders.TOPIC, "/${productKey}/${deviceName}/user/update")
			.setHeader(MqttHeaders.QOS, 0)
			.build());
		assertThat(published().topic()).isEqualTo(TOPIC);
		assertThat(published().qos()).isZero();
	}

	@Test
	void refusesAMessageWithoutTopic() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.publish(new GenericMessage<>("x")))
			.withMessageContaining(MqttHeaders.TOPIC);
	}

	@Test
	void tellsTypeAndTopicButNotTheContentOfWhatItCannotWrite() {
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> this.template.publish(TOPIC, new Unwritable("SECRET")))
			.withMessageContaining(TOPIC)
			.withMessageContaining(Unwritable.class.getTypeName())
			.withMessageNotContaining("SECRET")
			.withNoCause();
	}

	@Test
	void tellsTypeAndTopicButNotTheContentOfWhatItCannotRead() {
		Message<byte[]> message = MessageBuilder.withPayload("{\"place\": SECRET".getBytes(StandardCharsets.UTF_8))
			.setHeader(MqttHeaders.RECEIVED_TOPIC, TOPIC)
			.build();
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> new PayloadConverter(List.of(), JsonMapper::shared).toMessageConverter()
				.fromMessage(message, Reading.class))
			.withMessageContaining(TOPIC)
			.withMessageContaining(Reading.class.getTypeName())
			.withMessageContaining("line 1, column")
			.withMessageNotContaining("SECRET")
			.withNoCause();
	}

	@Test
	void waitsForTheResult() {
		PublishResult rejected = new PublishResult.Rejected(PublishResult.RejectReason.INVALID, "rule");
		this.result.complete(rejected);
		assertThat(this.template.publishAndWait(TOPIC, "x", Duration.ofSeconds(10))).isEqualTo(rejected);
	}

	@Test
	void tellsWhenThereIsNoResultInTime() {
		assertThatExceptionOfType(PublishNotConfirmedException.class)
			.isThrownBy(() -> this.template.publishAndWait(TOPIC, "x", Duration.ofMillis(1)))
			.withMessageContaining(TOPIC)
			.withCauseInstanceOf(TimeoutException.class);
	}

	@Test
	void keepsAnInterruptionWhileWaiting() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(PublishNotConfirmedException.class)
			.isThrownBy(() -> this.template.publishAndWait(TOPIC, "x", Duration.ofSeconds(10)))
			.withCauseInstanceOf(InterruptedException.class);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void publishesNothingWhereWaitingWouldBeADeadLock() {
		given(this.connection.mayAwaitResults()).willReturn(false);
		assertThatIllegalStateException()
			.isThrownBy(() -> this.template.publishAndWait(TOPIC, "x", Duration.ofSeconds(10)))
			.withMessageContaining(Thread.currentThread().getName());
		then(this.connection).should(never()).publish(any(OutgoingMessage.class));
	}

	@Test
	void refusesADefaultQosThatDoesNotExist() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(
					() -> new LinkKitTemplate(this.connection, new PayloadConverter(List.of(), JsonMapper::shared), 2))
			.withMessageContaining("linkkit.template.qos");
	}

	record Reading(String place, int degrees) {

	}

	record Unwritable(String value) {

		@Override
		public String value() {
			throw new IllegalStateException(this.value);
		}

	}

	private static final class DegreesConverter implements MessageConverter {

		@Override
		public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
			return null;
		}

		@Override
		public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
			return (payload instanceof Reading reading) ? new GenericMessage<>(reading.degrees() + " degrees", Map.of())
					: null;
		}

	}

}
