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
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The CONNECT of a device, right unless a test changes something.
 */
final class Login {

	private final Device device;

	private String parameters = "securemode=2,signmethod=hmacsha256";

	private String name = "me";

	private int keepAlive = 60;

	private boolean clean = true;

	private String secret;

	private Login(Device device) {
		this.device = device;
		this.secret = device.secret();
	}

	static Login of(Device device) {
		return new Login(device);
	}

	Login parameters(String parameters) {
		this.parameters = parameters;
		return this;
	}

	Login and(String more) {
		this.parameters = this.parameters + "," + more;
		return this;
	}

	Login name(String name) {
		this.name = name;
		return this;
	}

	Login keepAlive(int keepAlive) {
		this.keepAlive = keepAlive;
		return this;
	}

	Login keepSession() {
		this.clean = false;
		return this;
	}

	Login secret(String secret) {
		this.secret = secret;
		return this;
	}

	ConnectRequest signed() throws Exception {
		return signed("HmacSHA256", "");
	}

	ConnectRequest signed(String algorithm, String signedTail) throws Exception {
		Mac mac = Mac.getInstance(algorithm);
		mac.init(new SecretKeySpec(this.secret.getBytes(StandardCharsets.UTF_8), algorithm));
		String content = "clientId" + this.name + "deviceName" + this.device.identity().deviceName() + "productKey"
				+ this.device.identity().productKey() + signedTail;
		String password = HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
		return new ConnectRequest(this.name + "|" + this.parameters + "|", this.device.identity().username(),
				password.getBytes(StandardCharsets.US_ASCII), this.keepAlive, this.clean, false);
	}

}
