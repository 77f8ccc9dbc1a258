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

import io.linkkit.simulator.log.LogEvent;

/**
 * What the platform's console and cloud API do about dynamic registration. Thread-safe.
 */
public final class RegistrationConsole {

	private final PlatformContext context;

	private final DeviceRegistry registry;

	RegistrationConsole(PlatformContext context, DeviceRegistry registry) {
		this.context = context;
		this.registry = registry;
	}

	/**
	 * Turn the switch for dynamic registration.
	 * @param product the product
	 * @param on whether its devices may be registered
	 */
	public void setDynamicRegistration(Product product, boolean on) {
		this.context.monitor().run(() -> {
			product.setDynamicRegistration(on);
			this.registry.save();
			this.context.log()
				.add(LogEvent.DEVICE_CHANGED, null, "dynamic-registration",
						"dynamic registration of product " + product + " switched " + (on ? "on" : "off"));
		});
	}

	/**
	 * Return the switch for dynamic registration.
	 * @param product the product
	 * @return whether its devices may be registered
	 */
	public boolean isDynamicRegistration(Product product) {
		return this.context.monitor().call(product::isDynamicRegistration);
	}

	/**
	 * Return whether a device has logged in since it was created or its registration was
	 * reset.
	 * @param device the device
	 * @return whether it has
	 */
	public boolean isActivated(Device device) {
		return this.context.monitor().call(device::isActivated);
	}

	/**
	 * Allow a device to be registered again although it is activated.
	 * @param device the device
	 */
	public void resetRegistration(Device device) {
		this.context.monitor().run(() -> {
			device.setActivated(false);
			this.registry.save();
			changed(device, "reset", "registration reset");
		});
	}

	/**
	 * Return the client ids that were issued with tokens.
	 * @param device the device
	 * @return those that count, oldest first
	 */
	public List<String> tokenClientIds(Device device) {
		return this.context.monitor().call(() -> device.tokens().clientIds());
	}

	/**
	 * Bar all client ids that were issued with tokens.
	 * @param device the device
	 */
	public void clearTokens(Device device) {
		this.context.monitor().run(() -> {
			device.tokens().clear();
			tokensChanged(device, "all tokens cleared");
		});
	}

	/**
	 * Bar all client ids that were issued with tokens except one.
	 * @param device the device
	 * @param clientId the one to keep
	 */
	public void keepToken(Device device, String clientId) {
		this.context.monitor().run(() -> {
			device.tokens().keepOnly(clientId);
			tokensChanged(device, "only the token of client id '" + clientId + "' kept");
		});
	}

	private void tokensChanged(Device device, String text) {
		this.registry.save();
		changed(device, "tokens", text);
		device.online()
			.filter(OnlineDevice::isBarred)
			.ifPresent((online) -> online.close("barred", "the client id it logged in with was barred"));
	}

	private void changed(Device device, String reason, String text) {
		this.context.log().add(LogEvent.DEVICE_CHANGED, device.identity().username(), reason, text);
	}

}
