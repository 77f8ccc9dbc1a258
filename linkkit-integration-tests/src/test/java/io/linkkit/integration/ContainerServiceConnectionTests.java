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

import java.time.Duration;

import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link ContainerTests} tests as far as that is possible without Docker: the
 * container is none, and its port is that of a simulator in this process.
 */
class ContainerServiceConnectionTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@Test
	void theDeviceLogsInAtThePortOfTheContainer() {
		try (LinkKitSimulator simulator = LinkKitSimulator.builder().tcp().start()) {
			SimulatedDevice device = simulator.cloud()
				.createProduct("a1Container", "ContainerProduct")
				.createDevice("sensor_01", "0123456789abcdef0123456789abcdef");
			NoContainer container = new NoContainer(simulator.tcpPort());
			try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
				.web(WebApplicationType.NONE)
				.initializers((context) -> context.getBeanFactory().registerSingleton("port", container))
				.run()) {
				assertThat(application.isRunning()).isTrue();
				device.awaitOnline(TIMEOUT);
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		@ServiceConnection("linkkit-simulator")
		GenericContainer<?> container(NoContainer port) {
			return port;
		}

	}

	/**
	 * Looks like a container that runs.
	 */
	static final class NoContainer extends GenericContainer<NoContainer> {

		private final int port;

		NoContainer(int port) {
			super("linkkit-simulator");
			this.port = port;
		}

		@Override
		public void start() {
			// is running
		}

		@Override
		public void stop() {
			// is none
		}

		@Override
		public String getHost() {
			return "127.0.0.1";
		}

		@Override
		public Integer getMappedPort(int originalPort) {
			return this.port;
		}

	}

}
