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

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.linkkit.connection.QueueStatus;
import io.linkkit.simulator.platform.DeviceMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Row F30 of the fault matrix: a process that queues messages on disk is killed by
 * SIGKILL at any instant. An application started afterwards sends everything that was
 * acknowledged to the caller as stored, in order, and at most the one besides that was
 * being stored.
 * <p>
 * {@code -Dlinkkit.kills=1000} kills as often as one likes.
 */
@Tag("soak")
class QueueKillTests {

	private static final int KILLS = Integer.getInteger("linkkit.kills", 3);

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@TempDir
	private Path directory;

	private final Simulation simulation = Simulation.plain();

	@AfterEach
	void stopSimulation() {
		this.simulation.close();
	}

	@Test
	void f30SendsEverythingThatWasStoredBeforeTheKill() throws Exception {
		Random random = new Random(20261);
		for (int i = 0; i < KILLS; i++) {
			String topic = this.simulation.device().userTopic("run" + i);
			int stored = storeUntilKilled(topic, 1 + random.nextInt(200));
			try (EdgeApplication application = EdgeApplication.start(this.simulation.plainTcp(),
					"linkkit.queue.persistence=file", "linkkit.queue.directory=" + this.directory,
					"linkkit.device-info.enabled=false")) {
				await().atMost(TIMEOUT).until(() -> application.connection().queue().persistent());
				await().atMost(TIMEOUT).until(() -> application.connection().queue().depth() == 0);
				QueueStatus status = application.connection().queue();
				assertThat(status.acknowledged()).isEqualTo(status.accepted()).isBetween((long) stored, stored + 1L);
			}
			List<Integer> arrived = arrived(topic);
			assertThat(arrived).isEqualTo(IntStream.rangeClosed(1, arrived.size()).boxed().toList())
				.hasSizeBetween(stored, stored + 1);
		}
	}

	private int storeUntilKilled(String topic, int atLeast) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1", QueueingProcess.class.getName(),
				topic, this.directory.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		int last = 0;
		try (BufferedReader output = process.inputReader()) {
			while (last < atLeast) {
				last = number(output.readLine());
			}
			// not by the process itself, which would close its output
			assertThat(process.toHandle().destroyForcibly()).isTrue();
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				last = Math.max(last, number(line));
			}
		}
		finally {
			process.destroyForcibly();
		}
		return last;
	}

	// the log goes to standard output as well
	private static int number(String line) {
		assertThat(line).as("the process has ended").isNotNull();
		return line.matches("[0-9]+") ? Integer.parseInt(line) : 0;
	}

	private List<Integer> arrived(String topic) {
		return this.simulation.device()
			.publishedMessages()
			.stream()
			.filter((message) -> message.topic().equals(topic))
			.map(QueueKillTests::number)
			.toList();
	}

	private static int number(DeviceMessage message) {
		return Integer.parseInt(new String(message.payload()));
	}

}
