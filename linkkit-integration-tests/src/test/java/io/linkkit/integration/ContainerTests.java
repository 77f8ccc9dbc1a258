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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.PublishResult;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The starter finds what it connects to in a container. Needs Docker, and says so where
 * there is none.
 */
class ContainerTests {

	private static final int PORT = 1883;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static void awaitConnected(LinkKitConnection connection) {
		await().atMost(TIMEOUT).until(() -> connection.status().state() == ConnectionState.CONNECTED);
	}

	/**
	 * The image of the simulator, made of its Dockerfile. The jar in it comes from the
	 * phase "package" of its module.
	 */
	@Nested
	@Testcontainers(disabledWithoutDocker = true)
	@SpringBootTest(classes = Application.class)
	class OnTheSimulatorsImageTests {

		@Container
		@ServiceConnection("linkkit-simulator")
		static final GenericContainer<?> SIMULATOR = new GenericContainer<>(image()).withExposedPorts(PORT);

		private static ImageFromDockerfile image() {
			Path module = Path.of("..", "linkkit-simulator");
			Path jar = jarIn(module.resolve("target"));
			return new ImageFromDockerfile("linkkit-simulator", false)
				.withFileFromPath("Dockerfile", module.resolve("Dockerfile"))
				.withFileFromPath("target/" + jar.getFileName(), jar);
		}

		private static Path jarIn(Path directory) {
			try (Stream<Path> files = Files.list(directory)) {
				return files.filter((file) -> file.getFileName().toString().endsWith("-exec.jar"))
					.max(Comparator.naturalOrder())
					.orElseThrow(() -> new IllegalStateException(
							"There is no linkkit-simulator-*-exec.jar; run mvn package, not mvn test"));
			}
			catch (IOException ex) {
				throw new IllegalStateException("Module linkkit-simulator is not built", ex);
			}
		}

		@Test
		void theDeviceLogsInAndPublishes(@Autowired LinkKitConnection connection) {
			awaitConnected(connection);
			assertThat(connection.publish("/a1Container/sensor_01/user/update", new byte[] { 1 }, 1))
				.succeedsWithin(TIMEOUT)
				.isEqualTo(new PublishResult.Acknowledged());
		}

	}

	/**
	 * A broker that knows nothing of the platform and lets everybody in.
	 */
	@Nested
	@Testcontainers(disabledWithoutDocker = true)
	@SpringBootTest(classes = Application.class)
	class OnMosquittoTests {

		@Container
		@ServiceConnection("eclipse-mosquitto")
		static final GenericContainer<?> MOSQUITTO = new GenericContainer<>("eclipse-mosquitto:2.0.22")
			.withCommand("mosquitto", "-c", "/mosquitto-no-auth.conf")
			.withExposedPorts(PORT);

		@Test
		void messagesComeBack(@Autowired LinkKitConnection connection) {
			String topic = "/a1Container/sensor_01/user/get";
			List<String> heard = new CopyOnWriteArrayList<>();
			connection.subscribe(topic, 1, (message) -> heard.add(new String(message.payload())));
			awaitConnected(connection);
			connection.publish(topic, "there and back".getBytes(), 1);
			await().atMost(TIMEOUT).until(() -> heard.contains("there and back"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
