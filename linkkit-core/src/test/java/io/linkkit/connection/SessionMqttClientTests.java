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

import java.util.concurrent.atomic.AtomicBoolean;

import io.linkkit.mqtt.InboundMessage;
import org.eclipse.paho.client.mqttv3.IMqttAsyncClient;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link SessionMqttClient}.
 */
class SessionMqttClientTests {

	private final AtomicBoolean manualAcks = new AtomicBoolean();

	private final LinkKitConnection connection = mock(LinkKitConnection.class);

	private final SessionMqttClient handler = new SessionMqttClient(this.manualAcks::get,
			new AdapterSubscriptions(this.connection));

	private final IMqttAsyncClient client = this.handler.proxy();

	private final IMqttAsyncClient session = mock(IMqttAsyncClient.class);

	@Test
	void isNotConnectedWithoutASession() {
		assertThat(this.client.isConnected()).isFalse();
		assertThat(this.client.getInFlightMessageCount()).isZero();
		assertThatExceptionOfType(MqttException.class)
			.isThrownBy(() -> this.client.publish("/a", new MqttMessage(new byte[0])))
			.satisfies(
					(ex) -> assertThat(ex.getReasonCode()).isEqualTo(MqttException.REASON_CODE_CLIENT_NOT_CONNECTED));
	}

	@Test
	void worksOnTheSessionOfTheMoment() throws Exception {
		this.handler.use(this.session);
		given(this.session.isConnected()).willReturn(true);
		assertThat(this.client.isConnected()).isTrue();
		this.handler.use(null);
		assertThat(this.client.isConnected()).isFalse();
	}

	@Test
	void passesOnWhatTheSessionThrows() throws Exception {
		MqttException failure = new MqttException(MqttException.REASON_CODE_MAX_INFLIGHT);
		this.handler.use(this.session);
		given(this.session.unsubscribe("/a")).willThrow(failure);
		assertThatExceptionOfType(MqttException.class).isThrownBy(() -> this.client.unsubscribe("/a"))
			.isSameAs(failure);
	}

	@Test
	void refusesToTakeTheSessionOutOfTheConnectionsHands() {
		this.handler.use(this.session);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.client.connect(new MqttConnectOptions()));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(this.client::close);
		then(this.session).shouldHaveNoInteractions();
	}

	@Test
	void subscribesByTheConnectionAndAsksForTheAnswer() throws Exception {
		IMqttToken answer = mock(IMqttToken.class);
		given(this.session.subscribe(new String[] { "/a" }, new int[] { 1 })).willReturn(answer);
		this.handler.use(this.session);
		assertThat(this.client.subscribe("/a", 1, mock(IMqttMessageListener.class))).isSameAs(answer);
		then(this.connection).should().subscribe(eq("/a"), eq(1), any());
	}

	@Test
	void subscribesBeforeThereIsASession() throws Exception {
		given(this.connection.subscribe(any(), anyInt(), any())).willReturn(mock(Subscription.class));
		IMqttToken token = this.client.subscribe(new String[] { "/a", "/b" }, new int[] { 0, 2 },
				new IMqttMessageListener[] { mock(IMqttMessageListener.class), mock(IMqttMessageListener.class) });
		token.waitForCompletion(0);
		assertThat(token.isComplete()).isTrue();
		assertThat(token.getGrantedQos()).containsExactly(0, 2);
		then(this.connection).should().subscribe(eq("/a"), eq(0), any());
		then(this.connection).should().subscribe(eq("/b"), eq(1), any());
	}

	@Test
	void handsOutWhatTheConnectionReceives() throws Exception {
		IMqttMessageListener listener = mock(IMqttMessageListener.class);
		this.client.subscribe("/a", 1, listener);
		ArgumentCaptor<MessageHandler> handler = ArgumentCaptor.forClass(MessageHandler.class);
		then(this.connection).should().subscribe(any(), anyInt(), handler.capture());
		handler.getValue().handle(new InboundMessage("/a", new byte[] { 1 }, 1, true, 7));
		ArgumentCaptor<MqttMessage> message = ArgumentCaptor.forClass(MqttMessage.class);
		then(listener).should().messageArrived(eq("/a"), message.capture());
		assertThat(message.getValue().getPayload()).containsExactly(1);
		assertThat(message.getValue().getQos()).isEqualTo(1);
		assertThat(message.getValue().isDuplicate()).isTrue();
		assertThat(message.getValue().getId()).isEqualTo(7);
	}

	@Test
	void replacesTheListenerOfATopicFilterAndEndsIt() throws Exception {
		Subscription first = mock(Subscription.class);
		Subscription second = mock(Subscription.class);
		given(this.connection.subscribe(any(), anyInt(), any())).willReturn(first, second);
		this.client.subscribe("/a", 1, mock(IMqttMessageListener.class));
		this.client.subscribe("/a", 1, mock(IMqttMessageListener.class));
		then(first).should().close();
		then(second).should(never()).close();
		assertThat(this.client.unsubscribe("/a").isComplete()).isTrue();
		then(second).should().close();
	}

	@Test
	void keepsWhatAListenerThrowsAwayFromPahoIfItAcknowledgesByItself() throws Exception {
		this.manualAcks.set(true);
		IMqttMessageListener listener = mock(IMqttMessageListener.class);
		willThrow(new IllegalStateException("on purpose")).given(listener).messageArrived(any(), any());
		IMqttMessageListener wrapped = subscribe(listener);
		assertThatCode(() -> wrapped.messageArrived("/a", message())).doesNotThrowAnyException();
		then(this.session).should(never()).messageArrivedComplete(7, 1);
		then(this.connection).shouldHaveNoInteractions();
	}

	private IMqttMessageListener subscribe(IMqttMessageListener listener) throws MqttException {
		this.handler.use(this.session);
		this.client.subscribe(new String[] { "/a" }, new int[] { 1 }, new IMqttMessageListener[] { listener });
		ArgumentCaptor<IMqttMessageListener[]> listeners = ArgumentCaptor.forClass(IMqttMessageListener[].class);
		then(this.session).should().subscribe(eq(new String[] { "/a" }), eq(new int[] { 1 }), listeners.capture());
		return listeners.getValue()[0];
	}

	private static MqttMessage message() {
		MqttMessage message = new MqttMessage(new byte[0]);
		message.setId(7);
		message.setQos(1);
		return message;
	}

	@Test
	void equalsItselfAlone() {
		assertThat(this.client).isEqualTo(this.client).isNotEqualTo(this.session).hasSameHashCodeAs(this.client);
		assertThat(this.client).hasToString("MQTT client of LinkKitConnection");
	}

}
