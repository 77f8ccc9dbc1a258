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

package io.linkkit.auth;

import java.util.Optional;

import io.linkkit.identity.Endpoint;

/**
 * What proves the identity of a device: turns it into logins.
 */
@FunctionalInterface
public interface DeviceAuthentication {

	/**
	 * Make a login for one attempt to connect. Called anew for every attempt, since a
	 * login holds the time, and what proves the identity may have been replaced.
	 * @param endpoint where the attempt goes
	 * @return the login
	 * @throws io.linkkit.identity.InvalidSettingException if no login can be made for
	 * that endpoint before somebody corrects a setting
	 */
	MqttLogin login(Endpoint endpoint);

	/**
	 * Return what a login made now would sign, to be compared with what the console says
	 * of the device.
	 * @return the text, without the secret; empty if logins are not signed, or not by a
	 * secret that is known yet
	 */
	default Optional<SignedText> signedText() {
		return Optional.empty();
	}

}
