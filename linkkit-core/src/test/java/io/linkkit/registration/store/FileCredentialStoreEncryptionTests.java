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
import java.util.Base64;
import java.util.List;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.Secret;
import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FileCredentialStore} with a {@link CredentialCipher}.
 */
@ExtendWith(OutputCaptureExtension.class)
class FileCredentialStoreEncryptionTests {

	private static final CredentialCipher OTHER = CredentialCipher.withKey(Secret.of("0".repeat(64)));

	@TempDir
	Path directory;

	@ParameterizedTest
	@MethodSource("credentials")
	void givesBackWhatWasSaved(DeviceCredential credential) {
		StoreFixture.save(this.directory, StoreFixture.CIPHER, credential);
		assertThat(StoreFixture.load(this.directory, StoreFixture.CIPHER)).isEqualTo(credential);
	}

	static List<DeviceCredential> credentials() {
		return List.of(StoreFixture.OLD, StoreFixture.TOKEN);
	}

	@Test
	void hidesTheCredentialButNotTheDevice() throws Exception {
		StoreFixture.save(this.directory, StoreFixture.CIPHER, StoreFixture.OLD, StoreFixture.TOKEN);
		assertThat(StoreFixture.everythingIn(this.directory))
			.contains("cold-room:1", "a1B2c3D4e5F", "AES-256-GCM", StoreFixture.CIPHER.keyId())
			.doesNotContain(StoreFixture.OLD_SECRET, StoreFixture.NEW_SECRET, "connwl", "device-token");
	}

	@Test
	void sameCredentialLooksDifferentEachTime() throws Exception {
		StoreFixture.save(this.directory, StoreFixture.CIPHER, StoreFixture.OLD);
		CredentialPaths paths = StoreFixture.paths(this.directory);
		assertThat(encrypted(paths.current()).get("nonce")).isNotEqualTo(encrypted(paths.previous()).get("nonce"));
		assertThat(encrypted(paths.current()).get("data")).isNotEqualTo(encrypted(paths.previous()).get("data"));
	}

	@Test
	void wrongKeyChangesNothing() throws Exception {
		StoreFixture.save(this.directory, StoreFixture.CIPHER, StoreFixture.OLD);
		assertWrongKey(OTHER, OTHER.keyId());
	}

	@Test
	void missingKeyChangesNothing() throws Exception {
		StoreFixture.save(this.directory, StoreFixture.CIPHER, StoreFixture.OLD);
		assertWrongKey(null, "no key is set");
	}

	@Test
	void wrongKeyIsNotTakenForDamageOfTheOtherGeneration() throws Exception {
		StoreFixture.save(this.directory, StoreFixture.CIPHER, StoreFixture.OLD);
		Files.writeString(StoreFixture.paths(this.directory).current(), "damage");
		assertWrongKey(OTHER, OTHER.keyId());
	}

