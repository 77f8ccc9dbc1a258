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

package io.linkkit.registration.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FileCredentialStore} when the disk takes nothing (F16). Modes of files
 * do not bind root, as whom tests may run: a directory in the place of a file does.
 */
@ExtendWith(OutputCaptureExtension.class)
class FileCredentialStoreWriteFailureTests {

	@TempDir
	Path directory;

	private final AtomicReference<@Nullable StoreStep> failAt = new AtomicReference<>();

	private FileCredentialStore failingStore() {
		return new FileCredentialStore(this.directory, null, (step) -> {
			if (step == this.failAt.get()) {
				throw new IOException("No space left on device");
			}
		});
	}

	@Test
	void fullDiskLeavesTheOldGenerations() throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		CredentialPaths paths = StoreFixture.paths(this.directory);
		byte[] current = Files.readAllBytes(paths.current());
		byte[] previous = Files.readAllBytes(paths.previous());
		try (FileCredentialStore store = failingStore()) {
			this.failAt.set(StoreStep.TEMPORARY_WRITTEN);
			assertUnwritable(store, "No space left on device");
			assertThat(paths.current()).hasBinaryContent(current);
			assertThat(paths.previous()).hasBinaryContent(previous);
			assertThat(paths.temporary()).doesNotExist();
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
			this.failAt.set(null);
			store.save(StoreFixture.DEVICE, StoreFixture.NEW);
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.NEW);
		}
	}

	@ParameterizedTest
	@EnumSource
	void failureAtAnyStepLosesNothing(StoreStep step) {
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		try (FileCredentialStore store = failingStore()) {
			this.failAt.set(step);
			assertUnwritable(store, "No space left on device");
			this.failAt.set(null);
			assertThat(store.load(StoreFixture.DEVICE)).isIn(StoreFixture.OLD, StoreFixture.NEW);
			store.save(StoreFixture.DEVICE, StoreFixture.TOKEN);
		}
		assertThat(StoreFixture.load(this.directory, null)).isEqualTo(StoreFixture.TOKEN);
	}

	@Test
	void fullDiskAtTheFirstSaveLeavesNothing() {
		try (FileCredentialStore store = failingStore()) {
			this.failAt.set(StoreStep.TEMPORARY_WRITTEN);
			assertUnwritable(store, "No space left on device");
			assertThat(store.load(StoreFixture.DEVICE)).isNull();
			this.failAt.set(null);
			store.save(StoreFixture.DEVICE, StoreFixture.NEW);
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.NEW);
		}
	}

	@Test
	void repairThatFailsStillLoads(CapturedOutput output) throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		Files.writeString(StoreFixture.paths(this.directory).current(), "damage");
		try (FileCredentialStore store = failingStore()) {
			this.failAt.set(StoreStep.TEMPORARY_WRITTEN);
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
			assertThat(output).contains("Cannot repair").contains("No space left on device");
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
		}
	}

	@Test
	void loadsWithoutALockWhereNoneCanBe(CapturedOutput output) throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		CredentialPaths paths = StoreFixture.paths(this.directory);
		Files.delete(paths.lock());
		Files.createDirectory(paths.lock());
		try (FileCredentialStore store = new FileCredentialStore(this.directory)) {
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
			assertThat(output).containsOnlyOnce("Cannot lock " + paths.lock());
			assertUnwritable(store, paths.lock().toString());
			Files.delete(paths.lock());
			store.save(StoreFixture.DEVICE, StoreFixture.NEW);
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.NEW);
		}
	}

	@Test
	void damageIsReportedWithoutALockAndNothingIsMoved() throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		CredentialPaths paths = StoreFixture.paths(this.directory);
		Files.writeString(paths.current(), "damage");
		Files.delete(paths.lock());
		Files.createDirectory(paths.lock());
		assertThat(StoreFixture.load(this.directory, null)).isEqualTo(StoreFixture.OLD);
		Files.writeString(paths.previous(), "damage");
		assertThatExceptionOfType(CredentialStoreException.class)
			.isThrownBy(() -> StoreFixture.load(this.directory, null))
			.withMessageContaining(paths.current().toString())
			.withMessageContaining(paths.previous().toString())
			.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(Problem.DAMAGED));
		assertThat(paths.current()).hasContent("damage");
		assertThat(paths.previous()).hasContent("damage");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void directoryThatTakesNoFilesCanBeRead() {
		try (FileCredentialStore store = new FileCredentialStore(Path.of("/proc"))) {
			assertThat(store.load(StoreFixture.DEVICE)).isNull();
			assertUnwritable(store, "/proc");
		}
	}

	@Test
	void fileThatCannotBeReadIsNoReasonToRegister() throws Exception {
		Path current = StoreFixture.paths(this.directory).current();
		Files.createDirectory(current);
		assertThatExceptionOfType(CredentialStoreException.class)
			.isThrownBy(() -> StoreFixture.load(this.directory, null))
			.withMessageContaining(current.toString())
			.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(Problem.UNREADABLE));
	}

	private static void assertUnwritable(FileCredentialStore store, String reason) {
		assertThatExceptionOfType(CredentialStoreException.class)
			.isThrownBy(() -> store.save(StoreFixture.DEVICE, StoreFixture.NEW))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(Problem.UNWRITABLE))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains("cold-room_1")
				.doesNotContain(StoreFixture.NEW_SECRET));
	}

}
