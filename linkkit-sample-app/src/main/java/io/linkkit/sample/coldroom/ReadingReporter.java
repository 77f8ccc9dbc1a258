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

import io.linkkit.connection.PublishResult;
import io.linkkit.messaging.LinkKitOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reports a reading every few seconds. It need not care whether the device is online: the
 * connection keeps readings until the platform has taken them.
 */
@Component
class ReadingReporter {

	private static final Logger logger = LoggerFactory.getLogger(ReadingReporter.class);

	private final ColdRoom coldRoom;

	private final LinkKitOperations linkKit;

	ReadingReporter(ColdRoom coldRoom, LinkKitOperations linkKit) {
		this.coldRoom = coldRoom;
		this.linkKit = linkKit;
	}

	@Scheduled(fixedRateString = "${cold-room.interval}")
	void report() {
		Reading reading = this.coldRoom.read();
		this.linkKit.publish("/${productKey}/${deviceName}/user/reading", reading)
			.thenAccept((result) -> log(reading, result));
	}

	private static void log(Reading reading, PublishResult result) {
		if (result instanceof PublishResult.Acknowledged) {
			logger.info("{} °C reported", reading.temperature());
		}
		else {
			logger.warn("{} °C not reported: {}", reading.temperature(), result);
		}
	}

}
