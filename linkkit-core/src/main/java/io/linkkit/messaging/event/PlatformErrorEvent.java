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
import io.linkkit.messaging.alink.AlinkCode;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;

/**
 * The platform reports an error of the device or of one of its sub-devices, such as code
 * 427: the same identity has logged in elsewhere (reference §8.8).
 */
public final class PlatformErrorEvent extends ApplicationEvent {

	private final transient DeviceIdentity device;

	private final transient AlinkCode code;

	private final @Nullable String message;

	private final transient @Nullable DeviceIdentity subject;

	/**
	 * Create the event.
	 * @param source the connection
	 * @param device whose connection it is
	 * @param code what went wrong
	 * @param message what the platform says about it; {@code null} if it says nothing
	 * @param subject the device the error is about; {@code null} if the platform names
	 * none
	 */
	public PlatformErrorEvent(Object source, DeviceIdentity device, AlinkCode code, @Nullable String message,
			@Nullable DeviceIdentity subject) {
		super(source);
		this.device = device;
		this.code = code;
		this.message = message;
		this.subject = subject;
	}

	/**
	 * Return whose connection it is.
	 * @return the device
	 */
	public DeviceIdentity getDevice() {
		return this.device;
	}

	/**
	 * Return what went wrong.
	 * @return the code, which has a description and a remedy
	 */
	public AlinkCode getCode() {
		return this.code;
	}

	/**
	 * Return what the platform says about it.
	 * @return the text as the platform wrote it, or {@code null}
	 */
	public @Nullable String getMessage() {
		return this.message;
	}

	/**
	 * Return the device the error is about, which may be a sub-device.
	 * @return the device, or {@code null} if the platform names none
	 */
	public @Nullable DeviceIdentity getSubject() {
		return this.subject;
	}

	@Override
	public String toString() {
		DeviceIdentity about = this.subject;
		return "PlatformErrorEvent[" + this.device.username() + ", code=" + this.code
				+ ((about != null) ? ", subject=" + about.username() : "") + "]";
	}

}
