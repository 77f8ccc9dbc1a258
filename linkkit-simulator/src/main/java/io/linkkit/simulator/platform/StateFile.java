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

package io.linkkit.simulator.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.log.SimulatorLog;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps products and devices in one JSON file. Whoever reads it, also after a crash,
 * finds the state before or after a change and nothing between. It holds secrets and is
 * therefore its owner's alone, where the file system knows owners.
 */
final class StateFile implements RegistryStore {

	private static final FileAttribute<?>[] OWNER_ONLY = {
			PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) };

	private static final FileAttribute<?>[] NO_OWNER = {};

	private final Path file;

	private final SimulatorLog log;

	StateFile(Path file, SimulatorLog log) {
		this.file = file.toAbsolutePath();
		this.log = log;
	}

	/**
	 * Fill an empty registry. A file that does not exist yet is as good as an empty
	 * state.
	 * @param registry where to
	 * @throws IllegalStateException when the file cannot be read or makes no sense
	 */
	void load(DeviceRegistry registry) {
		try {
			SavedState state = JsonMapper.shared().readValue(Files.readString(this.file), SavedState.class);
			if (state == null) {
				throw unreadable("it holds no state", null);
			}
			state.restore(registry);
		}
		catch (NoSuchFileException ex) {
			return;
		}
		catch (IOException ex) {
			throw unreadable(ex.toString(), ex);
		}
		catch (JacksonException ex) {
			// not the cause: it quotes the file, and so perhaps a secret
			throw unreadable("it is not JSON as this simulator writes it" + JsonErrors.position(ex), null);
		}
		catch (IllegalArgumentException ex) {
			throw unreadable(String.valueOf(ex.getMessage()), ex);
		}
		this.log.add(LogEvent.STATE_FILE, null, "read", this.file + ": " + registry.describe());
	}

	private IllegalStateException unreadable(String problem, @Nullable Throwable cause) {
		return new IllegalStateException("Cannot read the simulator's state file " + this.file + ": " + problem
				+ ". It is left as it is; repair it, delete it or name another", cause);
	}

	@Override
	public void save(DeviceRegistry registry) {
		try {
			write(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(SavedState.of(registry)));
		}
		catch (IOException ex) {
			String problem = "Cannot write the simulator's state file " + this.file + ": " + ex;
			this.log.add(LogEvent.STATE_FILE, null, "not-written", problem);
			throw new IllegalStateException(problem, ex);
		}
	}

	private void write(String json) throws IOException {
		Path directory = this.file.getParent();
		if (directory != null) {
			Files.createDirectories(directory);
		}
		Path temporary = this.file.resolveSibling(this.file.getFileName() + ".tmp");
		Files.deleteIfExists(temporary);
		Files.createFile(temporary, attributes());
		Files.writeString(temporary, json);
		Files.move(temporary, this.file, StandardCopyOption.ATOMIC_MOVE);
	}

	private FileAttribute<?>[] attributes() {
		return this.file.getFileSystem().supportedFileAttributeViews().contains("posix") ? OWNER_ONLY : NO_OWNER;
	}

}
