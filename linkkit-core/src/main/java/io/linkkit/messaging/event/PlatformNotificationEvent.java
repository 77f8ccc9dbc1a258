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

package io.linkkit.messaging.event;

import io.linkkit.identity.DeviceIdentity;

import org.springframework.context.ApplicationEvent;

/**
 * The platform has something to say to the device, such as that it is about to be thrown
 * out (title {@code kick}), which {@link io.linkkit.connection.event.DeviceKickedEvent}
 * tells as well (reference §6.5).
 */
public final class PlatformNotificationEvent extends ApplicationEvent {

	private final transient DeviceIdentity device;

	private final String title;

	private final String content;

	/**
	 * Create the event.
	 * @param source the connection
	 * @param device whose connection it is
	 * @param title what it is about; empty if the platform gives none
	 * @param content text, or JSON if the platform sent an object; empty if it gives none
	 */
	public PlatformNotificationEvent(Object source, DeviceIdentity device, String title, String content) {
		super(source);
		this.device = device;
		this.title = title;
		this.content = content;
	}

	/**
	 * Return whose connection it is.
	 * @return the device
	 */
	public DeviceIdentity getDevice() {
		return this.device;
	}

	/**
	 * Return what it is about.
	 * @return such as {@code kick}; empty if the platform gives none
	 */
	public String getTitle() {
		return this.title;
	}

	/**
	 * Return what the platform says.
	 * @return text, or JSON if the platform sent an object; empty if it gives none
	 */
	public String getContent() {
		return this.content;
	}

	@Override
	public String toString() {
		return "PlatformNotificationEvent[" + this.device.username() + "]";
	}

}
