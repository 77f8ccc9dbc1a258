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

/**
 * What all ways for a known device to log in have in common.
 */
abstract class DeviceLogin implements LoginStrategy {

	private final DeviceRegistry registry;

	DeviceLogin(DeviceRegistry registry) {
		this.registry = registry;
	}

	@Override
	public final LoginDecision decide(ConnectRequest request, ClientId clientId, boolean secure) {
		if (!KeepAlive.isAllowed(request.keepAlive())) {
			return new Refused(ConnackCode.IDENTIFIER_REJECTED, "keep-alive",
					"keep-alive " + request.keepAlive() + " s is outside " + KeepAlive.RANGE);
		}
		Optional<Refused> objection = objectionToParameters(clientId, secure);
		if (objection.isPresent()) {
			return objection.get();
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
		Optional<Refused> disbelief = objectionToProof(request, clientId, device.get());
		return disbelief.isPresent() ? disbelief.get() : decide(device.get(), clientId);
	}

	private static LoginDecision decide(Device device, ClientId clientId) {
		return switch (device.status()) {
			case ENABLED -> new Accepted(device, clientId);
			case DISABLED -> new Refused(ConnackCode.NOT_AUTHORIZED, "disabled", "the device is disabled");
			case DELETED -> new Refused(ConnackCode.NOT_AUTHORIZED, "deleted", "the device was deleted");
		};
	}

	/**
	 * Judge the parameters between the bars of the client id.
	 * @param clientId the client id taken apart
	 * @param secure whether it came over TLS
	 * @return what is wrong, or empty
	 */
	abstract Optional<Refused> objectionToParameters(ClientId clientId, boolean secure);

	/**
	 * Judge whether the client is the device it says it is.
	 * @param request the CONNECT
	 * @param clientId its client id, to whose parameters there is no objection
	 * @param device the device
	 * @return what is wrong, or empty
	 */
	abstract Optional<Refused> objectionToProof(ConnectRequest request, ClientId clientId, Device device);

}
