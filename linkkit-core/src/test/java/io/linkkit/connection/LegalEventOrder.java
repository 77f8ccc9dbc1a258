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

package io.linkkit.connection;

import java.util.List;

import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceConnectingEvent;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.connection.event.LinkKitConnectionEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Invariant I2: no Connected without an attempt, no two without a loss between them, no
 * Disconnected and no failed attempt out of nothing.
 */
final class LegalEventOrder {

	private LegalEventOrder() {
	}

	static void assertHolds(List<LinkKitConnectionEvent> events) {
		boolean connecting = false;
		boolean connected = false;
		for (LinkKitConnectionEvent event : events) {
			if (event instanceof DeviceConnectingEvent) {
				assertThat(connected).as("connecting while connected: %s", events).isFalse();
				connecting = true;
			}
			else if (event instanceof DeviceConnectedEvent) {
				assertThat(connecting).as("connected without an attempt: %s", events).isTrue();
				connecting = false;
				connected = true;
			}
			else if (event instanceof DeviceConnectionFailedEvent) {
				assertThat(connecting).as("failed without an attempt: %s", events).isTrue();
				connecting = false;
			}
			else if (event instanceof DeviceDisconnectedEvent) {
				assertThat(connected).as("disconnected without being connected: %s", events).isTrue();
				connected = false;
			}
		}
	}

}
