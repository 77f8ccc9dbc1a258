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

import java.util.Optional;

import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.log.SimulatorLog;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers the Alink requests that the platform understands: for now the upload of device
 * information (reference §7.9, §8.4). The first of them makes Jackson's mapper, which
 * would otherwise be a good part of a cold start.
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
		JsonNode request;
		try {
			request = JsonMapper.shared().readTree(message.text());
		}
		catch (JacksonException ex) {
			logMalformed(device, message, "malformed JSON" + JsonErrors.position(ex));
			return Optional.empty();
		}
		if (!request.isObject()) {
			logMalformed(device, message, "not a JSON object");
			return Optional.empty();
		}
		boolean updated = updateInfo(device, request.path("params"));
		if (!wantsReply(request)) {
			return Optional.empty();
		}
		return Optional
			.of(AlinkReply.of(message.topic(), request.path("id").asString(""), updated ? SUCCESS : BAD_PARAMETERS,
					updated ? "success" : "request parameter error", DEVICE_INFO_UPDATE_METHOD));
	}

	private boolean updateInfo(Device device, JsonNode params) {
		boolean valid = params.isArray() && params.valueStream()
			.allMatch((attribute) -> attribute.path("attrKey").isString() && attribute.path("attrValue").isString());
		if (!valid) {
			return false;
		}
		for (JsonNode attribute : params) {
			device.info().put(attribute.path("attrKey").stringValue(), attribute.path("attrValue").stringValue());
		}
		log(device, LogEvent.DEVICE_INFO, "", "now " + device.info());
		return true;
	}

	private static boolean wantsReply(JsonNode request) {
		return !"0".equals(request.path("sys").path("ack").asString(""));
	}

	private void logMalformed(Device device, DeviceMessage message, String problem) {
		log(device, LogEvent.PROTOCOL_ERROR, "alink", message.topic() + ": " + problem);
	}

	private void log(Device device, LogEvent event, String reason, String text) {
		this.log.add(event, device.identity().username(), reason, text);
	}

}
