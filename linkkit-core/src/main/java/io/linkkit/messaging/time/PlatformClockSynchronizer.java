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

package io.linkkit.messaging.time;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.event.DeviceConnectedEvent;

import org.springframework.context.ApplicationListener;

/**
 * Lets a {@link PlatformClock} ask for the time after each login, and from then on as
 * often as its settings say.
 */
public final class PlatformClockSynchronizer implements ApplicationListener<DeviceConnectedEvent> {

	private final LinkKitConnection connection;

	private final PlatformClock clock;

	/**
	 * Create a synchronizer.
	 * @param connection whose logins matter
	 * @param clock which clock asks
	 */
	public PlatformClockSynchronizer(LinkKitConnection connection, PlatformClock clock) {
		this.connection = connection;
		this.clock = clock;
	}

	@Override
	public void onApplicationEvent(DeviceConnectedEvent event) {
		if (event.getSource() == this.connection) {
			this.clock.time().keepSynchronized();
		}
	}

}
