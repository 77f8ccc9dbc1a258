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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What a device that was not registered beforehand logs in with (reference §5).
 *
 * @param clientId the client id issued with the token
 * @param token the token in the clear
 */
record DeviceToken(String clientId, String token) {

	static DeviceToken issue() {
		return new DeviceToken(Credentials.newClientId(), Credentials.newDeviceToken());
	}

	boolean isPassword(byte[] password) {
		return MessageDigest.isEqual(this.token.getBytes(StandardCharsets.UTF_8), password);
	}

	@Override
	public String toString() {
		return "DeviceToken[clientId=" + this.clientId + "]";
	}

}
