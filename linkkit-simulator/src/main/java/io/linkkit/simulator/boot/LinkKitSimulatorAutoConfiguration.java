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

package io.linkkit.simulator.boot;

import java.util.Objects;

import io.linkkit.boot.autoconfigure.LinkKitAutoConfiguration;
import io.linkkit.boot.autoconfigure.LinkKitConnectionDetails;
import io.linkkit.boot.autoconfigure.LinkKitProperties;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.SimulatedProduct;
import io.linkkit.simulator.console.SimulatorConsole;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Auto-configuration that starts a simulator and has the device connect to it, on the
 * transport of {@code linkkit.transport} and {@code linkkit.secure}, or register there.
 * The device is created with the identity and secrets of {@code linkkit.*}; whatever is
 * not given there is made up. The simulator outlives the connection, since that depends
 * on it.
 */
@AutoConfiguration(before = LinkKitAutoConfiguration.class)
@ConditionalOnClass(LinkKitAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "linkkit.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("linkkit.simulator.enabled")
@ImportRuntimeHints(ConsoleRuntimeHints.class)
@EnableConfigurationProperties(LinkKitSimulatorProperties.class)
public final class LinkKitSimulatorAutoConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(LinkKitSimulatorAutoConfiguration.class);

	private static final String MADE_UP_PRODUCT_KEY = "a1Simulated";

	private static final String MADE_UP_DEVICE_NAME = "device_01";

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	LinkKitSimulator linkKitSimulator(LinkKitSimulatorProperties simulator, LinkKitProperties properties) {
		LinkKitSimulator.Builder builder = listener(properties).addTo(LinkKitSimulator.builder(), simulator.port())
			.rateLimits(simulator.rateLimits());
		if (simulator.stateFile() != null) {
			builder.stateFile(simulator.stateFile());
		}
		return builder.start();
	}

	@Bean
	@ConditionalOnMissingBean
	SimulatedDevice linkKitSimulatedDevice(LinkKitSimulator simulator, LinkKitProperties properties) {
		DeviceIdentity identity = new DeviceIdentity(
				Objects.requireNonNullElse(properties.productKey(), MADE_UP_PRODUCT_KEY),
				Objects.requireNonNullElse(properties.deviceName(), MADE_UP_DEVICE_NAME));
		SimulatedProduct product = simulator.cloud()
			.createProduct(identity.productKey(),
					(properties.productSecret() != null) ? properties.productSecret().reveal() : null);
		return (properties.deviceSecret() != null)
				? product.createDevice(identity.deviceName(), properties.deviceSecret().reveal())
				: product.createDevice(identity.deviceName());
	}

	@Bean
	@ConditionalOnMissingBean(LinkKitConnectionDetails.class)
	SimulatorConnectionDetails linkKitSimulatorConnectionDetails(LinkKitSimulator simulator, SimulatedDevice device,
			LinkKitProperties properties) {
		SimulatorListener listener = listener(properties);
		logger.info("Device {} uses the simulator at {}, not the real platform", device,
				listener.endpointOf(simulator));
		return new SimulatorConnectionDetails(simulator, device, listener);
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty("linkkit.simulator.console.enabled")
	SimulatorConsole linkKitSimulatorConsole(LinkKitSimulator simulator, LinkKitSimulatorProperties properties) {
		return SimulatorConsole.start(simulator, properties.console().port());
	}

	@Bean
	@ConditionalOnBean(SimulatorConsole.class)
	ConsoleFeeder linkKitConsoleFeeder(SimulatorConsole console, ObjectProvider<LinkKitConnection> connection) {
		return new ConsoleFeeder(console, connection);
	}

	private static SimulatorListener listener(LinkKitProperties properties) {
		return new SimulatorListener(properties.transport(), properties.secure());
	}

}
