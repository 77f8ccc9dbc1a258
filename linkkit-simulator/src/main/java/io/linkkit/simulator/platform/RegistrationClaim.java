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

/**
 * What a device proves with that it knows the secret of its product: the HMAC over name
 * and value of three parameters, nothing between (reference §4).
 *
 * @param identity who it says it is
 * @param signMethod how it signed
 * @param random a text of its choice
 * @param sign the signature as hex text in either case
 */
record RegistrationClaim(DeviceIdentity identity, SignMethod signMethod, String random, String sign) {

	boolean isSignedWith(String productSecret) {
		return this.signMethod.verifies(productSecret, content(), this.sign.getBytes(StandardCharsets.ISO_8859_1));
	}

	String content() {
		return "deviceName" + this.identity.deviceName() + "productKey" + this.identity.productKey() + "random"
				+ this.random;
	}

	@Override
	public String toString() {
		return "RegistrationClaim[" + this.identity + "]";
	}

}
