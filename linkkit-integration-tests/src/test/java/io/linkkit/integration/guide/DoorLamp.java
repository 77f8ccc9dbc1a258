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

package io.linkkit.integration.guide;

import java.util.concurrent.atomic.AtomicBoolean;

import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceOfflineEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Shows whether the device is online.
 */
@Component
class DoorLamp {

	private static final Logger logger = LoggerFactory.getLogger(DoorLamp.class);

	private final AtomicBoolean lamp = new AtomicBoolean();

	boolean isOn() {
		return this.lamp.get();
	}

	@EventListener
	void offline(DeviceOfflineEvent event) {
		logger.warn("Offline: {}. {}", event.getDetail(), event.getReason().remedy());
		this.lamp.set(false);
	}

	@EventListener
	void online(DeviceConnectedEvent event) {
		this.lamp.set(true);
	}

}
