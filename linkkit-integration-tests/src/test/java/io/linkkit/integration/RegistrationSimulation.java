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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.SimulatedProduct;
import io.linkkit.simulator.log.LogEvent;

/**
 * A simulator with a product and one device that was added but never logged in, and what
 * an application has to configure to register it.
 */
final class RegistrationSimulation implements AutoCloseable {

	private static final Pattern SECRET = Pattern.compile("\"device(?:Secret|Token)\" : \"([^\"]+)\"");

	private final LinkKitSimulator simulator = LinkKitSimulator.builder().tls().https().start();

	private final SimulatedProduct product = this.simulator.cloud()
		.createProduct("a1B2c3D4e5F", NoSecretInOutput.PRODUCT_SECRET);

	private final SimulatedDevice device = this.product.createDevice("sensor_01");

	private final Path credentials;

	RegistrationSimulation(Path credentials) {
		this.credentials = credentials;
	}

	LinkKitSimulator simulator() {
		return this.simulator;
	}

	SimulatedProduct product() {
		return this.product;
	}

	SimulatedDevice device() {
		return this.device;
	}

	/**
	 * Return how often the platform issued a credential.
	 */
	int registrations() {
		return this.simulator.log().entries(LogEvent.REGISTERED).size();
	}

	/**
	 * Return what the application stored and nobody must see.
	 */
	List<String> storedSecrets() throws IOException {
		if (!Files.isDirectory(this.credentials)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(this.credentials)) {
			return files.flatMap(RegistrationSimulation::secretsIn).toList();
		}
	}

	private static Stream<String> secretsIn(Path file) {
		try {
			return SECRET.matcher(Files.readString(file)).results().map((found) -> found.group(1)).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<String> properties(String... more) {
		return Stream.concat(Stream.of("linkkit.product-key=" + this.product.productKey(),
				"linkkit.device-name=" + this.device.deviceName(),
				"linkkit.product-secret=" + this.product.productSecret(), "linkkit.host-name=localhost",
				"linkkit.port=" + this.simulator.tlsPort(),
				"linkkit.ca-certificates=" + this.simulator.caCertificatePem(),
				"linkkit.registration.https-endpoint=https://localhost:" + this.simulator.httpsPort(),
				"linkkit.credentials.directory=" + this.credentials), Stream.of(more))
			.toList();
	}

	@Override
	public void close() {
		this.simulator.close();
	}

}
