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

package io.linkkit.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import io.linkkit.identity.DeviceIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessageJournals}: whatever is wrong with the file, there is a queue.
 */
@ExtendWith(OutputCaptureExtension.class)
class MessageJournalsTests {

	private static final DeviceIdentity DEVICE = new DeviceIdentity("a1B2c3D4e5F", "sensor_01");

	private final VirtualScheduler scheduler = new VirtualScheduler();

	@TempDir
	private Path directory;

	private boolean isUsable(Path where) {
		AtomicBoolean usable = new AtomicBoolean();
		MessageJournals.create(DEVICE, where, this.scheduler).open((opened) -> usable.set(opened.usable()));
		this.scheduler.settle();
		return usable.get();
	}

	@Test
	void f30NamesWhoUsesTheQueueAndGoesOnWithoutAFile(CapturedOutput output) throws IOException {
		MvMessageStorage other = new MvMessageStorage(DEVICE, this.directory);
		other.open();
		assertThat(isUsable(this.directory)).isFalse();
		assertThat(output)
			.contains("is in use by another store of this process (process " + ProcessHandle.current().pid())
			.contains("kept in memory only");
		other.close();
	}

	@Test
	void f30GoesOnWithoutAFileWhereThereCanBeNone(CapturedOutput output) throws IOException {
		Path file = Files.createFile(this.directory.resolve("occupied"));
		assertThat(isUsable(file)).isFalse();
		assertThat(output).contains("cannot be used").contains("linkkit.queue.directory");
	}

}
