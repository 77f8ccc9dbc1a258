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

package io.linkkit.boot.container;

import java.util.Map;

import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;

/**
 * The device that a container has been told to create, by environment variables or by the
 * defaults of the simulator's image. A plain MQTT broker takes any device, and so this
 * one, too.
 *
 * @param identity who the device is
 * @param deviceSecret its secret
 * @param productSecret the secret of its product
 */
record ContainerDevice(DeviceIdentity identity, Secret deviceSecret, Secret productSecret) {

	/**
	 * Port inside the container that answers MQTT over TCP.
	 */
	static final int PORT = 1883;

	/**
	 * What the simulator's image sets. Known to everybody, and worth nothing outside a
	 * test.
	 */
	static final Map<String, String> DEFAULTS = Map.of("LINKKIT_PRODUCT_KEY", "a1Container", "LINKKIT_PRODUCT_SECRET",
			"ContainerProduct", "LINKKIT_DEVICE_NAME", "sensor_01", "LINKKIT_DEVICE_SECRET",
			"0123456789abcdef0123456789abcdef");

	static ContainerDevice of(Map<String, String> environment) {
		return new ContainerDevice(
				new DeviceIdentity(value(environment, "LINKKIT_PRODUCT_KEY"),
						value(environment, "LINKKIT_DEVICE_NAME")),
				Secret.of(value(environment, "LINKKIT_DEVICE_SECRET")),
				Secret.of(value(environment, "LINKKIT_PRODUCT_SECRET")));
	}

	private static String value(Map<String, String> environment, String name) {
		return environment.getOrDefault(name, DEFAULTS.getOrDefault(name, ""));
	}

	/**
	 * Return where the container answers. Not encrypted, since its certificate could not
	 * be known before it runs.
	 */
	static Endpoint endpoint(String host, int port) {
		return new Endpoint(host, port, Transport.TCP, TransportSecurity.NONE);
	}

}
