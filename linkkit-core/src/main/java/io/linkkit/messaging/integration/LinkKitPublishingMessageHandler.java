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

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.OutgoingMessage;
import io.linkkit.connection.PublishResult;
import io.linkkit.messaging.DeviceTopics;
import io.linkkit.messaging.PayloadConverter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.integration.MessageTimeoutException;
import org.springframework.integration.context.IntegrationContextUtils;
import org.springframework.integration.handler.AbstractMessageHandler;
import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.ErrorMessage;
import org.springframework.util.Assert;

/**
 * Outbound channel adapter: publishes what is sent to a channel.
 * <p>
 * It differs from Spring Integration's own handler, which can be hung on the
 * {@link io.linkkit.connection.LinkKitClientManager} all the same: it queues while the
 * device is offline, as {@link LinkKitConnection#publish} does, keeps the order, and
 * waits for nobody. A message that is not accepted is an exception for the sender; one
 * that is given up later goes to the error channel: that of its {@code errorChannel}
 * header, or else {@code errorChannel} unless another one is set.
 * <p>
 * Where the sender has to know that the platform has the message, {@link #setSync} makes
 * it wait.
 * <p>
 * The topic comes from the header {@link MqttHeaders#TOPIC} or is the default topic; it
 * may name the device as <code>${productKey}</code> and <code>${deviceName}</code>. The
 * quality of service comes from the header {@link MqttHeaders#QOS} or is the default one.
 * {@link MqttHeaders#RETAINED} has no effect, since the platform keeps no retained
 * messages (reference §6.1). A payload of bytes is published as it is, text in UTF-8, and
 * everything else as what the converter makes of it.
 */
public class LinkKitPublishingMessageHandler extends AbstractMessageHandler {

	/** What a message in flight may take beyond its time-to-live. */
	private static final Duration IN_FLIGHT = Duration.ofMinutes(2);

	private final LinkKitConnection connection;

	private final DeviceTopics topics;

	private @Nullable String defaultTopic;

	private int defaultQos = 1;

	private boolean sync;

	private Duration timeout = Duration.ofSeconds(30);

	private PayloadConverter payloads = new PayloadConverter(List.of(), JsonMapper::shared);

	private String errorChannelName = IntegrationContextUtils.ERROR_CHANNEL_BEAN_NAME;

	/**
	 * Create a handler.
	 * @param connection the connection to publish by
	 */
	public LinkKitPublishingMessageHandler(LinkKitConnection connection) {
		this.connection = connection;
		this.topics = new DeviceTopics(connection.device());
	}

	/**
	 * Set the topic of messages that name none.
	 * @param defaultTopic topic, in which the device may be named by placeholders
	 */
	public void setDefaultTopic(String defaultTopic) {
		this.defaultTopic = defaultTopic;
	}

	/**
	 * Set the quality of service of messages that name none.
	 * @param defaultQos 0 or 1, the default
	 */
	public void setDefaultQos(int defaultQos) {
		this.defaultQos = defaultQos;
	}

	/**
	 * Set whether the sender waits until the platform has acknowledged the message (QoS
	 * 0: until it was handed to the network), and gets an exception if it does not. Not
	 * for senders on a thread that completes results of publishing, such as a flow behind
	 * the error channel of this handler.
	 * @param sync whether to, {@code false} by default
	 */
	public void setSync(boolean sync) {
		this.sync = sync;
	}

	/**
	 * Set how long a message may wait to be sent if the sender waits for it. After that
	 * it is given up, not left in the queue, so that the sender may send it again without
	 * making two of it. One that is in flight then gets its time to be acknowledged.
	 * @param timeout a positive time, 30 s by default
	 */
	public void setTimeout(Duration timeout) {
		Assert.isTrue(!timeout.isZero() && !timeout.isNegative(), "'timeout' must be positive");
		this.timeout = timeout;
	}

	/**
	 * Set what makes bytes of payloads.
	 * @param payloadConverter by default one that takes bytes as they are, text in UTF-8,
	 * and anything else as JSON
	 */
	public void setPayloadConverter(PayloadConverter payloadConverter) {
		this.payloads = payloadConverter;
	}

