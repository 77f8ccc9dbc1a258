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

package io.linkkit.registration.store;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.DeviceToken;
import io.linkkit.auth.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A credential as a JSON object. Written by hand, because {@link Secret} masks itself.
 */
final class CredentialJson {

	private static final String KIND = "kind";

	private static final String SECRET_KIND = "device-secret";

	private static final String SECRET = "deviceSecret";

	private static final String TOKEN_KIND = "device-token";

	private static final String CLIENT_ID = "clientId";

	private static final String TOKEN = "deviceToken";

	private CredentialJson() {
	}

	static ObjectNode write(DeviceCredential credential) {
		ObjectNode json = JsonMapper.shared().createObjectNode();
		if (credential instanceof DeviceSecret secret) {
			return json.put(KIND, SECRET_KIND).put(SECRET, secret.value().reveal());
		}
		if (credential instanceof DeviceToken token) {
			return json.put(KIND, TOKEN_KIND).put(CLIENT_ID, token.clientId()).put(TOKEN, token.token().reveal());
		}
		throw new IllegalStateException("Unknown credential " + credential.getClass());
	}

	static DeviceCredential read(JsonNode json) throws DamagedContentException {
		return switch (Json.text(json, KIND)) {
			case SECRET_KIND -> new DeviceSecret(Secret.of(Json.text(json, SECRET)));
			case TOKEN_KIND -> new DeviceToken(Json.text(json, CLIENT_ID), Secret.of(Json.text(json, TOKEN)));
			default -> throw new DamagedContentException("its kind of credential is unknown");
		};
	}

}
