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

package io.linkkit.identity;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Who a device is (reference §1).
 *
 * @param productKey names the product: 1 to 20 letters and digits
 * @param deviceName names the device inside its product: 4 to 32 characters out of
 * letters, digits and {@code - _ @ . :}
 * @param instanceId names the platform instance: 1 to 63 characters out of letters,
 * digits, {@code -} and {@code _}; {@code null} on the old public instance, which has
 * none
 */
public record DeviceIdentity(String productKey, String deviceName, @Nullable String instanceId) {

	// The platform states no length. Keys seen have 11 characters, and the vendor's own C
	// SDK has room for 20 (reference §1): a longer one could not work with it.
	private static final SettingRule PRODUCT_KEY = SettingRule.of("product-key", "[A-Za-z0-9]{1,20}",
			"must consist of 1 to 20 letters and digits",
			"Copy the ProductKey from the device's page in the IoT Platform console.");

	private static final SettingRule DEVICE_NAME = SettingRule.of("device-name", "[A-Za-z0-9\\-_@.:]{4,32}",
			"must consist of 4 to 32 characters out of letters, digits and - _ @ . :",
			"Copy the DeviceName from the device's page in the IoT Platform console.");

	// It becomes a label of the host name, and those end at 63 characters.
	private static final SettingRule INSTANCE_ID = SettingRule.of("instance-id", "[A-Za-z0-9\\-_]{1,63}",
			"must consist of 1 to 63 letters, digits, - and _",
			"Copy the instance ID, such as iot-06z00abcdefghij, from the overview in the IoT Platform console, "
					+ "and leave the setting out for the old public instance.");

	/**
	 * Create an identity.
	 * @param productKey names the product
	 * @param deviceName names the device inside its product
	 * @param instanceId names the platform instance, if there is one
	 * @throws InvalidSettingException if a part is missing or breaks its rule
	 */
	public DeviceIdentity(@Nullable String productKey, @Nullable String deviceName, @Nullable String instanceId) {
		InvalidSettingException.throwAllOf(() -> PRODUCT_KEY.check(productKey), () -> DEVICE_NAME.check(deviceName),
				() -> {
					if (instanceId != null) {
						INSTANCE_ID.check(instanceId);
					}
				});
		this.productKey = Objects.requireNonNull(productKey);
		this.deviceName = Objects.requireNonNull(deviceName);
		this.instanceId = instanceId;
	}

	/**
	 * Create an identity on the old public instance, or where the endpoint tells the
	 * instance.
	 * @param productKey names the product
	 * @param deviceName names the device inside its product
	 * @throws InvalidSettingException if a part is missing or breaks its rule
	 */
	public DeviceIdentity(@Nullable String productKey, @Nullable String deviceName) {
		this(productKey, deviceName, null);
	}

	/**
	 * Return the user name of MQTT CONNECT, {@code deviceName&productKey} (reference
	 * §3.1).
	 * @return the user name
	 */
	public String username() {
		return this.deviceName + "&" + this.productKey;
	}

	/**
	 * Take the instance from the host name of an endpoint, if none is known yet
	 * (reference §2.3).
	 * @param endpoint where the device's platform answers
	 * @return this identity, or one with the instance named by the endpoint
	 */
	public DeviceIdentity withInstanceOf(Endpoint endpoint) {
		if (this.instanceId != null) {
			return this;
		}
		String named = InstanceHost.instanceIdIn(endpoint.host());
		return (named != null) ? new DeviceIdentity(this.productKey, this.deviceName, named) : this;
	}

}
