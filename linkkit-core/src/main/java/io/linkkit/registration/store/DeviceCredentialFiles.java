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
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import io.linkkit.storage.DeviceInUseException;
import io.linkkit.storage.DeviceLock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Loads and saves the credential of one device.
 */
final class DeviceCredentialFiles {

	private static final Log logger = LogFactory.getLog(FileCredentialStore.class);

	private final String device;

	private final CredentialPaths paths;

	private final StoredContent content;

	private final GenerationWriter writer;

	private @Nullable DeviceLock lock;

	private boolean warnedOfMissingLock;

	DeviceCredentialFiles(Path directory, DeviceIdentity device, @Nullable CredentialCipher cipher,
			StoreStepListener listener) {
		this.device = device.deviceName() + " of product " + device.productKey();
		this.paths = CredentialPaths.of(directory, device);
		this.content = new StoredContent(device, cipher);
		this.writer = new GenerationWriter(this.paths, listener);
	}

	synchronized @Nullable DeviceCredential load() {
		boolean locked = lockIfPossible();
		Generations generations = Generations.scan(this.paths, this.content);
		DeviceCredential credential = generations.readNewest();
		Map<Path, String> damaged = generations.damaged();
		if (credential != null) {
			damaged.forEach((file, reason) -> logger.warn(file + " is damaged: " + reason
					+ ". The other generation of the credential is used. Check the storage medium."));
		}
		if (locked) {
			repair(generations, credential);
		}
		if (credential == null) {
			failIfOnceStored(damaged);
		}
		return credential;
	}

	private boolean lockIfPossible() {
		try {
			lock();
			return true;
		}
		catch (IOException ex) {
			if (!this.warnedOfMissingLock) {
				this.warnedOfMissingLock = true;
				logger.warn("Cannot lock " + this.paths.lock() + " (" + ex + "): the credential of " + this.device
						+ " is read, but another process that uses this device goes unnoticed, and storing fails until it can be locked.");
			}
			return false;
		}
	}

	private void lock() throws IOException {
		if (this.lock == null) {
			try {
				this.lock = DeviceLock.acquire(this.paths.lock());
			}
			catch (DeviceInUseException ex) {
				throw new CredentialStoreException(Problem.IN_USE,
						"The credential of " + this.device + " is in use by " + ex.getHolder() + ", which holds "
								+ ex.getFile()
								+ ". End that one, or use another device name or another directory here.",
						null);
			}
		}
	}

	/**
	 * Make both generations good again, so that the next damage does no harm either.
	 */
	private void repair(Generations generations, @Nullable DeviceCredential credential) {
		try {
			tidy(generations);
			if (credential != null) {
				storeUntilBothAreGood(credential);
				if (generations.isNewestToBeEncrypted()) {
					logger.info("The stored credential of " + this.device + " is encrypted from now on.");
				}
			}
		}
		catch (IOException ex) {
			logger.warn("Cannot repair " + this.paths.current() + " and its other generation: " + ex
					+ ". It is tried again when the credential is loaded the next time.");
		}
	}

	/**
	 * Leave nothing but good generations under the names that count.
	 */
	private void tidy(Generations generations) throws IOException {
		for (Path file : generations.damaged().keySet()) {
			this.writer.setAside(file);
		}
		if (generations.isNewestTemporary()) {
			this.writer.finish();
		}
		else {
			this.writer.deleteTemporary();
		}
	}

	private void storeUntilBothAreGood(DeviceCredential credential) throws IOException {
		for (int i = 0; i < 2; i++) {
			Generations generations = Generations.scan(this.paths, this.content);
			if (generations.areBothGood()) {
				return;
			}
			store(generations.nextNumber(), credential);
		}
		if (!Generations.scan(this.paths, this.content).areBothGood()) {
			throw new IOException("what was written is not what is read back");
		}
	}

	private void store(long number, DeviceCredential credential) throws IOException {
		this.writer.write(CredentialFileFormat.write(this.content.write(number, credential)));
	}

	private void failIfOnceStored(Map<Path, String> damaged) {
		String kept = Stream.of(this.paths.current(), this.paths.previous())
			.map(CredentialPaths::aside)
			.filter(Files::exists)
			.map(Path::toString)
			.collect(Collectors.joining(" and "));
		if (damaged.isEmpty() && kept.isEmpty()) {
			return;
		}
		String found = damaged.entrySet()
			.stream()
			.map((entry) -> " " + entry.getKey() + ": " + entry.getValue() + ".")
			.collect(Collectors.joining());
		throw new CredentialStoreException(Problem.DAMAGED, "The stored credential of " + this.device + " is damaged."
				+ found + (kept.isEmpty() ? "" : " The damaged content is kept as " + kept + ".") + " Restore "
				+ this.paths.current() + " from a backup; or reset the registration of the device in the console and "
				+ "start once with linkkit.registration.force=true.", null);
	}

	synchronized void save(DeviceCredential credential) {
		try {
			lock();
			Generations generations = Generations.scan(this.paths, this.content);
			tidy(generations);
			store(generations.nextNumber(), credential);
			storeUntilBothAreGood(credential);
		}
		catch (IOException ex) {
			throw new CredentialStoreException(Problem.UNWRITABLE,
					"The credential of " + this.device + " cannot be stored as " + this.paths.current() + ": " + ex
							+ ". Check that this process may write to the directory and that there is space left.",
					ex);
		}
	}

	synchronized void release() {
		if (this.lock != null) {
			this.lock.close();
			this.lock = null;
		}
	}

}
