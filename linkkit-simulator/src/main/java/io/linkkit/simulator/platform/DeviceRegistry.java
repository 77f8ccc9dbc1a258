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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All products and devices there are, deleted devices included.
 */
final class DeviceRegistry {

	private final RegistryStore store;

	private final Set<Object> restored = new HashSet<>();

	private final Map<String, Product> products = new LinkedHashMap<>();

	private final Map<DeviceIdentity, Device> devices = new LinkedHashMap<>();

	DeviceRegistry() {
		this(RegistryStore.NONE);
	}

	DeviceRegistry(RegistryStore store) {
		this.store = store;
	}

	/**
	 * Keep everything as it is now, if anything is to be kept.
	 * @throws IllegalStateException when it cannot be kept
	 */
	void save() {
		this.store.save(this);
	}

	void restore(Product product) {
		add(product);
		this.restored.add(product);
	}

	void restore(Device device) {
		if (!this.products.containsKey(device.identity().productKey())) {
			throw new IllegalArgumentException("device " + device + " is of no known product");
		}
		add(device);
		this.restored.add(device);
	}

	// Find what an earlier run has left for somebody who creates the same again. Each is
	// found once, so that a second attempt is as wrong as it is without a store.
	Optional<Product> claimProduct(String productKey) {
		return findProduct(productKey).filter(this.restored::remove);
	}

	Optional<Device> claim(DeviceIdentity identity) {
		return findExisting(identity).filter(this.restored::remove);
	}

	void add(Product product) {
		if (this.products.putIfAbsent(product.productKey(), product) != null) {
			throw new IllegalArgumentException("'productKey' is taken already: '" + product.productKey() + "'");
		}
	}

	Optional<Product> findProduct(String productKey) {
		return Optional.ofNullable(this.products.get(productKey));
	}

	List<Product> products() {
		return new ArrayList<>(this.products.values());
	}

	void add(Device device) {
		Device existing = this.devices.get(device.identity());
		if (existing != null && existing.status() != DeviceStatus.DELETED) {
			throw new IllegalArgumentException("'deviceName' is taken already: '" + device.identity() + "'");
		}
		this.devices.put(device.identity(), device);
	}

	Optional<Device> find(DeviceIdentity identity) {
		return Optional.ofNullable(this.devices.get(identity));
	}

	Optional<Device> findExisting(DeviceIdentity identity) {
		return find(identity).filter((device) -> device.status() != DeviceStatus.DELETED);
	}

	List<Device> devices() {
		return new ArrayList<>(this.devices.values());
	}

	String describe() {
		return this.products.size() + " products with " + this.devices.size() + " devices exist";
	}

}
