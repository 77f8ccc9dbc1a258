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

package io.linkkit.messaging.observation;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.mqtt.InboundMessage;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;

/**
 * What is known of a message that a listener deals with. No trace comes with it: MQTT
 * 3.1.1 has no headers, so each message begins one of its own.
 */
public class LinkKitProcessContext extends ReceiverContext<InboundMessage> {

	private final DeviceIdentity device;

	private final String listenerId;

	private final String topicFilter;

	private final InboundMessage message;

	private boolean late;

	/**
	 * Create a context.
	 * @param device who got the message
	 * @param listenerId whose listener deals with it
	 * @param topicFilter the subscription it came by
	 * @param message the message
	 */
	public LinkKitProcessContext(DeviceIdentity device, String listenerId, String topicFilter, InboundMessage message) {
		super((carrier, key) -> null, Kind.CONSUMER);
		setCarrier(message);
		this.device = device;
		this.listenerId = listenerId;
		this.topicFilter = topicFilter;
		this.message = message;
	}

	/**
	 * Return who got the message.
	 * @return the device
	 */
	public DeviceIdentity getDevice() {
		return this.device;
	}

	/**
	 * Return which listener deals with it.
	 * @return its id
	 */
	public String getListenerId() {
		return this.listenerId;
	}

	/**
	 * Return the subscription it came by.
	 * @return the topic filter
	 */
	public String getTopicFilter() {
		return this.topicFilter;
	}

	/**
	 * Return the message. Its payload must not be told to anybody.
	 * @return the message
	 */
	public InboundMessage getMessage() {
		return this.message;
	}

	/**
	 * Return whether a request by RRPC was dealt with too late to be answered, or not at
	 * all because it was too late already.
	 * @return whether it is so
	 */
	public boolean isLate() {
		return this.late;
	}

	/**
	 * Set whether a request by RRPC was too late.
	 * @param late whether it is so
	 */
	public void setLate(boolean late) {
		this.late = late;
	}

}
