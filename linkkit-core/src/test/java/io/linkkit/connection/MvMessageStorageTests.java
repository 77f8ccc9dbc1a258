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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.storage.DeviceInUseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Row F30 of the fault matrix for {@link MvMessageStorage}: what a crash, a damaged disk
 * or a full one leaves.
 */
@ExtendWith(OutputCaptureExtension.class)
class MvMessageStorageTests {

	private static final DeviceIdentity DEVICE = new DeviceIdentity("a1B2c3D4e5F", "cold:room");

	private static final int DAMAGES = 150;

	@TempDir
	private Path directory;

	private MvMessageStorage storage() {
		return new MvMessageStorage(DEVICE, this.directory.resolve("queue"));
	}

	private Path file() throws IOException {
		try (Stream<Path> files = Files.list(this.directory.resolve("queue"))) {
			return files.filter((file) -> file.toString().endsWith(".queue")).findFirst().orElseThrow();
		}
	}

	private boolean isKeptAside() throws IOException {
		try (Stream<Path> files = Files.list(this.directory.resolve("queue"))) {
			return files.anyMatch((file) -> file.toString().endsWith(".damaged"));
		}
	}

	private static StoredMessage message(long number) {
		return new StoredMessage(number, "/a/b", ("payload " + number).getBytes(), StoredMessage.NEVER);
	}

	private List<Long> load() throws IOException {
		MvMessageStorage opened = storage();
		try {
			return opened.open().stream().map(StoredMessage::number).toList();
		}
		finally {
			opened.close();
		}
	}

	/**
	 * Leave the file as a process does that is killed: what was written is there, but
	 * nothing was closed.
	 */
	private byte[] afterKill(int writes) throws IOException {
		MvMessageStorage killed = storage();
		killed.open();
		for (int i = 1; i <= writes; i++) {
			killed.write(List.of(message(i)), List.of());
		}
		byte[] bytes = Files.readAllBytes(file());
		killed.close();
		Files.write(file(), bytes);
		return bytes;
	}

	@Test
	void keepsMessagesInTheirOrder() throws IOException {
		MvMessageStorage first = storage();
		assertThat(first.open()).isEmpty();
		first.write(List.of(message(2), message(1)), List.of());
		first.write(List.of(message(3)), List.of(2L));
		first.close();
		MvMessageStorage second = storage();
		List<StoredMessage> found = second.open();
		second.close();
		assertThat(found).extracting(StoredMessage::number).containsExactly(1L, 3L);
		assertThat(found.get(0).topic()).isEqualTo("/a/b");
		assertThat(found.get(0).payload()).asString().isEqualTo("payload 1");
		assertThat(found.get(0).expiresAt()).isEqualTo(StoredMessage.NEVER);
	}

