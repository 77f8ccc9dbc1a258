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

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.log.SimulatorLog;
import org.jspecify.annotations.Nullable;

/**
 * Answers the Alink requests that the platform understands: for now the upload of device
 * information (reference §7.9, §8.4).
 */
final class AlinkRequests {

	private static final String DEVICE_INFO_UPDATE = "/thing/deviceinfo/update";

	private static final String DEVICE_INFO_UPDATE_METHOD = "thing.deviceinfo.update";

	private static final int SUCCESS = 200;

	private static final int BAD_PARAMETERS = 460;

	private final SimulatorLog log;

	AlinkRequests(SimulatorLog log) {
		this.log = log;
	}

	/**
	 * Carry a request out.
	 * @param device who asks
	 * @param message what it published
	 * @return the answer, or empty when the message is no request known here or asks for
	 * no answer
	 */
	Optional<AlinkReply> answer(Device device, DeviceMessage message) {
		if (!message.topic().equals("/sys" + device.identity().topicLevels() + DEVICE_INFO_UPDATE)) {
			return Optional.empty();
		}
		Map<?, ?> request;
		try {
			request = JsonText.parseObject(message.text());
		}
		catch (IllegalArgumentException ex) {
			log(device, LogEvent.PROTOCOL_ERROR, "alink", message.topic() + ": " + ex.getMessage());
			return Optional.empty();
		}
		boolean updated = updateInfo(device, request.get("params"));
		if (!wantsReply(request)) {
			return Optional.empty();
		}
		return Optional
			.of(AlinkReply.of(message.topic(), String.valueOf(request.get("id")), updated ? SUCCESS : BAD_PARAMETERS,
					updated ? "success" : "request parameter error", DEVICE_INFO_UPDATE_METHOD));
	}

	private boolean updateInfo(Device device, @Nullable Object params) {
		if (!(params instanceof List<?> attributes)) {
			return false;
		}
		boolean valid = attributes.stream()
			.allMatch((attribute) -> attribute instanceof Map<?, ?> entry && entry.get("attrKey") instanceof String
					&& entry.get("attrValue") instanceof String);
		if (!valid) {
			return false;
		}
		for (Object attribute : attributes) {
			Map<?, ?> entry = (Map<?, ?>) attribute;
			device.info().put(String.valueOf(entry.get("attrKey")), String.valueOf(entry.get("attrValue")));
		}
		log(device, LogEvent.DEVICE_INFO, "", "now " + device.info());
		return true;
	}

	private static boolean wantsReply(Map<?, ?> request) {
		return !(request.get("sys") instanceof Map<?, ?> sys && "0".equals(String.valueOf(sys.get("ack"))));
	}

	private void log(Device device, LogEvent event, String reason, String text) {
		this.log.add(event, device.identity().username(), reason, text);
	}

}
