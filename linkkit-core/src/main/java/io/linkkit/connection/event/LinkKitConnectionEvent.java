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

import org.springframework.context.ApplicationEvent;

/**
 * Something happened to a device's connection. The source is the connection.
 */
public abstract sealed class LinkKitConnectionEvent extends ApplicationEvent
		permits DeviceConnectingEvent, DeviceConnectedEvent, DeviceOfflineEvent, DeviceKickedEvent,
		SubscriptionRejectedEvent, DeviceRegisteredEvent, DeviceRegistrationFailedEvent {

	private final transient DeviceIdentity device;

	LinkKitConnectionEvent(Object source, DeviceIdentity device) {
		super(source);
		this.device = device;
	}

	/**
	 * Return whose connection it is.
	 * @return the device
	 */
	public DeviceIdentity getDevice() {
		return this.device;
	}

	/**
	 * Return what is particular to this event, as text for people.
	 * @return text like {@code attempt=1, endpoint=…}, never with a secret
	 */
	public abstract String details();

	@Override
	public final String toString() {
		return getClass().getSimpleName() + "[" + this.device.username() + ", " + details() + "]";
	}

}