	@Test
	void isPrivate() throws IOException {
		load();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.directory.resolve("queue"))))
			.isEqualTo("rwx------");
	}

	@Test
	void f30KeepsEverythingThatWasWrittenWhenItIsKilled() throws IOException {
		afterKill(20);
		assertThat(load()).containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
		assertThat(isKeptAside()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 17, 100, 2000, 4096, 5000 })
	void f30ForgetsNothingWhenTheLastWriteIsTorn(int torn) throws IOException {
		MvMessageStorage killed = storage();
		killed.open();
		for (int i = 1; i <= 5; i++) {
			killed.write(List.of(message(i)), List.of());
		}
		byte[] before = Files.readAllBytes(file());
		Path mark = file().resolveSibling(file().getFileName() + ".mark");
		String marked = Files.readString(mark);
		killed.write(List.of(message(6)), List.of());
		byte[] after = Files.readAllBytes(file());
		killed.close();
		// of what the last write changed, only the first bytes came to the disk
		byte[] onDisk = Arrays.copyOf(before, after.length);
		int changed = 0;
		for (int i = 0; i < after.length; i++) {
			byte old = (i < before.length) ? before[i] : 0;
			if (after[i] != old) {
				onDisk[i] = (changed < torn) ? after[i] : old;
				changed++;
			}
		}
		Files.write(file(), onDisk);
		Files.writeString(mark, marked);
		assertThat(load()).startsWith(1L, 2L, 3L, 4L, 5L);
		assertThat(isKeptAside()).isFalse();
	}

	@Test
	void f30SaysSoWhenPartOfTheFileIsMissing(CapturedOutput output) throws IOException {
		byte[] whole = afterKill(20);
		Path mark = file().resolveSibling(file().getFileName() + ".mark");
		String marked = Files.readString(mark);
		for (int length = 1; length < whole.length; length += 1500) {
			Files.write(file(), Arrays.copyOf(whole, length));
			Files.writeString(mark, marked);
			List<Long> found = load();
			assertThat(found).isSorted();
			assertThat(isKeptAside()).as("kept aside, found %s", found).isEqualTo(found.size() < 20);
			try (Stream<Path> files = Files.list(this.directory.resolve("queue"))) {
				for (Path file : files.filter((path) -> path.toString().contains(".damaged")).toList()) {
					assertThat(output).contains("kept as " + file);
					Files.delete(file);
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 8, 64 })
	void f30LosesNothingInSilenceWhenBitsAreFlipped(int flips) throws IOException {
		byte[] whole = afterKill(20);
		Path mark = file().resolveSibling(file().getFileName() + ".mark");
		String marked = Files.readString(mark);
		Random random = new Random(20261 + flips);
		for (int i = 0; i < DAMAGES; i++) {
			byte[] damaged = whole.clone();
			// one half anywhere, one half at the end, where the latest writes are
			int from = (i % 2 == 0) ? 0 : whole.length - 4096;
			for (int flip = 0; flip < flips; flip++) {
				damaged[random.nextInt(from, whole.length)] ^= (byte) (1 << random.nextInt(8));
			}
			assertLosesNothingInSilence(damaged, mark, marked);
		}
	}

	@Test
	void f30LosesNothingInSilenceWhenTheFileEndsAnywhere() throws IOException {
		byte[] whole = afterKill(20);
		Path mark = file().resolveSibling(file().getFileName() + ".mark");
		String marked = Files.readString(mark);
		Random random = new Random(20261);
		for (int i = 0; i < DAMAGES; i++) {
			assertLosesNothingInSilence(Arrays.copyOf(whole, random.nextInt(whole.length)), mark, marked);
		}
	}

	/**
	 * Every message is found as it was written, or the file is kept aside.
	 */
	private void assertLosesNothingInSilence(byte[] damaged, Path mark, String marked) throws IOException {
		Files.write(file(), damaged);
		Files.writeString(mark, marked);
		MvMessageStorage opened = storage();
		List<StoredMessage> found = opened.open();
		opened.close();
		assertThat(found).extracting(StoredMessage::number).isSorted().doesNotHaveDuplicates();
		assertThat(found).allSatisfy((message) -> {
			assertThat(message.topic()).isEqualTo("/a/b");
			assertThat(message.payload()).asString().isEqualTo("payload " + message.number());
		});
		if (found.size() < 20) {
			assertThat(isKeptAside()).as("kept aside, found %s", found).isTrue();
		}
		try (Stream<Path> files = Files.list(this.directory.resolve("queue"))) {
			for (Path file : files.filter((path) -> path.toString().contains(".damaged")).toList()) {
				assertThat(file).hasBinaryContent(damaged);
				Files.delete(file);
			}
		}
	}

	@Test
	void f30SetsAForeignFileAside(CapturedOutput output) throws IOException {
		load();
		Path file = file();
		Files.writeString(file, "no queue at all ".repeat(1000));
		assertThat(load()).isEmpty();
		assertThat(file.resolveSibling(file.getFileName() + ".damaged")).content().startsWith("no queue at all");
		assertThat(output).contains("cannot be read").contains("It is kept as " + file + ".damaged");
		Files.writeString(file, "again ".repeat(1000));
		assertThat(load()).isEmpty();
		assertThat(file.resolveSibling(file.getFileName() + ".damaged-2")).content().startsWith("again");
	}

	@Test
	void f30SetsTheFileOfAnotherDeviceAside(CapturedOutput output) throws IOException {
		MvMessageStorage other = new MvMessageStorage(new DeviceIdentity("a1B2c3D4e5F", "other"), this.directory);
		other.open();
		other.write(List.of(message(1)), List.of());
		other.close();
		load();
		try (Stream<Path> files = Files.list(this.directory)) {
			Path foreign = files.filter((path) -> path.toString().endsWith(".queue")).findFirst().orElseThrow();
			Files.write(file(), Files.readAllBytes(foreign));
		}
		assertThat(load()).isEmpty();
		assertThat(isKeptAside()).isTrue();
		assertThat(output).contains("it is that of other&a1B2c3D4e5F");
	}

	@Test
	void namesWhoUsesTheFile() throws IOException {
		MvMessageStorage first = storage();
		first.open();
		MvMessageStorage second = storage();
		assertThatExceptionOfType(DeviceInUseException.class).isThrownBy(second::open)
			.withMessageContaining("process " + ProcessHandle.current().pid());
		second.close();
		first.write(List.of(message(1)), List.of());
		first.close();
		assertThat(load()).containsExactly(1L);
	}

	@Test
	void f30SurvivesAFullDisk() throws IOException {
		FullDisk disk = FullDisk.register();
		MvMessageStorage storage = new MvMessageStorage(DEVICE, this.directory.resolve("queue"), FullDisk.PREFIX);
		storage.open();
		storage.write(List.of(message(1)), List.of());
		disk.full = true;
		for (int i = 0; i < 3; i++) {
			assertThatIOException().isThrownBy(() -> storage.write(List.of(message(2)), List.of()))
				.withStackTraceContaining("No space left");
		}
		disk.full = false;
		storage.write(List.of(message(3)), List.of());
		storage.close();
		assertThat(load()).contains(1L, 3L);
	}

	@Test
	void theFileStaysSmallHoweverManyMessagesPass() throws IOException {
		MvMessageStorage storage = storage();
		storage.open();
		for (int i = 1; i <= 3000; i++) {
			StoredMessage message = new StoredMessage(i, "/a/b", new byte[1000], StoredMessage.NEVER);
			storage.write(List.of(message), (i > 10) ? List.of(i - 10L) : List.of());
		}
		long size = Files.size(file());
		storage.close();
		assertThat(size).isLessThan(500_000);
		assertThat(load()).hasSize(10);
	}

	@Test
	void namesTheLibraryThatIsMissing() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> MessageJournals.requireStore(ClassLoader.getPlatformClassLoader()))
			.withMessageContaining("linkkit.queue.persistence")
			.withMessageContaining("com.h2database:h2-mvstore");
	}

	@Test
	void aMessageThatIsNotWhatWasWrittenIsNotRead() throws IOException {
		byte[] bytes = message(1).toBytes();
		for (int i = 0; i < bytes.length; i++) {
			byte[] flipped = bytes.clone();
			flipped[i] ^= 1;
			assertThatIOException().isThrownBy(() -> StoredMessage.read(1, flipped));
			byte[] shorter = Arrays.copyOf(bytes, i);
			assertThatIOException().isThrownBy(() -> StoredMessage.read(1, shorter));
		}
		assertThat(StoredMessage.read(1, bytes).payload()).asString().isEqualTo("payload 1");
	}

}
