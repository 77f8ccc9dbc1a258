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

import io.linkkit.simulator.platform.LoginDecision.Refused;

/**
 * Login with the client id and token of a registration: the token is the password as it
 * is, nothing is signed (reference §5.2).
 */
final class DeviceTokenLogin extends DeviceLogin {

	static final String AUTH_TYPE = "connwl";

	DeviceTokenLogin(DeviceRegistry registry) {
		super(registry);
	}

	@Override
	Optional<Refused> objectionToParameters(ClientId clientId, boolean secure) {
		if (!secure) {
			return Optional.of(new Refused(ConnackCode.IDENTIFIER_REJECTED, "plain",
					"a login with a token is possible over TLS only"));
		}
		String secureMode = clientId.parameter("securemode");
		return "-2".equals(secureMode) ? Optional.empty() : Optional.of(new Refused(ConnackCode.IDENTIFIER_REJECTED,
				"securemode", "securemode=" + secureMode + " with a token, where -2 is right"));
	}

	@Override
	Optional<Refused> objectionToProof(ConnectRequest request, ClientId clientId, Device device) {
		Optional<DeviceToken> token = device.tokens().find(clientId.name());
		if (token.isEmpty()) {
			return Optional.of(new Refused(ConnackCode.BAD_USER_NAME_OR_PASSWORD, "unknown-client-id",
					"client id '" + clientId.name() + "' was not issued for this device or is barred; issued are "
							+ device.tokens().clientIds()));
		}
		return token.get().isPassword(request.password()) ? Optional.empty()
				: Optional.of(new Refused(ConnackCode.BAD_USER_NAME_OR_PASSWORD, "token",
						"the password is not the token that was issued with client id '" + clientId.name() + "'"));
	}

}
