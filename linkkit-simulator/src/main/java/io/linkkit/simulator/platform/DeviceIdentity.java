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
import java.util.regex.Pattern;

/**
 * Which device of which product (reference §1).
 *
 * @param productKey 1 to 20 letters and digits
 * @param deviceName 4 to 32 letters, digits and {@code - _ @ . :}
 */
public record DeviceIdentity(String productKey, String deviceName) {

	private static final Pattern PRODUCT_KEY = Pattern.compile("[0-9A-Za-z]{1,20}");

	private static final Pattern DEVICE_NAME = Pattern.compile("[0-9A-Za-z_@.:-]{4,32}");

	public DeviceIdentity {
		requireProductKey(productKey);
		if (!DEVICE_NAME.matcher(deviceName).matches()) {
			throw new IllegalArgumentException("'deviceName' must be 4 to 32 letters, digits, '-', '_', '@', '.' or ':'"
					+ " but is '" + deviceName + "'");
		}
	}

	/**
	 * Read an MQTT user name.
	 * @param username {@code deviceName&productKey}
	 * @return the identity, or empty when the text cannot be one
	 */
	static Optional<DeviceIdentity> ofUsername(String username) {
		int separator = username.indexOf('&');
		if (separator < 0) {
			return Optional.empty();
		}
		return of(username.substring(separator + 1), username.substring(0, separator));
	}

	/**
	 * Read an identity.
	 * @param productKey the product key
	 * @param deviceName the device name
	 * @return the identity, or empty when the texts cannot be one
	 */
	static Optional<DeviceIdentity> of(String productKey, String deviceName) {
		boolean valid = DEVICE_NAME.matcher(deviceName).matches() && PRODUCT_KEY.matcher(productKey).matches();
		return valid ? Optional.of(new DeviceIdentity(productKey, deviceName)) : Optional.empty();
	}

	static void requireProductKey(String productKey) {
		if (!PRODUCT_KEY.matcher(productKey).matches()) {
			throw new IllegalArgumentException(
					"'productKey' must be 1 to 20 letters or digits but is '" + productKey + "'");
		}
	}

	/**
	 * Return the MQTT user name of this device.
	 * @return {@code deviceName&productKey}
	 */
	public String username() {
		return this.deviceName + "&" + this.productKey;
	}

	/**
	 * Return this identity as two levels of a topic.
	 * @return {@code /productKey/deviceName}
	 */
	String topicLevels() {
		return "/" + this.productKey + "/" + this.deviceName;
	}

	@Override
	public String toString() {
		return username();
	}

}
