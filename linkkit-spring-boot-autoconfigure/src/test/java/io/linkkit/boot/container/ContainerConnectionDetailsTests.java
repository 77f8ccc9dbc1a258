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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.linkkit.auth.Secret;
import io.linkkit.boot.autoconfigure.LinkKitConnectionDetails;
import io.linkkit.boot.container.LinkKitDockerComposeConnectionDetailsFactory.LinkKitDockerComposeConnectionDetails;
import io.linkkit.identity.DeviceIdentity;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for the connection details of containers, without a container.
 */
class ContainerConnectionDetailsTests {

	@Test
	void bothFactoriesAreRegistered() {
		List<String> factories = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(ConnectionDetailsFactory.class)
			.stream()
			.map((factory) -> factory.getClass().getSimpleName())
			.toList();
		assertThat(factories).contains("LinkKitContainerConnectionDetailsFactory",
				"LinkKitDockerComposeConnectionDetailsFactory");
	}

	@Test
	void defaultsAreThoseOfTheImage() throws IOException {
		String image = Files.readString(Path.of("..", "linkkit-simulator", "Dockerfile"));
		assertThat(ContainerDevice.DEFAULTS)
			.allSatisfy((name, value) -> assertThat(image).contains(name + "=" + value, "\\\"$" + name + "\\\""));
		assertThat(image).contains("EXPOSE " + ContainerDevice.PORT);
	}

	@Test
	void aServiceSaysWhichDeviceItHas() {
		LinkKitConnectionDetails details = new LinkKitDockerComposeConnectionDetails(
				service(Map.of("LINKKIT_DEVICE_NAME", "pump_07", "LINKKIT_DEVICE_SECRET", "SecretOfThePump")));
		assertThat(details.getDeviceIdentity()).isEqualTo(new DeviceIdentity("a1Container", "pump_07"));
		assertThat(details.getDeviceSecret()).isEqualTo(Secret.of("SecretOfThePump"));
		assertThat(details.getProductSecret()).isEqualTo(Secret.of("ContainerProduct"));
		assertThat(details.getEndpoint(details.getDeviceIdentity())).hasToString("tcp://10.0.0.2:32768");
	}

	@Test
	void aPlainBrokerGetsTheDefaultDevice() {
		LinkKitConnectionDetails details = new LinkKitDockerComposeConnectionDetails(service(Map.of()));
		assertThat(details.getDeviceIdentity()).isEqualTo(new DeviceIdentity("a1Container", "sensor_01"));
	}

	private static RunningService service(Map<String, String> environment) {
		RunningService service = mock();
		ConnectionPorts ports = mock();
		given(ports.get(1883)).willReturn(32768);
		given(service.host()).willReturn("10.0.0.2");
		given(service.ports()).willReturn(ports);
		given(service.env()).willReturn(environment);
		return service;
	}

}
