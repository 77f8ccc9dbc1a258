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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.linkkit.doctor.Advice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts applications with {@code --linkkit.doctor} in processes of their own, since that
 * ends the JVM.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DoctorCommandTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@TempDir
	Path directory;

	/**
	 * Run an application that finds no name but {@code platform.test}.
	 */
	private Ended run(List<String> properties, String... more) throws IOException, InterruptedException {
		Path hosts = Files.writeString(this.directory.resolve("hosts"), "127.0.0.1 localhost platform.test");
		Path output = this.directory.resolve("output");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8",
						"-Dstdout.encoding=UTF-8", "-Djdk.net.hosts.file=" + hosts, DoctorProcess.class.getName()));
		Stream.concat(properties.stream(), Stream.of(more)).map((property) -> "--" + property).forEach(command::add);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).as("the process ends").isTrue();
			return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void endsWith0IfTheDeviceWorks() throws Exception {
		try (Simulation simulation = Simulation.encrypted()) {
			Ended ended = run(simulation.tls(), "linkkit.doctor", "linkkit.auto-connect=false");
			assertThat(ended.output()).contains("Result: healthy").doesNotContain(simulation.device().deviceSecret());
			assertThat(ended.exitCode()).isZero();
		}
	}

	@Test
	void endsWith1IfTheDeviceDoesNotWork() throws Exception {
		try (Simulation simulation = Simulation.encrypted()) {
			simulation.device().disable();
			Ended ended = run(simulation.tls(), "linkkit.doctor");
			assertThat(ended.output()).contains("Result: LOGIN failed", Advice.ENABLE_DEVICE.english(),
					Advice.ENABLE_DEVICE.chinese());
			assertThat(ended.exitCode()).isOne();
		}
	}

	@Test
	void namesARegionThatIsMisspelt() throws Exception {
		Ended ended = run(
				List.of("linkkit.product-key=a1B2c3D4e5F", "linkkit.device-name=sensor_01",
						"linkkit.device-secret=" + NoSecretInOutput.DEVICE_SECRET),
				"linkkit.host-name=cn-shanghia", "linkkit.doctor=true");
		assertThat(ended.output())
			.contains("a1B2c3D4e5F.iot-as-mqtt.cn-shanghia.aliyuncs.com:8883", "Result: DNS failed",
					"did you mean cn-shanghai?", Advice.CHECK_REGION.english(), Advice.CHECK_REGION.chinese())
			.doesNotContain(NoSecretInOutput.DEVICE_SECRET);
		assertThat(ended.exitCode()).isOne();
	}

	/**
	 * What an application left.
	 *
	 * @param exitCode its exit code
	 * @param output what it printed
	 */
	private record Ended(int exitCode, String output) {

	}

}
