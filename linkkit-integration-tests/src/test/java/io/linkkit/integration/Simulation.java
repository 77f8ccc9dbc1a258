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

package io.linkkit.integration;

import java.util.List;
import java.util.stream.Stream;

import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;

/**
 * A simulator with one device, and what an application has to configure to be that
 * device.
 */
final class Simulation implements AutoCloseable {

	private final LinkKitSimulator simulator;

	private final SimulatedDevice device;

	Simulation(LinkKitSimulator simulator) {
		this.simulator = simulator;
		this.device = simulator.cloud()
			.createProduct("a1B2c3D4e5F")
			.createDevice("sensor_01", NoSecretInOutput.DEVICE_SECRET);
	}

	static Simulation plain() {
		return new Simulation(LinkKitSimulator.builder().tcp().start());
	}

	LinkKitSimulator simulator() {
		return this.simulator;
	}

	SimulatedDevice device() {
		return this.device;
	}

	static Simulation encrypted() {
		return new Simulation(LinkKitSimulator.builder().tls().start());
	}

	/**
	 * Create a device again that was deleted.
	 */
	void createAnew(String deviceSecret) {
		this.simulator.cloud().products().get(0).createDevice(this.device.deviceName(), deviceSecret);
	}

	/**
	 * Start an application that connects over plain TCP.
	 */
	EdgeApplication start(String... properties) {
		return EdgeApplication.start(this.device, plainTcp(), properties);
	}

	/**
	 * Start an application that connects over plain TCP through a proxy.
	 */
	EdgeApplication startThrough(FaultProxy proxy, String... properties) {
		return EdgeApplication.start(this.device, with("linkkit.secure=NONE", "linkkit.port=" + proxy.port()),
				properties);
	}

	List<String> identity() {
		return List.of("linkkit.product-key=" + this.device.productKey(),
				"linkkit.device-name=" + this.device.deviceName(),
				"linkkit.device-secret=" + this.device.deviceSecret(), "linkkit.host-name=localhost");
	}

	List<String> plainTcp() {
		return with("linkkit.secure=NONE", "linkkit.port=" + this.simulator.tcpPort());
	}

	List<String> tls() {
		return with("linkkit.port=" + this.simulator.tlsPort(),
				"linkkit.ca-certificates=" + this.simulator.caCertificatePem());
	}

	List<String> webSocket() {
		return with("linkkit.transport=WEBSOCKET", "linkkit.secure=NONE",
				"linkkit.port=" + this.simulator.webSocketPort());
	}

	List<String> secureWebSocket() {
		return with("linkkit.transport=WEBSOCKET", "linkkit.port=" + this.simulator.secureWebSocketPort(),
				"linkkit.ca-certificates=" + this.simulator.caCertificatePem());
	}

	List<String> with(String... properties) {
		return Stream.concat(identity().stream(), Stream.of(properties)).toList();
	}

	@Override
	public void close() {
		this.simulator.close();
	}

}
