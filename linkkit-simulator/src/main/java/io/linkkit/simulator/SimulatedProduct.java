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

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.linkkit.simulator.log.SimulatorLog;
import io.linkkit.simulator.platform.DeviceIdentity;
import io.linkkit.simulator.platform.Platform;
import io.linkkit.simulator.platform.Product;
import org.jspecify.annotations.Nullable;

/**
 * A product of the simulated platform.
 */
public final class SimulatedProduct {

	private final Platform platform;

	private final SimulatorLog log;

	private final Product product;

	SimulatedProduct(Platform platform, SimulatorLog log, Product product) {
		this.platform = platform;
		this.log = log;
		this.product = product;
	}

	/**
	 * Return the product key.
	 * @return 1 to 20 letters and digits
	 */
	public String productKey() {
		return this.product.productKey();
	}

	/**
	 * Return the product secret, as the console would show it.
	 * @return the secret in the clear
	 */
	public String productSecret() {
		return this.product.secret();
	}

	/**
	 * Turn the switch for dynamic registration (reference §4). It is on for a new
	 * product, other than on the real platform, so that a test need not turn it.
	 * @param on whether devices of this product may be registered
	 */
	public void dynamicRegistration(boolean on) {
		this.platform.registrationConsole().setDynamicRegistration(this.product, on);
	}

	/**
	 * Return the switch for dynamic registration.
	 * @return whether devices of this product may be registered
	 */
	public boolean isDynamicRegistration() {
		return this.platform.registrationConsole().isDynamicRegistration(this.product);
	}

	/**
	 * Find a device of this product, such as one that was created when it registered
	 * itself.
	 * @param deviceName its name
	 * @return the device, or empty when there is none of that name
	 */
	public Optional<SimulatedDevice> device(String deviceName) {
		return this.platform.devices()
			.stream()
			.filter((device) -> device.identity().productKey().equals(productKey())
					&& device.identity().deviceName().equals(deviceName))
			.findFirst()
			.map((device) -> new SimulatedDevice(this.platform, this.log, device));
	}

	/**
	 * Publish a text at QoS 1 to every device of this product that has subscribed to a
	 * broadcast topic (reference §8.5).
	 * @param name what follows {@code /broadcast/productKey/}
	 * @param payload the text
	 * @return how many devices it was sent to or is kept for
	 */
	public int broadcast(String name, String payload) {
		return this.platform.broadcastToSubscribers(this.product, name, payload.getBytes(StandardCharsets.UTF_8), 1);
	}

	/**
	 * Publish a text at QoS 0 to every device of this product that is online, on
	 * {@code /sys/productKey/deviceName/broadcast/request/messageId}, for which no
	 * subscription is needed (reference §8.5).
	 * @param messageId the last level of the topic
	 * @param payload the text
	 * @return how many devices it was sent to
	 */
	public int broadcastToOnlineDevices(String messageId, String payload) {
		return this.platform.broadcastToOnline(this.product, messageId, payload.getBytes(StandardCharsets.UTF_8));
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
		DeviceIdentity identity = new DeviceIdentity(productKey(), deviceName);
		return new SimulatedDevice(this.platform, this.log, this.platform.createDevice(identity, deviceSecret));
	}

	@Override
	public String toString() {
		return this.product.toString();
	}

}
