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
 * Carries out Alink requests of devices: the upload and removal of device information and
 * tags (reference §7.9, §8.4). Other topics are not answered.
 */
final class AlinkRequests {

	private static final String UPDATE = "thing.deviceinfo.update";

	private static final String DELETE = "thing.deviceinfo.delete";

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
	 * @param fault how to misbehave, if at all
	 * @return the answer, or empty when the message is no request known here or asks for
	 * no answer
	 */
	Optional<AlinkReply> answer(Device device, DeviceMessage message, Optional<AlinkReplyFault> fault) {
		String method = methodOf(device, message.topic());
		if (method.isEmpty()) {
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
		int code = (fault.orElse(null) instanceof AlinkReplyFault.Refused refused) ? refused.code()
				: carryOut(method, device, request.path("params"));
		if (!wantsReply(request)) {
			return Optional.empty();
		}
		AlinkReply reply = AlinkReply.of(message.topic(), request.path("id").asString(""), code,
				(code == SUCCESS) ? "success" : "request parameter error", method);
		return fault.map((asked) -> spoil(reply, asked)).orElse(Optional.of(reply));
	}

	private static String methodOf(Device device, String topic) {
		String own = "/sys" + device.identity().topicLevels() + "/thing/deviceinfo/";
		if (topic.equals(own + "update")) {
			return UPDATE;
		}
		return topic.equals(own + "delete") ? DELETE : "";
	}

	private int carryOut(String method, Device device, JsonNode params) {
		boolean valid = method.equals(UPDATE) ? Tags.areValidAttributes(params) : Tags.areValidKeys(params);
		if (!valid) {
			return BAD_PARAMETERS;
		}
		for (JsonNode attribute : params) {
			String key = attribute.path("attrKey").stringValue();
			if (method.equals(UPDATE)) {
				device.info().put(key, attribute.path("attrValue").stringValue());
			}
			else {
				device.info().remove(key);
			}
		}
		log(device, LogEvent.DEVICE_INFO, "", "now " + device.info());
		return SUCCESS;
	}

	private static Optional<AlinkReply> spoil(AlinkReply reply, AlinkReplyFault fault) {
		if (fault instanceof AlinkReplyFault.Withheld) {
			return Optional.empty();
		}
		if (fault instanceof AlinkReplyFault.Bare) {
			return Optional.of(reply.bare());
		}
		return Optional.of((fault instanceof AlinkReplyFault.CodeAsText) ? reply.withCodeAsText() : reply);
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
