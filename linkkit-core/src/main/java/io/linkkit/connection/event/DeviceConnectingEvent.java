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
import io.linkkit.identity.Endpoint;

/**
 * An attempt to connect begins.
 */
public final class DeviceConnectingEvent extends LinkKitConnectionEvent {

	private final int attempt;

	private final transient Endpoint endpoint;

	public DeviceConnectingEvent(Object source, DeviceIdentity device, int attempt, Endpoint endpoint) {
		super(source, device);
		this.attempt = attempt;
		this.endpoint = endpoint;
	}

	/**
	 * Return which attempt this is since the device was last online.
	 * @return 1 for the first
	 */
	public int getAttempt() {
		return this.attempt;
	}

	/**
	 * Return where the attempt goes.
	 * @return the endpoint
	 */
	public Endpoint getEndpoint() {
		return this.endpoint;
	}

	@Override
	public String details() {
		return "attempt=" + this.attempt + ", endpoint=" + this.endpoint;
	}

}
