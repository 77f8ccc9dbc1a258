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

package io.linkkit.sample.coldroom;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.Subscription;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.mqtt.InboundMessage;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Obeys the cloud when it wants another temperature.
 */
@Component
class TargetListener {

	private static final Logger logger = LoggerFactory.getLogger(TargetListener.class);

	private static final int AT_LEAST_ONCE = 1;

	private final ColdRoom coldRoom;

	private final Subscription subscription;

	private final JsonMapper json = JsonMapper.shared();

	TargetListener(ColdRoom coldRoom, LinkKitConnection connection) {
		DeviceIdentity device = connection.device();
		String topic = "/" + device.productKey() + "/" + device.deviceName() + "/user/target";
		this.coldRoom = coldRoom;
		this.subscription = connection.subscribe(topic, AT_LEAST_ONCE, this::targetArrived);
	}

	private void targetArrived(InboundMessage message) {
		Target target = this.json.readValue(message.payload(), Target.class);
		this.coldRoom.setTarget(target.target());
		logger.info("The cloud wants {} °C", target.target());
	}

	@PreDestroy
	void unsubscribe() {
		this.subscription.close();
	}

	private record Target(double target) {

	}

}
