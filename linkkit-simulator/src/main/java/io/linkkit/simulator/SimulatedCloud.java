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

import java.util.List;
import java.util.function.Consumer;

import io.linkkit.simulator.log.SimulatorLog;
import io.linkkit.simulator.platform.MessageTrace;
import io.linkkit.simulator.platform.Platform;
import org.jspecify.annotations.Nullable;

/**
 * What the platform's console and cloud API are for: products, devices, who is online.
 * Whatever changes a product or device fails with {@link IllegalStateException} when
 * there is a state file that cannot be written.
 */
public final class SimulatedCloud {

	private final Platform platform;

	private final SimulatorLog log;

	SimulatedCloud(Platform platform, SimulatorLog log) {
		this.platform = platform;
		this.log = log;
	}

	/**
	 * Create a product with a key and a secret made up.
	 * @return the product
	 */
	public SimulatedProduct createProduct() {
		return createProduct(null, null);
	}

	/**
	 * Create a product with a secret made up.
	 * @param productKey its key, 1 to 20 letters and digits
	 * @return the product
	 * @throws IllegalArgumentException when the key is malformed or taken
	 */
	public SimulatedProduct createProduct(String productKey) {
		return createProduct(productKey, null);
	}

	/**
	 * Create a product.
	 * @param productKey its key, 1 to 20 letters and digits, or {@code null} for one made
	 * up
	 * @param productSecret its secret, at most 64 characters, with which its devices can
	 * be registered dynamically, or {@code null} for one made up
	 * @return the product
	 * @throws IllegalArgumentException when the key or secret is malformed or the key is
	 * taken
	 */
	public SimulatedProduct createProduct(@Nullable String productKey, @Nullable String productSecret) {
		return new SimulatedProduct(this.platform, this.log, this.platform.createProduct(productKey, productSecret));
	}

	/**
	 * Return all products.
	 * @return the products in the order of their creation
	 */
	public List<SimulatedProduct> products() {
		return this.platform.products()
			.stream()
			.map((product) -> new SimulatedProduct(this.platform, this.log, product))
			.toList();
	}

	/**
	 * Return all devices of all products.
	 * @return the devices in the order of their creation
	 */
	public List<SimulatedDevice> devices() {
		return this.platform.devices()
			.stream()
			.map((device) -> new SimulatedDevice(this.platform, this.log, device))
			.toList();
	}

	/**
	 * Tell a listener of every message that passes between the platform and its devices,
	 * or should have.
	 * @param listener called on the thread that caused the message; must not block
	 */
	public void addMessageListener(Consumer<MessageTrace> listener) {
		this.platform.addMessageListener(listener);
	}

	/**
	 * Tell a listener no more.
	 * @param listener one that was added
	 */
	public void removeMessageListener(Consumer<MessageTrace> listener) {
		this.platform.removeMessageListener(listener);
	}

	/**
	 * Return the devices that are connected at this moment.
	 * @return the devices in the order of their creation
	 */
	public List<SimulatedDevice> onlineDevices() {
		return devices().stream().filter(SimulatedDevice::isOnline).toList();
	}

}
