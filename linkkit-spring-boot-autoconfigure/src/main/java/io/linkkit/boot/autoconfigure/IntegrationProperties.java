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
package io.linkkit.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

import io.linkkit.connection.TopicRules;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.messaging.DeviceTopics;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Configuration properties of Spring Integration's channel adapters.
 *
 * @param enabled Whether to connect topics with channels of Spring Integration.
 * @param errorChannel Channel that is told of what goes wrong in flows that start from
 * topics, and of messages that were accepted and then given up.
 * @param inbound what comes from topics
 * @param outbound what goes to topics
 */
@ConfigurationProperties("linkkit.integration")
public record IntegrationProperties(@DefaultValue("false") boolean enabled,
		@DefaultValue("errorChannel") String errorChannel, @DefaultValue Inbound inbound,
		@DefaultValue Outbound outbound) {

	public IntegrationProperties {
		errorChannel = Objects.requireNonNullElse(LinkKitProperties.textOrNull(errorChannel), "errorChannel");
	}

	/**
	 * Check what is given, so that a person learns at once of all that is wrong.
	 * @param topics what the device may be named by in topics
	 * @throws InvalidSettingException if there is nothing to do, half of something is
	 * missing, or a topic is not legal
	 */
	void check(DeviceTopics topics) {
		if (this.inbound.isEmpty() && this.outbound.isEmpty()) {
			throw new InvalidSettingException("integration.enabled", "true",
					"needs topics to listen to or a channel to publish from",
					"Set 'linkkit.integration.inbound.topics' and 'linkkit.integration.inbound.channel', or"
							+ " 'linkkit.integration.outbound.channel', or remove 'linkkit.integration.enabled'.");
		}
		InvalidSettingException.throwAllOf(() -> this.inbound.check(topics), () -> this.outbound.check(topics));
	}

	private static InvalidSettingException qosBroken(String setting, int qos) {
		return new InvalidSettingException(setting, String.valueOf(qos), "must be 0 or 1",
				"Set it to 1, the default, or to 0 for messages that may be lost.");
	}

	/**
	 * What comes from topics.
	 *
	 * @param topics Topic filters to subscribe to, in which ${productKey} and
	 * ${deviceName} stand for the device.
	 * @param channel Channel to send their messages to. Made if there is none of this
	 * name.
	 * @param qos Quality of service to subscribe with, 0 or 1.
	 * @param payloadType Type of the payloads, such as java.lang.String, or a class to
	 * read JSON into. Bytes by default.
	 */
	public record Inbound(@DefaultValue List<String> topics, @Nullable String channel, @DefaultValue("1") int qos,
			@Nullable Class<?> payloadType) {

		public Inbound {
			topics = List.copyOf(topics);
			channel = LinkKitProperties.textOrNull(channel);
		}

		boolean isEmpty() {
			return this.topics.isEmpty() && this.channel == null;
		}

		String requiredChannel() {
			return Objects.requireNonNull(this.channel, "'channel' is checked before");
		}

		private void check(DeviceTopics deviceTopics) {
			if (isEmpty()) {
				return;
			}
			if (this.channel == null) {
				throw new InvalidSettingException("integration.inbound.channel", null,
						"is missing, although there are topics to listen to",
						"Set it to the channel your flow starts from, or remove 'linkkit.integration.inbound.topics'.");
			}
			if (this.topics.isEmpty()) {
				throw new InvalidSettingException("integration.inbound.topics", null,
						"is missing, although there is a channel for their messages",
						"List topics such as /${productKey}/${deviceName}/user/get, or remove"
								+ " 'linkkit.integration.inbound.channel'.");
			}
			if (this.qos != 0 && this.qos != 1) {
				throw qosBroken("integration.inbound.qos", this.qos);
			}
			for (int i = 0; i < this.topics.size(); i++) {
				String violation = TopicRules.violatedBySubscription(deviceTopics.resolve(this.topics.get(i)),
						this.qos);
				if (violation != null) {
					throw new InvalidSettingException("integration.inbound.topics[" + i + "]", this.topics.get(i),
							"is no topic filter: " + violation, "Correct it; see reference §6.1.");
				}
			}
		}

	}

	/**
	 * What goes to topics.
	 *
	 * @param channel Channel whose messages to publish. Made if there is none of this
	 * name.
	 * @param topic Topic of messages that have none in the header mqtt_topic, in which
	 * ${productKey} and ${deviceName} stand for the device.
	 * @param qos Quality of service of messages that have none in the header mqtt_qos, 0
	 * or 1.
	 * @param sync Whether sending to the channel waits until the platform has
	 * acknowledged the message, and fails if it does not.
	 * @param timeout Longest time a message may wait to be sent if sending waits for it,
	 * before it is given up. Seconds unless a unit is given.
	 */
	public record Outbound(@Nullable String channel, @Nullable String topic, @DefaultValue("1") int qos,
			@DefaultValue("false") boolean sync,
			@DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration timeout) {

		public Outbound {
			channel = LinkKitProperties.textOrNull(channel);
			topic = LinkKitProperties.textOrNull(topic);
		}

		boolean isEmpty() {
			return this.channel == null && this.topic == null;
		}

		String requiredChannel() {
			return Objects.requireNonNull(this.channel, "'channel' is checked before");
		}

		private void check(DeviceTopics deviceTopics) {
			if (isEmpty()) {
				return;
			}
			if (this.channel == null) {
				throw new InvalidSettingException("integration.outbound.channel", null,
						"is missing, although there is a topic to publish to",
						"Set it to the channel your flow ends at, or remove 'linkkit.integration.outbound.topic'.");
			}
			if (this.qos != 0 && this.qos != 1) {
				throw qosBroken("integration.outbound.qos", this.qos);
			}
			if (this.timeout.isZero() || this.timeout.isNegative()) {
				throw new InvalidSettingException("integration.outbound.timeout", this.timeout.toString(),
						"must be positive", "Set it to 30s, the default.");
			}
			String violation = (this.topic != null)
					? TopicRules.violatedByMessage(deviceTopics.resolve(this.topic), new byte[0], this.qos) : null;
			if (violation != null) {
				throw new InvalidSettingException("integration.outbound.topic", this.topic, "is no topic: " + violation,
						"Correct it; see reference §6.1.");
			}
		}

	}

}
