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

package io.linkkit.sample;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;

/**
 * The cold room with the simulator in a container, for {@code mvn spring-boot:test-run}.
 * Without Docker the simulator runs in this process, as it does by
 * {@code mvn spring-boot:run}.
 */
public final class TestColdRoomApplication {

	private static final Log logger = LogFactory.getLog(TestColdRoomApplication.class);

	private TestColdRoomApplication() {
	}

	public static void main(String[] args) {
		boolean docker = DockerClientFactory.instance().isDockerAvailable();
		logger.info(docker ? "The simulator runs in a container"
				: "There is no Docker here, so the simulator runs in this process");
		run(docker, args);
	}

	static SpringApplication.Running run(boolean docker, String... args) {
		return docker
				? SpringApplication.from(ColdRoomApplication::main)
					.with(Containers.class)
					.run(StringUtils.addStringToArray(args, "--linkkit.simulator.enabled=false"))
				: SpringApplication.from(ColdRoomApplication::main).run(args);
	}

	/**
	 * The image that {@code docker build -t linkkit-simulator linkkit-simulator} makes.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Containers {

		@Bean
		@ServiceConnection
		GenericContainer<?> simulator() {
			return new GenericContainer<>("linkkit-simulator:latest").withExposedPorts(1883);
		}

	}

}
