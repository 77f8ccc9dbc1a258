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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.linkkit.boot.autoconfigure.LinkKitAutoConfiguration;
import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.junit.LinkKitSimulatorExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is configured by properties alone, against a server whose authority
 * nobody knows: which of the ways to name that authority make it trusted.
 */
class TrustTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	@RegisterExtension
	static final LinkKitSimulatorExtension platform = LinkKitSimulatorExtension.with((builder) -> builder.tls());

	@TempDir
	private Path directory;

	@Test
	void authorityIsNotTrustedByDefault(LinkKitSimulator simulator) {
		runnerFor(device(simulator, "by_default"), simulator, Map.of()).run((context) -> {
			LinkKitConnection connection = context.getBean(LinkKitConnection.class);
			Awaitility.await().atMost(SOON).until(() -> connection.status().state() == ConnectionState.SUSPENDED);
			assertThat(connection.status().lastFailure()).isEqualTo(FailureReason.TLS_UNKNOWN_CA);
		});
	}

	@Test
	void authorityIsTrustedByPemText(LinkKitSimulator simulator) {
		SimulatedDevice device = device(simulator, "by_text");
		runnerFor(device, simulator, Map.of("linkkit.ca-certificates", simulator.caCertificatePem()))
			.run((context) -> device.awaitOnline(SOON));
	}

	@Test
	void authorityIsTrustedByPemFile(LinkKitSimulator simulator) throws IOException {
		SimulatedDevice device = device(simulator, "by_file");
		runnerFor(device, simulator, Map.of("linkkit.ca-certificates", pemFile(simulator)))
			.run((context) -> device.awaitOnline(SOON));
	}

	@Test
	void authorityIsTrustedBySslBundle(LinkKitSimulator simulator) throws IOException {
		SimulatedDevice device = device(simulator, "by_bundle");
		runnerFor(device, simulator, Map.of("linkkit.ssl.bundle", "platform",
				"spring.ssl.bundle.pem.platform.truststore.certificate", "file:" + pemFile(simulator)))
			.run((context) -> device.awaitOnline(SOON));
	}

	private String pemFile(LinkKitSimulator simulator) throws IOException {
		return Files.writeString(this.directory.resolve("ca.pem"), simulator.caCertificatePem()).toString();
	}

	private static SimulatedDevice device(LinkKitSimulator simulator, String name) {
		return simulator.cloud().createProduct().createDevice(name);
	}

	private static ApplicationContextRunner runnerFor(SimulatedDevice device, LinkKitSimulator simulator,
			Map<String, String> trust) {
		Map<String, String> properties = new HashMap<>(trust);
		properties.put("linkkit.endpoint", simulator.host());
		properties.put("linkkit.port", String.valueOf(simulator.tlsPort()));
		properties.put("linkkit.product-key", device.productKey());
		properties.put("linkkit.device-name", device.deviceName());
		properties.put("linkkit.device-secret", device.deviceSecret());
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, LinkKitAutoConfiguration.class))
			.withInitializer((context) -> TestPropertyValues.of(properties).applyTo(context));
	}

}
