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

package io.linkkit.connection.event;

import io.linkkit.identity.DeviceIdentity;

/**
 * The platform refused a subscription (SUBACK 0x80). Usually the topic is not defined in
 * the console, lacks the right to subscribe, or belongs to another device.
 */
public final class SubscriptionRejectedEvent extends LinkKitConnectionEvent {

	private final String topicFilter;

	public SubscriptionRejectedEvent(Object source, DeviceIdentity device, String topicFilter) {
		super(source, device);
		this.topicFilter = topicFilter;
	}

	/**
	 * Return what the device may not subscribe to.
	 * @return the topic filter
	 */
	public String getTopicFilter() {
		return this.topicFilter;
	}

	@Override
	public String details() {
		return "topicFilter=" + this.topicFilter;
	}

}
