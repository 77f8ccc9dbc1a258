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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.Subscription;
import io.linkkit.messaging.DeviceTopics;
import io.linkkit.messaging.LinkKitHeaders;
import io.linkkit.messaging.PayloadConverter;
import io.linkkit.mqtt.InboundMessage;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.integration.context.IntegrationContextUtils;
import org.springframework.integration.endpoint.MessageProducerSupport;
import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.Message;

/**
 * Inbound channel adapter: sends what comes to some topics to a channel.
 * <p>
 * It differs from Spring Integration's own adapter, which can be hung on the
 * {@link io.linkkit.connection.LinkKitClientManager} all the same:
 * <ul>
 * <li>It subscribes when it starts, online or not, and the connection restores that after
 * every login before it counts as connected. So nothing is lost that a kept session has
 * stored for the device, and adapters started at run time subscribe, too.</li>
 * <li>A flow runs on the connection's thread for messages, never on a thread of MQTT. It
 * may block; then messages wait, but the connection goes on.</li>
 * <li>A message is acknowledged to the platform after the flow, as far as it runs on the
 * same thread, has ended.</li>
 * <li>What the flow throws, and what cannot be converted, goes to the error channel:
 * {@code errorChannel} unless another one is set. The message counts as dealt with and
 * does not come again.</li>
 * <li>Several adapters may subscribe to the same topic.</li>
 * </ul>
 * Headers of the messages:
 * <table>
 * <caption>Headers</caption>
 * <tr>
 * <td>{@link MqttHeaders#RECEIVED_TOPIC}</td>
 * <td>topic the message came to</td>
 * </tr>
 * <tr>
 * <td>{@link MqttHeaders#RECEIVED_QOS}</td>
 * <td>0 or 1</td>
 * </tr>
 * <tr>
 * <td>{@link MqttHeaders#DUPLICATE}</td>
 * <td>whether the platform says that it may have sent it before</td>
 * </tr>
 * <tr>
 * <td>{@link MqttHeaders#ID}</td>
 * <td>packet identifier of a QoS 1 message; none for QoS 0</td>
 * </tr>
 * <tr>
 * <td>{@link LinkKitHeaders#RECEIVED_TIME}</td>
 * <td>when the adapter got it, an {@link Instant}</td>
 * </tr>
 * </table>
 * There is no {@link MqttHeaders#RECEIVED_RETAINED}, since the platform keeps no retained
 * messages (reference §6.1). The payload is the bytes as they came, unless
 * {@link #setPayloadType} asks for text or for what a converter makes of them.
 */
public class LinkKitMessageDrivenChannelAdapter extends MessageProducerSupport {

	private final LinkKitConnection connection;

	private final List<String> topicFilters;

	private final List<Subscription> subscriptions = new ArrayList<>();

	private int qos = 1;

	private boolean unsubscribeOnStop = true;

	private PayloadConverter payloads = new PayloadConverter(List.of(), JsonMapper::shared);

	private Class<?> payloadType = byte[].class;

	/**
	 * Create an adapter.
	 * @param connection the connection to subscribe by
	 * @param topicFilters topic filters, which may name the device as
	 * <code>${productKey}</code> and <code>${deviceName}</code>; a message to a topic
	 * that matches several of them comes once for each
	 */
	public LinkKitMessageDrivenChannelAdapter(LinkKitConnection connection, String... topicFilters) {
		this.connection = connection;
		this.topicFilters = Stream.of(topicFilters).map(new DeviceTopics(connection.device())::resolve).toList();
		setErrorChannelName(IntegrationContextUtils.ERROR_CHANNEL_BEAN_NAME);
	}

	/**
	 * Set the quality of service to subscribe with.
	 * @param qos 0 or 1, the default
	 */
	public void setQos(int qos) {
		this.qos = qos;
	}

	/**
	 * Set what payloads are to be.
	 * @param payloadType {@code byte[]}, the default, {@code String} for UTF-8 text, or
	 * what the converter can make of the bytes
	 */
	public void setPayloadType(Class<?> payloadType) {
		this.payloadType = payloadType;
	}

	/**
	 * Set what makes payloads of the bytes that come.
	 * @param payloadConverter by default one that takes bytes as they are, text in UTF-8,
	 * and anything else as JSON
	 */
	public void setPayloadConverter(PayloadConverter payloadConverter) {
		this.payloads = payloadConverter;
	}

	/**
	 * Set whether to unsubscribe when the adapter stops. With a session that the platform
	 * keeps that would lose what comes while the application is down; without it, what
	 * comes between the stop of the adapter and that of the connection is still sent to
	 * the channel. A destroyed adapter has always unsubscribed.
	 * @param unsubscribeOnStop whether to, {@code true} by default
	 */
	public void setUnsubscribeOnStop(boolean unsubscribeOnStop) {
		this.unsubscribeOnStop = unsubscribeOnStop;
	}

	/**
	 * Return what is subscribed to.
	 * @return topic filters
	 */
	public List<String> getTopicFilters() {
		return this.topicFilters;
	}

	@Override
	public String getComponentType() {
		return "linkkit:inbound-channel-adapter";
	}

	@Override
	protected void doStart() {
		super.doStart();
		if (this.subscriptions.isEmpty()) {
			for (String topicFilter : this.topicFilters) {
				this.subscriptions.add(this.connection.subscribe(topicFilter, this.qos, this::receive));
			}
		}
	}

	@Override
	protected void doStop() {
		if (this.unsubscribeOnStop) {
			unsubscribe();
		}
		super.doStop();
	}

	@Override
	public void destroy() {
		super.destroy();
		unsubscribe();
	}

	private void unsubscribe() {
		this.subscriptions.forEach(Subscription::close);
		this.subscriptions.clear();
	}

	private void receive(InboundMessage received) {
		Message<byte[]> message = withHeaders(received);
		try {
			sendOrReport(message);
		}
		catch (RuntimeException ex) {
			// not the exception itself: it shows the message, and with it the payload
			logger.error(() -> "Neither the flow nor the error channel took " + received + ": " + ex.getMessage());
		}
	}

	private Message<byte[]> withHeaders(InboundMessage received) {
		return getMessageBuilderFactory().withPayload(received.payload())
			.setHeader(MqttHeaders.RECEIVED_TOPIC, received.topic())
			.setHeader(MqttHeaders.RECEIVED_QOS, received.qos())
			.setHeader(MqttHeaders.DUPLICATE, received.duplicate())
			.setHeader(MqttHeaders.ID, (received.qos() > 0) ? received.packetId() : null)
			.setHeader(LinkKitHeaders.RECEIVED_TIME, Instant.now())
			.build();
	}

	private void sendOrReport(Message<byte[]> message) {
		Object payload;
		try {
			payload = this.payloads.fromBytes(message, this.payloadType);
		}
		catch (RuntimeException ex) {
			if (!sendErrorMessageIfNecessary(message, ex)) {
				throw ex;
			}
			return;
		}
		sendMessage(getMessageBuilderFactory().withPayload(payload).copyHeaders(message.getHeaders()).build());
	}

}
