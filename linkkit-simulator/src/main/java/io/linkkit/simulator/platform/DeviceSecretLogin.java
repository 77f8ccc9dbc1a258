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
import org.jspecify.annotations.Nullable;

/**
 * One device, one secret: the password is an HMAC over name and value of the signed
 * parameters, sorted by name, nothing between (reference §3.1).
 */
final class DeviceSecretLogin extends DeviceLogin {

	DeviceSecretLogin(DeviceRegistry registry) {
		super(registry);
	}

	@Override
	Optional<Refused> objectionToParameters(ClientId clientId, boolean secure) {
		String secureMode = clientId.parameter("securemode");
		if (!fits(secureMode, secure)) {
			return Optional.of(new Refused(ConnackCode.IDENTIFIER_REJECTED, "securemode", "securemode=" + secureMode
					+ " over " + (secure ? "TLS, where 2 is right" : "a plain connection, where 3 is right")));
		}
		if (SignMethod.named(clientId.parameter("signmethod")).isEmpty()) {
			return Optional.of(new Refused(ConnackCode.IDENTIFIER_REJECTED, "signmethod",
					"signmethod=" + clientId.parameter("signmethod") + " is none of hmacmd5, hmacsha1, hmacsha256"));
		}
		String timestamp = clientId.parameter("timestamp");
		if (timestamp != null && !timestamp.matches("\\d+")) {
			return Optional.of(new Refused(ConnackCode.IDENTIFIER_REJECTED, "timestamp",
					"timestamp=" + timestamp + " is not a number"));
		}
		return Optional.empty();
	}

	@Override
	Optional<Refused> objectionToProof(ConnectRequest request, ClientId clientId, Device device) {
		SignMethod signMethod = SignMethod.named(clientId.parameter("signmethod")).orElseThrow();
		String timestamp = clientId.parameter("timestamp");
		String content = "clientId" + clientId.name() + "deviceName" + device.identity().deviceName() + "productKey"
				+ device.identity().productKey() + ((timestamp != null) ? "timestamp" + timestamp : "");
		if (signMethod.verifies(device.secret(), content, request.password())) {
			return Optional.empty();
		}
		return Optional.of(new Refused(ConnackCode.BAD_USER_NAME_OR_PASSWORD, "signature",
				"the password is not the " + signMethod + " of '" + content + "' under this device's secret"));
	}

	// The reference does not say what becomes of a login without {@code securemode}, nor
	// of -1 (TLS through another host) here: both are let in.
	private static boolean fits(@Nullable String secureMode, boolean secure) {
		if (secureMode == null) {
			return true;
		}
		return switch (secureMode) {
			case "2", "-1" -> secure;
			case "3" -> !secure;
			default -> false;
		};
	}

}