	@Test
	void wrongKeyIsNotAnsweredWithAnOlderReadableCredential() throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		byte[] readable = Files.readAllBytes(StoreFixture.paths(this.directory).current());
		StoreFixture.save(this.directory, StoreFixture.CIPHER, StoreFixture.NEW);
		Files.write(StoreFixture.paths(this.directory).previous(), readable);
		assertWrongKey(null, "no key is set");
	}

	@Test
	void savingWithAnotherKeyReplacesBothGenerations() {
		StoreFixture.save(this.directory, StoreFixture.CIPHER, StoreFixture.OLD);
		StoreFixture.save(this.directory, OTHER, StoreFixture.NEW);
		assertThat(StoreFixture.load(this.directory, OTHER)).isEqualTo(StoreFixture.NEW);
	}

	@Test
	void changedBytesAreDamageThatThePreviousGenerationMakesUpFor() throws Exception {
		StoreFixture.save(this.directory, StoreFixture.CIPHER, StoreFixture.OLD, StoreFixture.NEW);
		Path current = StoreFixture.paths(this.directory).current();
		tamper(current);
		assertThat(StoreFixture.load(this.directory, StoreFixture.CIPHER)).isEqualTo(StoreFixture.OLD);
		assertThat(CredentialPaths.aside(current)).exists();
	}

	@Test
	void changedBytesInBothAreAnError() throws Exception {
		StoreFixture.save(this.directory, StoreFixture.CIPHER, StoreFixture.OLD);
		tamper(StoreFixture.paths(this.directory).current());
		tamper(StoreFixture.paths(this.directory).previous());
		assertThatExceptionOfType(CredentialStoreException.class)
			.isThrownBy(() -> StoreFixture.load(this.directory, StoreFixture.CIPHER))
			.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(Problem.DAMAGED));
	}

	@Test
	void credentialOfAnotherDeviceIsNotAcceptedUnderThisName() throws Exception {
		try (FileCredentialStore store = new FileCredentialStore(this.directory, StoreFixture.CIPHER)) {
			store.save(StoreFixture.NEIGHBOUR, StoreFixture.TOKEN);
		}
		Path foreign = CredentialPaths.of(this.directory, StoreFixture.NEIGHBOUR).current();
		ObjectNode content = content(foreign);
		content.put("deviceName", StoreFixture.DEVICE.deviceName());
		Files.write(StoreFixture.paths(this.directory).current(), CredentialFileFormat.write(content));
		assertThatExceptionOfType(CredentialStoreException.class)
			.isThrownBy(() -> StoreFixture.load(this.directory, StoreFixture.CIPHER))
			.withMessageContaining("another device")
			.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(Problem.DAMAGED));
	}

	@Test
	void readableCredentialIsEncryptedOnceThereIsAKey(CapturedOutput output) throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD, StoreFixture.NEW);
		assertThat(StoreFixture.load(this.directory, StoreFixture.CIPHER)).isEqualTo(StoreFixture.NEW);
		assertThat(StoreFixture.everythingIn(this.directory)).doesNotContain(StoreFixture.OLD_SECRET,
				StoreFixture.NEW_SECRET);
		assertThat(output).containsOnlyOnce("is encrypted from now on")
			.doesNotContain(StoreFixture.OLD_SECRET, StoreFixture.NEW_SECRET);
		assertThat(StoreFixture.load(this.directory, StoreFixture.CIPHER)).isEqualTo(StoreFixture.NEW);
		assertThat(output).containsOnlyOnce("is encrypted from now on");
	}

	@Test
	void savingOverAReadableCredentialLeavesNoneReadable() throws Exception {
		StoreFixture.save(this.directory, null, StoreFixture.OLD);
		StoreFixture.save(this.directory, StoreFixture.CIPHER, StoreFixture.NEW);
		assertThat(StoreFixture.everythingIn(this.directory)).doesNotContain(StoreFixture.OLD_SECRET,
				StoreFixture.NEW_SECRET);
	}

	private void assertWrongKey(@Nullable CredentialCipher cipher, String reason) throws IOException {
		List<String> files = StoreFixture.filesIn(this.directory);
		CredentialPaths paths = StoreFixture.paths(this.directory);
		byte[] current = Files.readAllBytes(paths.current());
		byte[] previous = Files.readAllBytes(paths.previous());
		assertThatExceptionOfType(CredentialStoreException.class)
			.isThrownBy(() -> StoreFixture.load(this.directory, cipher))
			.withMessageContaining(reason)
			.withMessageContaining(StoreFixture.CIPHER.keyId())
			.withMessageContaining("linkkit.credentials.encryption-key")
			.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(Problem.WRONG_KEY));
		assertThat(StoreFixture.filesIn(this.directory)).isEqualTo(files);
		assertThat(paths.current()).hasBinaryContent(current);
		assertThat(paths.previous()).hasBinaryContent(previous);
	}

	private static ObjectNode content(Path file) throws Exception {
		return (ObjectNode) CredentialFileFormat.read(file, Files.readAllBytes(file));
	}

	private static ObjectNode encrypted(Path file) throws Exception {
		return (ObjectNode) content(file).get("encrypted");
	}

	/**
	 * Change a byte of what is encrypted, and make the checksum match.
	 */
	private static void tamper(Path file) throws Exception {
		ObjectNode content = content(file);
		ObjectNode encrypted = (ObjectNode) content.get("encrypted");
		byte[] data = Base64.getDecoder().decode(encrypted.get("data").stringValue());
		data[0] ^= 1;
		encrypted.put("data", Base64.getEncoder().encodeToString(data));
		Files.write(file, CredentialFileFormat.write(content));
	}

}