	/**
	 * Set where messages go that were accepted and then given up.
	 * @param errorChannelName name of a channel, {@code errorChannel} by default
	 */
	public void setErrorChannelName(String errorChannelName) {
		this.errorChannelName = errorChannelName;
	}

	@Override
	public String getComponentType() {
		return "linkkit:outbound-channel-adapter";
	}

	@Override
	protected void handleMessageInternal(Message<?> message) {
		OutgoingMessage outgoing = toOutgoing(message);
		CompletableFuture<PublishResult> result = this.connection.publish(outgoing);
		if (this.sync) {
			PublishResult settled = await(result, message, outgoing.topic());
			throwIf(!(settled instanceof PublishResult.Acknowledged), message, outgoing.topic(), settled);
		}
		else if (result.isDone()) {
			throwIf(isFailure(result.join()), message, outgoing.topic(), result.join());
		}
		else {
			result.thenAccept((settled) -> reportIfFailed(settled, message, outgoing.topic()));
		}
	}

	private OutgoingMessage toOutgoing(Message<?> message) {
		String topic = message.getHeaders().get(MqttHeaders.TOPIC, String.class);
		if (topic == null) {
			topic = this.defaultTopic;
		}
		Assert.state(topic != null,
				() -> "The message has no header " + MqttHeaders.TOPIC + ", and there is no default topic");
		Integer qos = message.getHeaders().get(MqttHeaders.QOS, Integer.class);
		byte[] payload = this.payloads.toBytes(topic, message.getPayload(), message.getHeaders());
		OutgoingMessage outgoing = OutgoingMessage.of(this.topics.resolve(topic), payload,
				Objects.requireNonNullElse(qos, this.defaultQos));
		return this.sync ? outgoing.withTimeToLive(this.timeout) : outgoing;
	}

	private PublishResult await(CompletableFuture<PublishResult> result, Message<?> message, String topic) {
		try {
			return result.get(this.timeout.plus(IN_FLIGHT).toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			throw new MessageTimeoutException(message,
					"Nobody can tell whether the platform has the message to " + topic + "; it may still be sent", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MessageDeliveryException(message,
					"Interrupted while waiting for the platform to acknowledge the message to " + topic, ex);
		}
	}

	// what is on disk is not lost: the next connection sends it
	private static boolean isFailure(PublishResult result) {
		return result instanceof PublishResult.Rejected || result instanceof PublishResult.Dropped;
	}

	private static void throwIf(boolean failed, Message<?> message, String topic, PublishResult result) {
		if (failed) {
			throw failure(message, topic, result);
		}
	}

	private static MessageDeliveryException failure(Message<?> message, String topic, PublishResult result) {
		return new MessageDeliveryException(message,
				"The platform did not get the message to " + topic + ": " + describe(result));
	}

	private static String describe(PublishResult result) {
		if (result instanceof PublishResult.Rejected rejected) {
			return "rejected, " + rejected.reason() + ": " + rejected.rule();
		}
		if (result instanceof PublishResult.Dropped dropped) {
			return "given up, " + dropped.reason();
		}
		return "the connection was closed before it was acknowledged";
	}

	private void reportIfFailed(PublishResult result, Message<?> message, String topic) {
		if (!isFailure(result)) {
			return;
		}
		MessagingException failure = failure(message, topic, result);
		try {
			errorChannelOf(message).send(new ErrorMessage(failure, message));
		}
		catch (RuntimeException ex) {
			// not the exception itself: it shows the message, and with it the payload
			logger.error(() -> failure.getMessage() + ". The error channel did not take it: " + ex.getMessage());
		}
	}

	private MessageChannel errorChannelOf(Message<?> message) {
		Object named = message.getHeaders().getErrorChannel();
		if (named instanceof MessageChannel channel) {
			return channel;
		}
		return getChannelResolver().resolveDestination((named instanceof String name) ? name : this.errorChannelName);
	}

}
