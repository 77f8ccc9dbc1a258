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

import io.linkkit.storage.StoreFiles;

/**
 * Stores generations of one device. At every instant at least one complete generation is
 * on the disk: a new one is complete under the temporary name before any other is
 * touched.
 */
final class GenerationWriter {

	private final CredentialPaths paths;

	private final StoreStepListener listener;

	GenerationWriter(CredentialPaths paths, StoreStepListener listener) {
		this.paths = paths;
		this.listener = listener;
	}

	/**
	 * Store a generation; the one that was current becomes the previous one.
	 * @throws IOException if it is not stored; what was stored before is still there
	 */
	void write(byte[] generation) throws IOException {
		Files.deleteIfExists(this.paths.temporary());
		try {
			StoreFiles.write(this.paths.temporary(), generation);
			this.listener.reached(StoreStep.TEMPORARY_WRITTEN);
			StoreFiles.sync(this.paths.temporary());
		}
		catch (IOException ex) {
			removeTemporary(ex);
			throw ex;
		}
		this.listener.reached(StoreStep.TEMPORARY_SYNCED);
		rename();
	}

	private void removeTemporary(IOException cause) {
		try {
			Files.deleteIfExists(this.paths.temporary());
		}
		catch (IOException ex) {
			cause.addSuppressed(ex);
		}
	}

	/**
	 * Finish what a crash cut short: a complete temporary file becomes current.
	 */
	void finish() throws IOException {
		StoreFiles.sync(this.paths.temporary());
		rename();
	}

	private void rename() throws IOException {
		if (Files.exists(this.paths.current())) {
			StoreFiles.rename(this.paths.current(), this.paths.previous());
			this.listener.reached(StoreStep.PREVIOUS_KEPT);
		}
		StoreFiles.rename(this.paths.temporary(), this.paths.current());
		this.listener.reached(StoreStep.RENAMED);
		syncDirectory();
		this.listener.reached(StoreStep.DIRECTORY_SYNCED);
	}

	/**
	 * Keep a damaged file under another name, for whoever can still make something of it.
	 */
	void setAside(Path damaged) throws IOException {
		if (Files.exists(damaged)) {
			StoreFiles.rename(damaged, CredentialPaths.aside(damaged));
			syncDirectory();
		}
	}

	void deleteTemporary() throws IOException {
		Files.deleteIfExists(this.paths.temporary());
	}

	private void syncDirectory() throws IOException {
		Path directory = this.paths.current().getParent();
		if (directory != null) {
			StoreFiles.syncDirectory(directory);
		}
	}

}
