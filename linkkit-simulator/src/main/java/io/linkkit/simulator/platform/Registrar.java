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

/**
 * The rules of dynamic registration, whichever way a device asks for it (reference §4,
 * §5), and the issuing of what it gets.
 */
final class Registrar {

	private final DeviceRegistry registry;

	Registrar(DeviceRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Judge a registration.
	 * @param kind with or without registering beforehand
	 * @param claim who asks, and the proof
	 * @return what is wrong, or empty when the device may be registered
	 */
	Optional<RegistrationObjection> objection(RegistrationKind kind, RegistrationClaim claim) {
		Optional<Product> product = this.registry.findProduct(claim.identity().productKey());
		if (product.isEmpty()) {
			return Optional.of(RegistrationRefusal.UNKNOWN_PRODUCT
				.because("no product " + claim.identity().productKey() + " was created; " + this.registry.describe()));
		}
		if (!claim.isSignedWith(product.get().secret())) {
			return Optional.of(RegistrationRefusal.WRONG_SIGNATURE.because("the sign is not the " + claim.signMethod()
					+ " of '" + claim.content() + "' under this product's secret"));
		}
		if (!product.get().isDynamicRegistration()) {
			return Optional.of(RegistrationRefusal.SWITCHED_OFF
				.because("dynamic registration of product " + product.get() + " is switched off"));
		}
		Optional<Device> device = this.registry.findExisting(claim.identity());
		if (device.isPresent() && device.get().status() == DeviceStatus.DISABLED) {
			return Optional.of(RegistrationRefusal.DISABLED.because("the device is disabled"));
		}
		return switch (kind) {
			case REGISTERED_BEFOREHAND -> objectionToSecret(claim.identity(), device);
			case NOT_REGISTERED_BEFOREHAND -> objectionToToken(device);
		};
	}

	private Optional<RegistrationObjection> objectionToSecret(DeviceIdentity identity, Optional<Device> device) {
		if (device.isEmpty()) {
			return Optional.of(RegistrationRefusal.UNKNOWN_DEVICE
				.because("no device " + identity + " was created; " + this.registry.describe()));
		}
		if (device.get().isActivated()) {
			return Optional.of(RegistrationRefusal.ACTIVATED
				.because("the device is activated: it has logged in before. Reset its registration"));
		}
		return Optional.empty();
	}

	private static Optional<RegistrationObjection> objectionToToken(Optional<Device> device) {
		return device.filter((known) -> known.tokens().isFull())
			.map((known) -> RegistrationRefusal.NO_TOKEN_LEFT
				.because(DeviceTokens.MAX_TOKENS + " tokens are issued for this device name. Clear them"));
	}

	/**
	 * Register a device, to which there must be no objection.
	 * @param kind with or without registering beforehand
	 * @param identity which device
	 * @return what it gets, which is safely kept
	 */
	RegistrationAnswer register(RegistrationKind kind, DeviceIdentity identity) {
		Device device = this.registry.findExisting(identity).orElseGet(() -> create(identity));
		RegistrationAnswer answer = switch (kind) {
			case REGISTERED_BEFOREHAND -> RegistrationAnswer.ofSecret(identity, device.replaceSecret());
			case NOT_REGISTERED_BEFOREHAND -> RegistrationAnswer.ofToken(identity, device.tokens().issue());
		};
		this.registry.save();
		return answer;
	}

	private Device create(DeviceIdentity identity) {
		Device device = new Device(identity, Credentials.newDeviceSecret());
		this.registry.add(device);
		return device;
	}

}
