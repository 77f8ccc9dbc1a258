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

package io.linkkit.simulator;

import io.linkkit.simulator.log.SimulatorLog;
import io.linkkit.simulator.platform.DeviceIdentity;
import io.linkkit.simulator.platform.Platform;
import org.jspecify.annotations.Nullable;

/**
 * A product of the simulated platform.
 */
public final class SimulatedProduct {

	private final Platform platform;

	private final SimulatorLog log;

	private final String productKey;

	SimulatedProduct(Platform platform, SimulatorLog log, String productKey) {
		this.platform = platform;
		this.log = log;
		this.productKey = productKey;
	}

	/**
	 * Return the product key.
	 * @return 1 to 20 letters and digits
	 */
	public String productKey() {
		return this.productKey;
	}

	/**
	 * Create a device with a secret made up.
	 * @param deviceName its name, unique in this product (reference §1)
	 * @return the device
	 * @throws IllegalArgumentException when the name is malformed or taken
	 */
	public SimulatedDevice createDevice(String deviceName) {
		return create(deviceName, null);
	}

	/**
	 * Create a device.
	 * @param deviceName its name, unique in this product (reference §1)
	 * @param deviceSecret its secret
	 * @return the device
	 * @throws IllegalArgumentException when the name is malformed or taken
	 */
	public SimulatedDevice createDevice(String deviceName, String deviceSecret) {
		return create(deviceName, deviceSecret);
	}

	private SimulatedDevice create(String deviceName, @Nullable String deviceSecret) {
		DeviceIdentity identity = new DeviceIdentity(this.productKey, deviceName);
		return new SimulatedDevice(this.platform, this.log, this.platform.createDevice(identity, deviceSecret));
	}

}
