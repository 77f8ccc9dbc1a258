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

import java.time.Instant;

import io.linkkit.identity.DeviceIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The platform threw the device out because another client logged in with its identity
 * (reference §6.5). A {@link DeviceDisconnectedEvent} follows.
 */
public final class DeviceKickedEvent extends LinkKitConnectionEvent {

	private final int kicks;

	private final @Nullable Instant quarantineUntil;

	public DeviceKickedEvent(Object source, DeviceIdentity device, int kicks, @Nullable Instant quarantineUntil) {
		super(source, device);
		this.kicks = kicks;
		this.quarantineUntil = quarantineUntil;
	}

	/**
	 * Return how often this happened lately.
	 * @return kicks within the last ten minutes, this one included
	 */
	public int getKicks() {
		return this.kicks;
	}

	/**
	 * Return until when the device stays away, so that two clients do not throw each
	 * other out for ever.
	 * @return the time by the wall clock; {@code null} if it reconnects as usual
	 */
	public @Nullable Instant getQuarantineUntil() {
		return this.quarantineUntil;
	}

	@Override
	public String details() {
		return "kicks=" + this.kicks + ", quarantineUntil=" + this.quarantineUntil;
	}

}
