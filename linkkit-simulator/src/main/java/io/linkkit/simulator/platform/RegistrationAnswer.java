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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a registered device is told, as JSON: pushed over MQTT (reference §4.2, §5.1) or
 * wrapped into an envelope over HTTPS (reference §4.1).
 */
final class RegistrationAnswer {

	private static final String DEVICE_NAME = "deviceName";

	private static final String NO_JSON = "{\"productKey\":";

	private static final int OVERSIZE = 64 * 1024 + 1;

	private static final int SUCCESS = 200;

	private final Map<String, String> fields;

	private RegistrationAnswer(Map<String, String> fields) {
		this.fields = fields;
	}

	static RegistrationAnswer ofSecret(DeviceIdentity identity, String deviceSecret) {
		Map<String, String> fields = fieldsOf(identity);
		fields.put("deviceSecret", deviceSecret);
		return new RegistrationAnswer(fields);
	}

	static RegistrationAnswer ofToken(DeviceIdentity identity, DeviceToken token) {
		Map<String, String> fields = fieldsOf(identity);
		fields.put("clientId", token.clientId());
		fields.put("deviceToken", token.token());
		return new RegistrationAnswer(fields);
	}

	private static Map<String, String> fieldsOf(DeviceIdentity identity) {
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("productKey", identity.productKey());
		fields.put(DEVICE_NAME, identity.deviceName());
		return fields;
	}

	String push(@Nullable RegistrationFault fault) {
		return distort(JsonMapper.shared().writeValueAsString(fields(fault)), fault);
	}

	String httpBody(@Nullable RegistrationFault fault) {
		return distort(envelope(SUCCESS, "success", fields(fault)), fault);
	}

	private Map<String, String> fields(@Nullable RegistrationFault fault) {
		if (!(fault instanceof RegistrationFault.AnotherDevice)) {
			return this.fields;
		}
		Map<String, String> foreign = new LinkedHashMap<>(this.fields);
		foreign.put(DEVICE_NAME, "another_device");
		return foreign;
	}

	private static String distort(String json, @Nullable RegistrationFault fault) {
		if (fault instanceof RegistrationFault.Malformed) {
			return NO_JSON;
		}
		// JSON may begin with white space; whoever reads so much finds a right answer
		return (fault instanceof RegistrationFault.Oversized) ? " ".repeat(OVERSIZE) + json : json;
	}

	static String envelope(int code, String message, @Nullable Map<String, String> data) {
		return JsonMapper.shared().writeValueAsString(new Envelope(code, message, data));
	}

	record Envelope(int code, String message, @Nullable Map<String, String> data) {

	}

}
