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

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import io.linkkit.storage.Digests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FileCredentialStore} when nothing goes wrong.
 */
class FileCredentialStoreTests {

	@TempDir
	Path parent;

	private Path directory() {
		return this.parent.resolve("credentials");
	}

	@Test
	void hasNothingAtFirst() {
		assertThat(StoreFixture.load(directory(), null)).isNull();
	}

	@ParameterizedTest
	@MethodSource("credentials")
	void givesBackWhatWasSaved(DeviceCredential credential) {
		StoreFixture.save(directory(), null, credential);
		assertThat(StoreFixture.load(directory(), null)).isEqualTo(credential);
	}

	static List<DeviceCredential> credentials() {
		return List.of(StoreFixture.OLD, StoreFixture.TOKEN);
	}

	@Test
	void givesBackTheNewestWithinAndAfterAProcess() {
		try (FileCredentialStore store = new FileCredentialStore(directory())) {
			store.save(StoreFixture.DEVICE, StoreFixture.OLD);
			store.save(StoreFixture.DEVICE, StoreFixture.NEW);
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.NEW);
			store.save(StoreFixture.DEVICE, StoreFixture.TOKEN);
		}
		assertThat(StoreFixture.load(directory(), null)).isEqualTo(StoreFixture.TOKEN);
	}

	@Test
	void firstSaveWritesTwoFiles() throws Exception {
		StoreFixture.save(directory(), null, StoreFixture.OLD);
		String name = "a1B2c3D4e5F.cold-room_1-" + hashOf("cold-room:1&a1B2c3D4e5F");
		assertThat(StoreFixture.filesIn(directory())).containsExactly(name, name + ".lock", name + ".previous");
		assertThat(directory().resolve(name)).content().contains(StoreFixture.OLD_SECRET);
		assertThat(directory().resolve(name + ".previous")).content().contains(StoreFixture.OLD_SECRET);
	}

	private static String hashOf(String username) {
		return Digests.sha256(username.getBytes()).substring(0, 8);
	}

	@Test
	void fileCanBeReadByAPerson() {
		StoreFixture.save(directory(), null, StoreFixture.OLD);
		assertThat(StoreFixture.paths(directory()).current()).content()
			.startsWith("linkkit-credential 1\n{")
			.contains("\"productKey\" : \"a1B2c3D4e5F\"", "\"deviceName\" : \"cold-room:1\"",
					"\"kind\" : \"device-secret\"", "\"generation\" : 2", "\"storedAt\" : \"20")
			.containsPattern("\nsha-256 [0-9a-f]{64}\n$");
	}

	@Test
	void keepsTheOneBefore() {
		StoreFixture.save(directory(), null, StoreFixture.OLD, StoreFixture.NEW);
		assertThat(StoreFixture.paths(directory()).current()).content().contains(StoreFixture.NEW_SECRET);
		assertThat(StoreFixture.paths(directory()).previous()).content().contains(StoreFixture.OLD_SECRET);
	}

	@Test
	void instanceDoesNotMatter() {
		StoreFixture.save(directory(), null, StoreFixture.OLD);
		try (FileCredentialStore store = new FileCredentialStore(directory())) {
			assertThat(store.load(new DeviceIdentity("a1B2c3D4e5F", "cold-room:1", "iot-06z00abc")))
				.isEqualTo(StoreFixture.OLD);
		}
	}

	@Test
	void namesDifferWhereTheFileSystemWouldNotSeeIt() {
		assertThat(List.of("room", "ROOM", "Room", "ro:m", "ro@m", "ro_m", "....", ":::::").stream().map((name) -> {
			Path file = CredentialPaths.of(directory(), new DeviceIdentity("a1", name)).current();
			assertThat(file.getFileName().toString()).matches("a1\\.[A-Za-z0-9._-]+-[0-9a-f]{8}");
			return file.getFileName().toString().toLowerCase(Locale.ROOT);
		})).doesNotHaveDuplicates();
	}

	@Test
	void devicesDoNotMix() {
		try (FileCredentialStore store = new FileCredentialStore(directory())) {
			store.save(StoreFixture.DEVICE, StoreFixture.OLD);
			assertThat(store.load(StoreFixture.NEIGHBOUR)).isNull();
			store.save(StoreFixture.NEIGHBOUR, StoreFixture.NEW);
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
			assertThat(store.load(StoreFixture.NEIGHBOUR)).isEqualTo(StoreFixture.NEW);
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void nobodyElseMayRead() throws Exception {
		StoreFixture.save(directory(), null, StoreFixture.OLD, StoreFixture.NEW);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory()))).isEqualTo("rwx------");
		for (String file : StoreFixture.filesIn(directory())) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory().resolve(file)))).as(file)
				.isEqualTo("rw-------");
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void nobodyElseMayReadWhileItIsWritten() {
		CredentialPaths paths = StoreFixture.paths(directory());
		StoreStepListener listener = (step) -> {
			if (step == StoreStep.TEMPORARY_WRITTEN) {
				assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(paths.temporary())))
					.isEqualTo("rw-------");
			}
		};
		try (FileCredentialStore store = new FileCredentialStore(directory(), null, listener)) {
			store.save(StoreFixture.DEVICE, StoreFixture.OLD);
		}
	}

	@Test
	void interruptedThreadLoadsAndSaves() {
		try (FileCredentialStore store = new FileCredentialStore(directory())) {
			Thread.currentThread().interrupt();
			store.save(StoreFixture.DEVICE, StoreFixture.OLD);
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		}
		finally {
			Thread.interrupted();
		}
		assertThat(StoreFixture.load(directory(), null)).isEqualTo(StoreFixture.OLD);
	}

	@ParameterizedTest
	@EnumSource(StoreStep.class)
	void interruptWhileSavingDoesNoHarm(StoreStep at) {
		StoreFixture.save(directory(), null, StoreFixture.OLD);
		StoreStepListener listener = (step) -> {
			if (step == at) {
				Thread.currentThread().interrupt();
			}
		};
		try (FileCredentialStore store = new FileCredentialStore(directory(), null, listener)) {
			store.save(StoreFixture.DEVICE, StoreFixture.NEW);
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		}
		finally {
			Thread.interrupted();
		}
		assertThat(StoreFixture.load(directory(), null)).isEqualTo(StoreFixture.NEW);
	}

	@Test
	void interruptsInTheMiddleDoNoHarm() throws Exception {
		Thread saving = Thread.currentThread();
		Thread interrupting = new Thread(() -> {
			for (int i = 0; i < 100; i++) {
				saving.interrupt();
				LockSupport.parkNanos(100_000);
			}
		});
		try (FileCredentialStore store = new FileCredentialStore(directory())) {
			interrupting.start();
			do {
				store.save(StoreFixture.DEVICE, StoreFixture.OLD);
				store.save(StoreFixture.DEVICE, StoreFixture.NEW);
			}
			while (interrupting.isAlive());
			assertThat(Thread.interrupted()).isTrue();
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.NEW);
		}
		finally {
			Thread.interrupted();
			interrupting.join();
		}
	}

	@Test
	void threadsMaySaveAndLoadAtOnce() {
		List<DeviceCredential> credentials = IntStream.range(0, 8)
			.mapToObj((i) -> (DeviceCredential) new DeviceSecret(Secret.of("secret-" + i)))
			.toList();
		try (FileCredentialStore store = new FileCredentialStore(directory())) {
			store.save(StoreFixture.DEVICE, credentials.get(0));
			CompletableFuture<Void> other = CompletableFuture
				.runAsync(() -> credentials.forEach((credential) -> store.save(StoreFixture.DEVICE, credential)));
			for (int i = 0; i < 20; i++) {
				assertThat(store.load(StoreFixture.DEVICE)).isIn(credentials);
			}
			other.join();
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(credentials.get(7));
		}
	}

	@Test
	void f16DirectoryThatCannotBeCreatedHoldsNothingAndTakesNothing() throws Exception {
		Files.writeString(directory(), "not a directory");
		try (FileCredentialStore store = new FileCredentialStore(directory())) {
			assertThat(store.load(StoreFixture.DEVICE)).isNull();
			assertThatExceptionOfType(CredentialStoreException.class)
				.isThrownBy(() -> store.save(StoreFixture.DEVICE, StoreFixture.OLD))
				.withMessageContaining(directory().toString())
				.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(Problem.UNWRITABLE));
			Files.delete(directory());
			store.save(StoreFixture.DEVICE, StoreFixture.OLD);
			assertThat(store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
		}
	}

	@Test
	void printsNoSecret() {
		try (FileCredentialStore store = new FileCredentialStore(directory(), StoreFixture.CIPHER)) {
			assertThat(store).hasToString("FileCredentialStore[directory=" + directory() + ", encrypted=true]");
			assertThat(store.isWritable()).isTrue();
		}
	}

}
