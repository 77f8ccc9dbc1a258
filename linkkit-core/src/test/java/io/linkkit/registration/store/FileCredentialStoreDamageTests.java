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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import io.linkkit.storage.Digests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FileCredentialStore} when files are damaged (F15).
 */
@ExtendWith(OutputCaptureExtension.class)
class FileCredentialStoreDamageTests {

	@TempDir
	Path directory;

	@ParameterizedTest
	@EnumSource
	void damagedCurrentFileIsReplacedByThePreviousOne(Damage damage, CapturedOutput output) throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD, StoreFixture.NEW);
		Path current = StoreFixture.paths(this.directory).current();
		damage.inflict(current);
		byte[] damaged = Files.readAllBytes(current);
		assertThat(StoreFixture.load(this.directory, null)).isEqualTo(StoreFixture.OLD);
		assertThat(output).contains(current + " is damaged").doesNotContain(StoreFixture.OLD_SECRET);
		assertThat(CredentialPaths.aside(current)).hasBinaryContent(damaged);
		assertWhole();
		assertThat(StoreFixture.load(this.directory, null)).isEqualTo(StoreFixture.OLD);
	}

	@ParameterizedTest
	@EnumSource
	void damagedPreviousFileIsWrittenAgain(Damage damage, CapturedOutput output) throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD, StoreFixture.NEW);
		Path previous = StoreFixture.paths(this.directory).previous();
		damage.inflict(previous);
		assertThat(StoreFixture.load(this.directory, null)).isEqualTo(StoreFixture.NEW);
		assertThat(output).contains(previous + " is damaged");
		assertThat(CredentialPaths.aside(previous)).exists();
		assertWhole();
		assertThat(previous).content().contains(StoreFixture.NEW_SECRET);
	}

	@ParameterizedTest
	@EnumSource
	void onlyCopyAfterTheFirstSaveIsNotTheOnlyOne(Damage damage) throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		damage.inflict(StoreFixture.paths(this.directory).current());
		assertThat(StoreFixture.load(this.directory, null)).isEqualTo(StoreFixture.OLD);
	}

	@ParameterizedTest
	@EnumSource
	void bothDamagedIsAnErrorUntilSomethingIsSaved(Damage damage) throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD, StoreFixture.NEW);
		CredentialPaths paths = StoreFixture.paths(this.directory);
		damage.inflict(paths.current());
		damage.inflict(paths.previous());
		byte[] damaged = Files.readAllBytes(paths.current());
		assertDamaged(paths.current());
		assertThat(paths.current()).doesNotExist();
		assertThat(CredentialPaths.aside(paths.current())).hasBinaryContent(damaged);
		assertDamaged(paths.current());
		StoreFixture.save(this.directory, null, StoreFixture.TOKEN);
		assertThat(StoreFixture.load(this.directory, null)).isEqualTo(StoreFixture.TOKEN);
		assertThat(CredentialPaths.aside(paths.current())).hasBinaryContent(damaged);
	}

	@Test
	void saveKeepsADamagedFileThatWasNeverLoaded() throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD, StoreFixture.NEW);
		CredentialPaths paths = StoreFixture.paths(this.directory);
		Files.writeString(paths.current(), "damage");
		StoreFixture.save(this.directory, null, StoreFixture.TOKEN);
		assertThat(StoreFixture.load(this.directory, null)).isEqualTo(StoreFixture.TOKEN);
		assertThat(CredentialPaths.aside(paths.current())).hasContent("damage");
	}

	@Test
	void tornTemporaryFileDoesNotHideDamage() throws Exception {
		CredentialPaths paths = StoreFixture.paths(this.directory);
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		for (Path file : new Path[] { paths.current(), paths.previous(), paths.temporary() }) {
			Files.writeString(file, "damage");
		}
		assertDamaged(paths.current());
		assertDamaged(paths.current());
	}

	@Test
	void fileRestoredFromABackupIsUsed() throws Exception {
		CredentialPaths paths = StoreFixture.paths(this.directory);
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		byte[] backup = Files.readAllBytes(paths.current());
		Files.writeString(paths.current(), "damage");
		Files.writeString(paths.previous(), "damage");
		assertDamaged(paths.current());
		Files.write(paths.current(), backup);
		assertThat(StoreFixture.load(this.directory, null)).isEqualTo(StoreFixture.OLD);
		assertWhole();
	}

	@Test
	void missingGenerationIsWrittenAgain() throws Exception {
		CredentialPaths paths = StoreFixture.paths(this.directory);
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		Files.delete(paths.previous());
		assertThat(StoreFixture.load(this.directory, null)).isEqualTo(StoreFixture.OLD);
		assertWhole();
		Files.delete(paths.current());
		assertThat(StoreFixture.load(this.directory, null)).isEqualTo(StoreFixture.OLD);
		assertWhole();
	}

	@Test
	void fileOfANewerVersionIsLeftAlone() throws Exception {
		CredentialPaths paths = StoreFixture.paths(this.directory);
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		String text = "linkkit-credential 2\nanything\n";
		String newer = text + "sha-256 " + Digests.sha256(text.getBytes(StandardCharsets.UTF_8)) + "\n";
		Files.writeString(paths.current(), newer);
		try (FileCredentialStore store = new FileCredentialStore(this.directory)) {
			assertThatExceptionOfType(CredentialStoreException.class).isThrownBy(() -> store.load(StoreFixture.DEVICE))
				.withMessageContaining("newer version")
				.withMessageContaining(paths.current().toString())
				.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(Problem.UNREADABLE));
			assertThatExceptionOfType(CredentialStoreException.class)
				.isThrownBy(() -> store.save(StoreFixture.DEVICE, StoreFixture.NEW))
				.withMessageContaining("newer version");
		}
		assertThat(paths.current()).hasContent(newer);
	}

	private void assertDamaged(Path current) {
		assertThatExceptionOfType(CredentialStoreException.class)
			.isThrownBy(() -> StoreFixture.load(this.directory, null))
			.withMessageContaining(CredentialPaths.aside(current).toString())
			.withMessageContaining("backup")
			.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(Problem.DAMAGED))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(StoreFixture.NEW_SECRET,
					StoreFixture.OLD_SECRET));
	}

	private void assertWhole() throws Exception {
		CredentialPaths paths = StoreFixture.paths(this.directory);
		for (Path file : new Path[] { paths.current(), paths.previous() }) {
			assertThat(CredentialFileFormat.read(file, Files.readAllBytes(file))).isNotNull();
		}
		assertThat(paths.temporary()).doesNotExist();
	}

	enum Damage {

		TRUNCATED {

			@Override
			void inflict(Path file) throws IOException {
				byte[] bytes = Files.readAllBytes(file);
				Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
			}

		},

		ONE_BYTE_SHORT {

			@Override
			void inflict(Path file) throws IOException {
				byte[] bytes = Files.readAllBytes(file);
				Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
			}

		},

		BIT_FLIPPED {

			@Override
			void inflict(Path file) throws IOException {
				byte[] bytes = Files.readAllBytes(file);
				bytes[bytes.length / 3] ^= 1;
				Files.write(file, bytes);
			}

		},

		EMPTY {

			@Override
			void inflict(Path file) throws IOException {
				Files.write(file, new byte[0]);
			}

		},

		ZEROED {

			@Override
			void inflict(Path file) throws IOException {
				Files.write(file, new byte[(int) Files.size(file)]);
			}

		},

		FOREIGN {

			@Override
			void inflict(Path file) throws IOException {
				Path elsewhere = file.resolveSibling("elsewhere");
				try (FileCredentialStore store = new FileCredentialStore(elsewhere)) {
					store.save(StoreFixture.NEIGHBOUR, StoreFixture.TOKEN);
				}
				Files.copy(CredentialPaths.of(elsewhere, StoreFixture.NEIGHBOUR).current(), file,
						StandardCopyOption.REPLACE_EXISTING);
			}

		};

		abstract void inflict(Path file) throws IOException;

	}

}
