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

package io.linkkit.simulator.platform;

import java.time.Duration;

import io.linkkit.simulator.log.LogEvent;

/**
 * A connection that is there for the registration of a device alone: the device does not
 * count as online, and may neither publish nor subscribe.
 */
public final class RegisteringClient implements ConnectedClient {

	private final PlatformContext context;

	private final DeviceIdentity identity;

	RegisteringClient(PlatformContext context, DeviceIdentity identity) {
		this.context = context;
		this.identity = identity;
	}

	/**
	 * Return when to close a connection that its device does not close (reference §4.2).
	 * @return how long after CONNACK
	 */
	public Duration patience() {
		return this.context.settings().registrationPatience();
	}

	@Override
	public void disconnected(String reason, String text) {
		this.context.log()
			.add(LogEvent.DISCONNECTED, this.identity.username(), reason, "connection for registering: " + text);
	}

}
