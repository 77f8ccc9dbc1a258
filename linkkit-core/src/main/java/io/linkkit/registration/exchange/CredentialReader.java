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

package io.linkkit.registration.exchange;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.DeviceSecretAuthentication;
import io.linkkit.auth.DeviceToken;
import io.linkkit.auth.DeviceTokenAuthentication;
import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.mqtt.PlatformText;
import io.linkkit.registration.RegistrationException;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads the credential out of what the platform answers. Its fields, not the way it came,
 * tell which kind it is (reference §5.1). One of the other kind than asked for is taken
 * all the same: it was issued to this device, it can log in, and it cannot be fetched
 * again.
 */
final class CredentialReader {

	/**
	 * Most bytes of an answer. The platform's are small; the limit is against others.
	 */
	static final int MAX_ANSWER_SIZE = 64 * 1024;

	private static final JsonMapper JSON = new JsonMapper();

	private final DeviceIdentity device;

	/**
	 * Create a reader.
	 * @param device whom the answers must be for
	 */
	CredentialReader(DeviceIdentity device) {
		this.device = device;
	}

	/**
	 * Parse an answer. What Jackson has to say about one that is no JSON is dropped,
	 * since it quotes from the answer.
	 * @param answer the bytes
	 * @return what it holds; a node that is missing if it is no JSON
	 */
	static JsonNode parse(byte[] answer) {
		try {
			return JSON.readTree(answer);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	/**
	 * Read the fields of a credential; others are ignored.
	 * @param fields a JSON object
	 * @return a credential that logins can be made with
	 * @throws RegistrationException if there is none, or if it is for another device
	 */
	DeviceCredential read(JsonNode fields) {
		refuseOther(fields.path("productKey"), this.device.productKey());
		refuseOther(fields.path("deviceName"), this.device.deviceName());
		String deviceSecret = text(fields.path("deviceSecret"));
		if (!deviceSecret.isEmpty()) {
			DeviceSecret credential = new DeviceSecret(Secret.of(deviceSecret));
			check("device secret", () -> DeviceSecretAuthentication.builder(this.device, credential.value()));
			return credential;
		}
		String clientId = text(fields.path("clientId"));
		String deviceToken = text(fields.path("deviceToken"));
		if (!clientId.isEmpty() && !deviceToken.isEmpty()) {
			DeviceToken credential = new DeviceToken(clientId, Secret.of(deviceToken));
			check("client id and device token", () -> DeviceTokenAuthentication.builder(this.device, credential));
			return credential;
		}
		throw failed(RegistrationFailureReason.MALFORMED_ANSWER,
				"it holds neither a deviceSecret nor a clientId with a deviceToken");
	}

	private static String text(JsonNode field) {
		return field.isString() ? field.asString() : "";
	}

	private static void refuseOther(JsonNode field, String expected) {
		String name = field.asString(expected);
		if (!name.equals(expected)) {
			throw failed(RegistrationFailureReason.OTHER_DEVICE,
					"it is for '" + PlatformText.clean(name) + "' instead of '" + expected + "'");
		}
	}

	private static void check(String what, Runnable use) {
		try {
			use.run();
		}
		catch (InvalidSettingException ex) {
			throw failed(RegistrationFailureReason.MALFORMED_ANSWER,
					"its " + what + " cannot be used: " + ex.getSetting() + " " + ex.getRule());
		}
	}

	private static RegistrationException failed(RegistrationFailureReason reason, String message) {
		return new RegistrationException(new RegistrationFailure(reason, null, message, null));
	}

}
