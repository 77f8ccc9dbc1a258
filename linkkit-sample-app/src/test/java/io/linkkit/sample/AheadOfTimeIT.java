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

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts the packaged sample as it was processed ahead of time, which is what a native
 * image is made of.
 */
class AheadOfTimeIT {

	@Test
	void thePackagedApplicationGoesOnlineAndHearsTheCloud() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Dspring.aot.enabled=true", "-Dcold-room.keyboard=false", "-Dcold-room.operator-interval=500ms",
				"-jar", jar().toString())
			.redirectErrorStream(true)
			.start();
		List<String> output = new CopyOnWriteArrayList<>();
		try (BufferedReader lines = process.inputReader()) {
			CompletableFuture<Void> obeyed = CompletableFuture.runAsync(() -> lines.lines()
				.peek(output::add)
				.filter((line) -> line.contains("The cloud wants"))
				.findFirst()
				.orElseThrow());
			assertThat(obeyed).as(() -> String.join("\n", output)).succeedsWithin(60, TimeUnit.SECONDS);
		}
		finally {
			process.destroyForcibly().waitFor();
		}
		assertThat(output).anySatisfy((line) -> assertThat(line).contains("Starting AOT-processed"))
			.anySatisfy((line) -> assertThat(line).contains("Online after 1 attempt"))
			.anySatisfy((line) -> assertThat(line).contains("°C reported"))
			.anySatisfy((line) -> assertThat(line).contains("make it go wrong: http://127.0.0.1:"));
	}

	private static Path jar() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("target"))) {
			return files.filter((file) -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
		}
	}

}
