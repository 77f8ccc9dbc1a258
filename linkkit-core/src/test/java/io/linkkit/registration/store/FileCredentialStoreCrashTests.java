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

import io.linkkit.auth.DeviceCredential;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FileCredentialStore} when the process ends while it stores (F14).
 */
class FileCredentialStoreCrashTests {

	@TempDir
	Path directory;

	@ParameterizedTest
	@EnumSource(StoreStep.class)
	void replacingGivesTheNewOneFromTheFirstStepOn(StoreStep step) throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		crash(step, 1, StoreFixture.NEW, null);
		assertLoadedAndWhole(StoreFixture.NEW, null);
	}

	@ParameterizedTest
	@CsvSource({ "TEMPORARY_WRITTEN, 1", "TEMPORARY_SYNCED, 1", "RENAMED, 1", "DIRECTORY_SYNCED, 1",
			"TEMPORARY_WRITTEN, 2", "TEMPORARY_SYNCED, 2", "PREVIOUS_KEPT, 1", "RENAMED, 2", "DIRECTORY_SYNCED, 2" })
	void firstSaveGivesTheNewOneFromTheFirstStepOn(StoreStep step, int time) throws Exception {
		crash(step, time, StoreFixture.NEW, null);
		assertLoadedAndWhole(StoreFixture.NEW, null);
	}

	@ParameterizedTest
	@CsvSource({ "TEMPORARY_WRITTEN, 1", "TEMPORARY_SYNCED, 1", "PREVIOUS_KEPT, 1", "RENAMED, 1", "DIRECTORY_SYNCED, 1",
			"TEMPORARY_WRITTEN, 2", "TEMPORARY_SYNCED, 2", "PREVIOUS_KEPT, 2", "RENAMED, 2", "DIRECTORY_SYNCED, 2" })
	void encryptingWhatWasReadableLosesNothing(StoreStep step, int time) throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		crash(step, time, null, StoreFixture.CIPHER);
		assertLoadedAndWhole(StoreFixture.OLD, StoreFixture.CIPHER);
		assertThat(StoreFixture.everythingIn(this.directory)).doesNotContain(StoreFixture.OLD_SECRET);
	}

	@ParameterizedTest
	@EnumSource(value = StoreStep.class, names = "PREVIOUS_KEPT", mode = EnumSource.Mode.EXCLUDE)
	void repairingLosesNothing(StoreStep step) throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD, StoreFixture.NEW);
		Files.writeString(StoreFixture.paths(this.directory).current(), "damage");
		crash(step, 1, null, null);
		assertLoadedAndWhole(StoreFixture.OLD, null);
	}

	@ParameterizedTest
	@EnumSource(StoreStep.class)
	void savingAgainAfterACrashGivesTheNewest(StoreStep step) throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		crash(step, 1, StoreFixture.NEW, null);
		StoreFixture.save(this.directory, null, StoreFixture.TOKEN);
		assertLoadedAndWhole(StoreFixture.TOKEN, null);
		assertThat(StoreFixture.paths(this.directory).previous()).content().contains(StoreFixture.NEW_SECRET);
	}

	@Test
	void tornTemporaryFileAloneWasNeverStored() throws Exception {
		tear(StoreFixture.paths(this.directory).temporary());
		assertThat(StoreFixture.load(this.directory, null)).isNull();
		assertThat(StoreFixture.paths(this.directory).temporary()).doesNotExist();
	}

	@Test
	void tornTemporaryFileBesideGoodOnesIsRemoved() throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		tear(StoreFixture.paths(this.directory).temporary());
		assertLoadedAndWhole(StoreFixture.OLD, null);
	}

	@Test
	void olderTemporaryFileIsNotUsed() throws Exception {
		CredentialPaths paths = StoreFixture.paths(this.directory);
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		byte[] old = Files.readAllBytes(paths.current());
		StoreFixture.save(this.directory, null, StoreFixture.NEW);
		Files.write(paths.temporary(), old);
		assertLoadedAndWhole(StoreFixture.NEW, null);
	}

	private void tear(Path temporary) throws IOException {
		Files.writeString(temporary, "linkkit-credential 1\n{\n  \"productKey\" : \"a1");
	}

	/**
	 * Save, or load if there is nothing to save, and stop dead at a step. The files stay
	 * as they are then, the lock is given back as that of a dead process is.
	 */
	private void crash(StoreStep at, int time, @Nullable DeviceCredential credential,
			@Nullable CredentialCipher cipher) {
		int[] times = new int[1];
		StoreStepListener listener = (step) -> {
			if (step == at && ++times[0] == time) {
				throw new Crash();
			}
		};
		try (FileCredentialStore store = new FileCredentialStore(this.directory, cipher, listener)) {
			assertThatExceptionOfType(Crash.class).isThrownBy(() -> {
				if (credential != null) {
					store.save(StoreFixture.DEVICE, credential);
				}
				else {
					store.load(StoreFixture.DEVICE);
				}
			});
		}
	}

	private void assertLoadedAndWhole(DeviceCredential expected, @Nullable CredentialCipher cipher) throws Exception {
		assertThat(StoreFixture.load(this.directory, cipher)).isEqualTo(expected);
		CredentialPaths paths = StoreFixture.paths(this.directory);
		assertThat(paths.temporary()).doesNotExist();
		assertThat(paths.current()).exists();
		assertThat(paths.previous()).exists();
		// either file alone is good enough
		for (Path file : new Path[] { paths.current(), paths.previous() }) {
			assertThat(CredentialFileFormat.read(file, Files.readAllBytes(file))).isNotNull();
		}
		assertThat(StoreFixture.load(this.directory, cipher)).isEqualTo(expected);
	}

	private static final class Crash extends Error {

	}

}
