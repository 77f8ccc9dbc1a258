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
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.linkkit.simulator.log.LogEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells devices the time (reference §8.10).
 */
final class NtpRequests {

	private final PlatformContext context;

	NtpRequests(PlatformContext context) {
		this.context = context;
	}

	/**
	 * Answer a question for the time.
	 * @param device who asks
	 * @param message what it published
	 * @return the answer, or empty when the message is no such question
	 */
	Optional<AlinkReply> answer(Device device, DeviceMessage message) {
		String own = "/ext/ntp" + device.identity().topicLevels();
		if (!message.topic().equals(own + "/request")) {
			return Optional.empty();
		}
		JsonNode sendTime;
		try {
			sendTime = JsonMapper.shared().readTree(message.text()).path("deviceSendTime");
		}
		catch (JacksonException ex) {
			this.context.log()
				.add(LogEvent.PROTOCOL_ERROR, device.identity().username(), "ntp",
						message.topic() + ": malformed JSON" + JsonErrors.position(ex));
			return Optional.empty();
		}
		Duration offset = this.context.faults().clockOffset();
		Map<String, Object> fields = new TreeMap<>(Map.of("deviceSendTime", sendTime.asString(""), "serverRecvTime",
				millis(message.time().plus(offset)), "serverSendTime", millis(this.context.now().plus(offset))));
		return Optional.of(new AlinkReply(own + "/response", fields));
	}

	private static String millis(Instant time) {
		return String.valueOf(time.toEpochMilli());
	}

}
