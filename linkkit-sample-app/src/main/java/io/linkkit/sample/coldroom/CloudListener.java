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

import io.linkkit.messaging.annotation.LinkKitListener;
import io.linkkit.messaging.annotation.LinkKitRrpcHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Obeys the cloud when it wants another temperature, and answers when it asks.
 */
@Component
class CloudListener {

	private static final Logger logger = LoggerFactory.getLogger(CloudListener.class);

	private final ColdRoom coldRoom;

	CloudListener(ColdRoom coldRoom) {
		this.coldRoom = coldRoom;
	}

	@LinkKitListener("/${productKey}/${deviceName}/user/target")
	void targetWanted(Target wanted) {
		this.coldRoom.setTarget(wanted.target());
		logger.info("The cloud wants {} °C", wanted.target());
	}

	@LinkKitRrpcHandler
	Reading readingAskedFor() {
		return this.coldRoom.read();
	}

	/**
	 * What the cloud wants.
	 *
	 * @param target degrees Celsius
	 */
	record Target(double target) {

	}

}
