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
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;

import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FileCredentialStore} when others use it, too (F17).
 */
class FileCredentialStoreLockTests {

	@TempDir
	Path directory;

	@Test
	void secondStoreOfAProcessIsToldOfTheFirst() {
		try (FileCredentialStore first = new FileCredentialStore(this.directory);
				FileCredentialStore second = new FileCredentialStore(
						this.directory.resolve("..").resolve(this.directory.getFileName()))) {
			first.save(StoreFixture.DEVICE, StoreFixture.OLD);
			assertInUse(second).contains("another store of this process", "process " + ProcessHandle.current().pid());
			assertThatExceptionOfType(CredentialStoreException.class)
				.isThrownBy(() -> second.save(StoreFixture.DEVICE, StoreFixture.NEW))
				.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(Problem.IN_USE));
			first.close();
			assertThat(second.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
			assertInUse(first);
		}
	}

	@Test
	void loadingNothingTakesTheLockToo() {
		try (FileCredentialStore first = new FileCredentialStore(this.directory);
				FileCredentialStore second = new FileCredentialStore(this.directory)) {
			assertThat(first.load(StoreFixture.DEVICE)).isNull();
			assertInUse(second);
			assertThat(second.load(StoreFixture.NEIGHBOUR)).isNull();
		}
	}

	@Test
	void processThatIsKilledLeavesNoLock() throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		try (FileCredentialStore store = new FileCredentialStore(this.directory)) {
			try (LockingProcess other = LockingProcess.start(this.directory, StoreFixture.DEVICE)) {
				assertInUse(store).contains("process " + other.pid() + " on host ")
					.containsPattern("since 20\\d\\d-\\d\\d-\\d\\dT")
					.contains("java")
					.contains("device name")
					.doesNotContain(StoreFixture.OLD_SECRET);
				assertInUse(store);
				store.save(StoreFixture.NEIGHBOUR, StoreFixture.NEW);
			}
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
		}
	}

	@Test
	void otherProcessIsToldOfThisOneEvenAfterAStoreHereFailed() throws Exception {
		try (FileCredentialStore first = new FileCredentialStore(this.directory);
				FileCredentialStore second = new FileCredentialStore(this.directory)) {
			first.save(StoreFixture.DEVICE, StoreFixture.OLD);
			assertInUse(second);
			assertOtherProcessFails();
		}
	}

	@Test
	void lockOfAnotherClassLoaderIsSeenAndNotBroken() throws Exception {
		Path file = StoreFixture.paths(this.directory).lock();
		try (RandomAccessFile handle = new RandomAccessFile(file.toFile(), "rw");
				FileLock lock = handle.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false);
				FileCredentialStore store = new FileCredentialStore(this.directory)) {
			assertThat(lock.isValid()).isTrue();
			assertInUse(store).contains("has not told its name");
			handle.writeBytes("a\u0007 stranger\nsecond line");
			assertInUse(store).contains("a? stranger").doesNotContain("second line");
			assertOtherProcessFails();
			lock.release();
			store.save(StoreFixture.DEVICE, StoreFixture.NEW);
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.NEW);
		}
		assertThat(file).content().startsWith("process " + ProcessHandle.current().pid() + " on host ").endsWith("Z\n");
		assertThat(StoreFixture.load(this.directory, null)).isEqualTo(StoreFixture.NEW);
	}

	@Test
	void staleTextIsHarmless() throws Exception {
		Files.writeString(StoreFixture.paths(this.directory).lock(), "process 1 on host elsewhere\n");
		assertThat(StoreFixture.load(this.directory, null)).isNull();
	}

	@Test
	void closedStoreCanBeUsedAgain() {
		try (FileCredentialStore store = new FileCredentialStore(this.directory)) {
			store.save(StoreFixture.DEVICE, StoreFixture.OLD);
			store.close();
			store.close();
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
		}
	}

	private void assertOtherProcessFails() throws Exception {
		boolean loaded = true;
		try (LockingProcess other = LockingProcess.start(this.directory, StoreFixture.DEVICE)) {
			assertThat(other.pid()).isPositive();
		}
		catch (IOException ex) {
			loaded = false;
		}
		assertThat(loaded).as("the other process could use the device").isFalse();
		assertThat(this.directory.resolve("stderr")).content().contains("is in use by ");
	}

	private static AbstractStringAssert<?> assertInUse(FileCredentialStore store) {
		CredentialStoreException[] thrown = new CredentialStoreException[1];
		assertThatExceptionOfType(CredentialStoreException.class).isThrownBy(() -> store.load(StoreFixture.DEVICE))
			.satisfies((ex) -> thrown[0] = ex);
		assertThat(thrown[0].getProblem()).isEqualTo(Problem.IN_USE);
		return assertThat(String.valueOf(thrown[0].getMessage()));
	}

}
