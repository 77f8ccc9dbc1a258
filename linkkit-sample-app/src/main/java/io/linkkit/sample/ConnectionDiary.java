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

package io.linkkit.sample;

import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.connection.event.DeviceKickedEvent;
import io.linkkit.connection.event.DeviceRegisteredEvent;
import io.linkkit.connection.event.DeviceRegistrationFailedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes down what happens to the connection. An application would switch a lamp, or stop
 * reading a sensor.
 */
@Component
class ConnectionDiary {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionDiary.class);

	@EventListener
	void registered(DeviceRegisteredEvent event) {
		logger.info("Registered with the product's secret; the next start will do without");
	}

	@EventListener
	void registrationFailed(DeviceRegistrationFailedEvent event) {
		logger.info("Not registered because {}; remedy: {}", event.getReason().description(), event.getRemedy());
	}

	@EventListener
	void connected(DeviceConnectedEvent event) {
		logger.info("Online{} after {} attempt(s)", event.isReconnect() ? " again" : "", event.getAttempts());
	}

	@EventListener
	void disconnected(DeviceDisconnectedEvent event) {
		if (event.getNextAttempt() != null) {
			logger.info("Offline because {}, next attempt at {}", event.getReason().description(),
					event.getNextAttempt());
		}
		else {
			logger.info("Offline because {}", event.getReason().description());
		}
	}

	@EventListener
	void connectionFailed(DeviceConnectionFailedEvent event) {
		logger.info("Still offline because {}, next attempt at {}", event.getReason().description(),
				event.getNextAttempt());
	}

	@EventListener
	void kicked(DeviceKickedEvent event) {
		logger.info("Somebody else uses this device's identity");
	}

}
