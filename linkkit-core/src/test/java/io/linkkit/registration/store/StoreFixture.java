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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.DeviceToken;
import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import org.jspecify.annotations.Nullable;

/**
 * A device, two credentials of it and its files.
 */
final class StoreFixture {

	static final DeviceIdentity DEVICE = new DeviceIdentity("a1B2c3D4e5F", "cold-room:1");

	static final DeviceIdentity NEIGHBOUR = new DeviceIdentity("a1B2c3D4e5F", "cold-room:2");

	static final String OLD_SECRET = "0123456789abcdef0123456789abcdef";

	static final String NEW_SECRET = "fedcba9876543210fedcba9876543210";

	static final DeviceCredential OLD = new DeviceSecret(Secret.of(OLD_SECRET));

	static final DeviceCredential NEW = new DeviceSecret(Secret.of(NEW_SECRET));

	static final DeviceCredential TOKEN = new DeviceToken("id|securemode=-2,authType=connwl|", Secret.of(NEW_SECRET));

	static final CredentialCipher CIPHER = CredentialCipher
		.withKey(Secret.of("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));

	private StoreFixture() {
	}

	static CredentialPaths paths(Path directory) {
		return CredentialPaths.of(directory, DEVICE);
	}

	/**
	 * Store a credential as a process would that ends then.
	 */
	static void save(Path directory, @Nullable CredentialCipher cipher, DeviceCredential... credentials) {
		try (FileCredentialStore store = new FileCredentialStore(directory, cipher)) {
			for (DeviceCredential credential : credentials) {
				store.save(DEVICE, credential);
			}
		}
	}

	/**
	 * Load as a process would that has just begun.
	 */
	static @Nullable DeviceCredential load(Path directory, @Nullable CredentialCipher cipher) {
		try (FileCredentialStore store = new FileCredentialStore(directory, cipher)) {
			return store.load(DEVICE);
		}
	}

	static List<String> filesIn(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

	static String everythingIn(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.map(StoreFixture::read).reduce("", String::concat);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
