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

import io.linkkit.simulator.log.LogEvent;
import org.jspecify.annotations.Nullable;

/**
 * What the platform thinks of a CONNECT.
 */
sealed interface LoginDecision {

	/**
	 * The device is who it says it is.
	 *
	 * @param device the device
	 * @param clientId its client id taken apart
	 */
	record Accepted(Device device, ClientId clientId) implements LoginDecision {

	}

	/**
	 * The device may be registered.
	 *
	 * @param kind with or without registering beforehand
	 * @param identity which device
	 * @param instanceId the instance it asked for, which the simulator does not care
	 * about
	 */
	record MayRegister(RegistrationKind kind, DeviceIdentity identity,
			@Nullable String instanceId) implements LoginDecision {

	}

	/**
	 * The login or registration is refused.
	 *
	 * @param code what the device is told
	 * @param reason one word for the log
	 * @param text the story for the log
	 * @param event which of the two was refused
	 */
	record Refused(ConnackCode code, String reason, String text, LogEvent event) implements LoginDecision {

		Refused(ConnackCode code, String reason, String text) {
			this(code, reason, text, LogEvent.LOGIN_REFUSED);
		}

	}

}
