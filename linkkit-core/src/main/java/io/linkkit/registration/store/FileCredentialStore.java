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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.CredentialStore;
import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import io.linkkit.storage.StoreFiles;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps credentials in a directory, two generations for each device, so that neither a
 * loss of power nor a damaged file loses one. Files are named after the product key and
 * the device name; those that end in {@code .previous} are the generation before,
 * {@code .damaged} what was found damaged.
 * <p>
 * Only one store uses a device at a time: from the first {@link #load} or {@link #save}
 * of a device until {@link #close()} others get {@link Problem#IN_USE}, in this process
 * and in others. Several processes may use one directory for different devices. A closed
 * store that is used again takes its locks again.
 * <p>
 * The directory is created with mode 0700 and the files with mode 0600 where the file
 * system knows modes; those of an existing directory are left as they are.
 */
public final class FileCredentialStore implements CredentialStore {

	private static final Log logger = LogFactory.getLog(FileCredentialStore.class);

	private final Path directory;

	private final @Nullable CredentialCipher cipher;

	private final StoreStepListener listener;

	private final ConcurrentMap<String, DeviceCredentialFiles> devices = new ConcurrentHashMap<>();

	/**
	 * Create a store of credentials that whoever may read the files can read.
	 * @param directory where the files are, on the default file system; created when it
	 * is needed
	 */
	public FileCredentialStore(Path directory) {
		this(directory, null);
	}

	/**
	 * Create a store of encrypted credentials. One that was stored without encryption is
	 * encrypted when it is loaded; what the medium held before is not overwritten, so a
	 * secret that others may have seen should be replaced.
	 * @param directory where the files are, on the default file system; created when it
	 * is needed
	 * @param cipher encrypts the credentials; {@code null} for no encryption
	 */
	public FileCredentialStore(Path directory, @Nullable CredentialCipher cipher) {
		this(directory, cipher, StoreStepListener.NONE);
	}

	FileCredentialStore(Path directory, @Nullable CredentialCipher cipher, StoreStepListener listener) {
		this.directory = directory.toAbsolutePath();
		this.cipher = cipher;
		this.listener = listener;
	}

	/**
	 * {@inheritDoc} A directory that does not exist and cannot be created holds nothing:
	 * a device with a read-only disk shall go online, too.
	 */
	@Override
	public @Nullable DeviceCredential load(DeviceIdentity device) {
		try {
			StoreFiles.createDirectory(this.directory);
		}
		catch (IOException ex) {
			if (Files.notExists(this.directory) || Files.isRegularFile(this.directory)) {
				logger.warn(unusable(ex));
				return null;
			}
			throw new CredentialStoreException(Problem.UNREADABLE, unusable(ex), ex);
		}
		return filesOf(device).load();
	}

	@Override
	public void save(DeviceIdentity device, DeviceCredential credential) {
		try {
			StoreFiles.createDirectory(this.directory);
		}
		catch (IOException ex) {
			throw new CredentialStoreException(Problem.UNWRITABLE, unusable(ex), ex);
		}
		filesOf(device).save(credential);
	}

	private String unusable(IOException cause) {
		return "Cannot use " + this.directory + " for credentials: " + cause
				+ ". Set linkkit.credentials.directory to a directory that this process may write to.";
	}

	private DeviceCredentialFiles filesOf(DeviceIdentity device) {
		return this.devices.computeIfAbsent(device.username(),
				(username) -> new DeviceCredentialFiles(this.directory, device, this.cipher, this.listener));
	}

	@Override
	public void close() {
		this.devices.values().forEach(DeviceCredentialFiles::release);
	}

	@Override
	public String toString() {
		return "FileCredentialStore[directory=" + this.directory + ", encrypted=" + (this.cipher != null) + "]";
	}

}
