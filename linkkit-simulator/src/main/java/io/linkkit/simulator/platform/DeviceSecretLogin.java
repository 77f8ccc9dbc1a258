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

import io.linkkit.simulator.platform.LoginDecision.Accepted;
import io.linkkit.simulator.platform.LoginDecision.Refused;
import org.jspecify.annotations.Nullable;

/**
 * One device, one secret: the password is an HMAC over name and value of the signed
 * parameters, sorted by name, nothing between (reference §3.1).
 */
final class DeviceSecretLogin implements LoginStrategy {

	private final DeviceRegistry registry;

	DeviceSecretLogin(DeviceRegistry registry) {
		this.registry = registry;
	}

	@Override
	public LoginDecision decide(ConnectRequest request, ClientId clientId, boolean secure) {
		if (!KeepAlive.isAllowed(request.keepAlive())) {
			return new Refused(ConnackCode.IDENTIFIER_REJECTED, "keep-alive",
					"keep-alive " + request.keepAlive() + " s is outside " + KeepAlive.RANGE);
		}
		String secureMode = clientId.parameter("securemode");
		if (!fits(secureMode, secure)) {
			return new Refused(ConnackCode.IDENTIFIER_REJECTED, "securemode", "securemode=" + secureMode + " over "
					+ (secure ? "TLS, where 2 is right" : "a plain connection, where 3 is right"));
		}
		Optional<SignMethod> signMethod = SignMethod.named(clientId.parameter("signmethod"));
		if (signMethod.isEmpty()) {
			return new Refused(ConnackCode.IDENTIFIER_REJECTED, "signmethod",
					"signmethod=" + clientId.parameter("signmethod") + " is none of hmacmd5, hmacsha1, hmacsha256");
		}
		String timestamp = clientId.parameter("timestamp");
		if (timestamp != null && !timestamp.matches("\\d+")) {
			return new Refused(ConnackCode.IDENTIFIER_REJECTED, "timestamp",
					"timestamp=" + timestamp + " is not a number");
		}
		Optional<DeviceIdentity> identity = DeviceIdentity.ofUsername(request.username());
		if (identity.isEmpty()) {
			return new Refused(ConnackCode.BAD_USER_NAME_OR_PASSWORD, "username",
					"user name '" + request.username() + "' is not of the form deviceName&productKey");
		}
		Optional<Device> device = this.registry.find(identity.get());
		if (device.isEmpty()) {
			return new Refused(ConnackCode.BAD_USER_NAME_OR_PASSWORD, "unknown-device",
					"no device " + identity.get() + " was created; " + this.registry.describe());
		}
		return decide(request, clientId, signMethod.get(), timestamp, device.get());
	}

	private LoginDecision decide(ConnectRequest request, ClientId clientId, SignMethod signMethod,
			@Nullable String timestamp, Device device) {
		String content = "clientId" + clientId.name() + "deviceName" + device.identity().deviceName() + "productKey"
				+ device.identity().productKey() + ((timestamp != null) ? "timestamp" + timestamp : "");
		if (!signMethod.verifies(device.secret(), content, request.password())) {
			return new Refused(ConnackCode.BAD_USER_NAME_OR_PASSWORD, "signature",
					"the password is not the " + signMethod + " of '" + content + "' under this device's secret");
		}
		return switch (device.status()) {
			case ENABLED -> new Accepted(device, clientId);
			case DISABLED -> new Refused(ConnackCode.NOT_AUTHORIZED, "disabled", "the device is disabled");
			case DELETED -> new Refused(ConnackCode.NOT_AUTHORIZED, "deleted", "the device was deleted");
		};
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
