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

import java.util.List;
import java.util.Objects;

/**
 * What the state file holds.
 *
 * @param version of this format
 * @param products all products
 * @param devices all devices, deleted ones included
 */
record SavedState(int version, List<SavedProduct> products, List<SavedDevice> devices) {

	static final int VERSION = 1;

	SavedState {
		if (version != VERSION) {
			throw new IllegalArgumentException("'version' must be " + VERSION + " but is " + version);
		}
		products = List.copyOf(products);
		devices = List.copyOf(devices);
	}

	static SavedState of(DeviceRegistry registry) {
		return new SavedState(VERSION, registry.products().stream().map(SavedProduct::of).toList(),
				registry.devices().stream().map(SavedDevice::of).toList());
	}

	void restore(DeviceRegistry registry) {
		this.products.forEach((product) -> registry.restore(product.restore()));
		this.devices.forEach((device) -> registry.restore(device.restore()));
	}

	/**
	 * A product.
	 *
	 * @param productKey its key
	 * @param productSecret its secret
	 * @param dynamicRegistration the switch
	 */
	record SavedProduct(String productKey, String productSecret, boolean dynamicRegistration) {

		SavedProduct {
			Objects.requireNonNull(productKey);
			Objects.requireNonNull(productSecret);
		}

		static SavedProduct of(Product product) {
			return new SavedProduct(product.productKey(), product.secret(), product.isDynamicRegistration());
		}

		Product restore() {
			Product product = new Product(this.productKey, this.productSecret);
			product.setDynamicRegistration(this.dynamicRegistration);
			return product;
		}

		@Override
		public String toString() {
			return "SavedProduct[" + this.productKey + "]";
		}

	}

	/**
	 * A device.
	 *
	 * @param productKey the key of its product
	 * @param deviceName its name
	 * @param deviceSecret its secret
	 * @param status whether it is let in
	 * @param activated whether it has logged in
	 * @param tokens what was issued to it, oldest first
	 */
	record SavedDevice(String productKey, String deviceName, String deviceSecret, DeviceStatus status,
			boolean activated, List<DeviceToken> tokens) {

		SavedDevice {
			Objects.requireNonNull(productKey);
			Objects.requireNonNull(deviceName);
			Objects.requireNonNull(deviceSecret);
			Objects.requireNonNull(status);
			tokens = List.copyOf(tokens);
		}

		static SavedDevice of(Device device) {
			return new SavedDevice(device.identity().productKey(), device.identity().deviceName(), device.secret(),
					device.status(), device.isActivated(), device.tokens().all());
		}

		Device restore() {
			Device device = new Device(new DeviceIdentity(this.productKey, this.deviceName), this.deviceSecret);
			device.setStatus(this.status);
			device.setActivated(this.activated);
			this.tokens.forEach(device.tokens()::add);
			return device;
		}

		@Override
		public String toString() {
			return "SavedDevice[" + this.deviceName + "&" + this.productKey + "]";
		}

	}

}
