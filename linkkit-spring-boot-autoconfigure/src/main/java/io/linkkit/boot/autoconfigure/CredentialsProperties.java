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

package io.linkkit.boot.autoconfigure;

import io.linkkit.auth.Secret;
import io.linkkit.registration.store.CredentialCipher;
import io.linkkit.registration.store.FileCredentialStore;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where what a registration gave is kept.
 *
 * @param directory Directory of the files in which the credentials of registered devices
 * are kept. By default .linkkit/credentials under the user's home.
 * @param encryptionKey Key by which these files are encrypted with AES-256-GCM: 32 bytes
 * in Base64, or 64 hexadecimal digits. Not encrypted by default.
 */
@ConfigurationProperties("linkkit.credentials")
public record CredentialsProperties(@Nullable String directory, @Nullable Secret encryptionKey) {

	public CredentialsProperties {
		directory = LinkKitProperties.textOrNull(directory);
	}

	FileCredentialStore toFileCredentialStore() {
		return new FileCredentialStore(DeviceDirectory.of("credentials.directory", this.directory, "credentials"),
				(this.encryptionKey != null) ? CredentialCipher.withKey(this.encryptionKey) : null);
	}

}
