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

import java.time.Duration;

import io.linkkit.connection.PublishResult;
import io.linkkit.messaging.LinkKitOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Publishes in three ways.
 */
@Component
class DoorReporter {

	private static final Logger logger = LoggerFactory.getLogger(DoorReporter.class);

	private final LinkKitOperations linkKit;

	DoorReporter(LinkKitOperations linkKit) {
		this.linkKit = linkKit;
	}

	void opened(Door door) {
		this.linkKit.publish("/${productKey}/${deviceName}/user/door", door);
	}

	void forgotten(Door door) {
		this.linkKit.topic("/${productKey}/${deviceName}/user/alarm")
			.withQos(1)
			.withTimeToLive(Duration.ofMinutes(10))
			.publish(door)
			.thenAccept((result) -> {
				if (!(result instanceof PublishResult.Acknowledged)) {
					logger.warn("Nobody was told of {}: {}", door, result);
				}
			});
	}

	boolean ask(Door door) {
		PublishResult result = this.linkKit.publishAndWait("/${productKey}/${deviceName}/user/door", door,
				Duration.ofSeconds(5));
		return result instanceof PublishResult.Acknowledged;
	}

}
