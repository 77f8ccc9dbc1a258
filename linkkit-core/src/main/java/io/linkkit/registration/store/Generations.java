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

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the files of one device hold at a moment.
 */
final class Generations {

	/**
	 * More than any credential needs, and little enough for any device.
	 */
	private static final int MAX_BYTES = 64 * 1024;

	private final CredentialPaths paths;

	private final StoredContent content;

	private final List<Generation> intact = new ArrayList<>();

	private final Map<Path, String> damaged = new LinkedHashMap<>();

	private Generations(CredentialPaths paths, StoredContent content) {
		this.paths = paths;
		this.content = content;
	}

	/**
	 * Look at the files, and change nothing.
	 * @throws CredentialStoreException if a file cannot be read or is of a newer version
	 */
	static Generations scan(CredentialPaths paths, StoredContent content) {
		Generations generations = new Generations(paths, content);
		// of files with the same number the first one counts
		generations.add(paths.current());
		generations.add(paths.temporary());
		generations.add(paths.previous());
		generations.intact.sort(Comparator.comparingLong(Generation::number).reversed());
		return generations;
	}

	private void add(Path file) {
		try {
			byte[] bytes = readIfExists(file);
			if (bytes != null) {
				JsonNode json = CredentialFileFormat.read(file, bytes);
				this.intact.add(new Generation(file, this.content.check(json), json));
			}
		}
		catch (DamagedContentException ex) {
			this.damaged.put(file, String.valueOf(ex.getMessage()));
		}
		catch (IOException ex) {
			throw new CredentialStoreException(Problem.UNREADABLE, "Cannot read " + file + ": " + ex.getMessage()
					+ ". Check that this process may read the file and its directory.", ex);
		}
	}

	private static byte @Nullable [] readIfExists(Path file) throws IOException {
		try (FileInputStream in = new FileInputStream(file.toFile())) {
			return in.readNBytes(MAX_BYTES);
		}
		catch (FileNotFoundException ex) {
			if (Files.notExists(file)) {
				return null;
			}
			throw ex;
		}
	}

	/**
	 * Read the newest credential. A generation whose content turns out to be damaged
	 * counts as damaged from then on, and the one before is read.
	 * @return the credential, or {@code null} if there is none
	 * @throws CredentialStoreException if the newest credential needs another key
	 */
	@Nullable DeviceCredential readNewest() {
		while (!this.intact.isEmpty()) {
			Generation newest = this.intact.get(0);
			try {
				return this.content.read(newest.json(), newest.file().toString());
			}
			catch (DamagedContentException ex) {
				this.intact.remove(0);
				this.damaged.put(newest.file(), String.valueOf(ex.getMessage()));
			}
		}
		return null;
	}

	/**
	 * Return the damaged files, with a clause each that says what is wrong. A damaged
	 * temporary file is none of them: it was never said to be stored.
	 */
	Map<Path, String> damaged() {
		Map<Path, String> stored = new LinkedHashMap<>(this.damaged);
		stored.remove(this.paths.temporary());
		return stored;
	}

	boolean isNewestTemporary() {
		return !this.intact.isEmpty() && this.intact.get(0).file().equals(this.paths.temporary());
	}

	long nextNumber() {
		return this.intact.isEmpty() ? 1 : this.intact.get(0).number() + 1;
	}

	/**
	 * Return whether the newest generation can be read by everybody though it is to be
	 * encrypted.
	 */
	boolean isNewestToBeEncrypted() {
		return !this.intact.isEmpty() && !this.content.isAsProtectedAsAsked(this.intact.get(0).json());
	}

	/**
	 * Return whether one more flipped bit would do no harm, and nothing is left readable
	 * that is to be encrypted.
	 */
	boolean areBothGood() {
		return this.intact.stream()
			.filter((generation) -> !generation.file().equals(this.paths.temporary()))
			.filter((generation) -> this.content.isAsProtectedAsAsked(generation.json()))
			.count() == 2;
	}

	private record Generation(Path file, long number, JsonNode json) {

		// the JSON may hold a secret
		@Override
		public String toString() {
			return this.file + " (generation " + this.number + ")";
		}

	}

}
