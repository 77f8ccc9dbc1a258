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
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.storage.DeviceFileNames;
import io.linkkit.storage.DeviceLock;
import io.linkkit.storage.StoreFiles;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * {@link MessageStorage} in a file of H2's MVStore, one for each device. Each write is
 * one version of the store, synced before the next begins, so that a crash leaves the
 * last version that was complete. A file that cannot be read or belongs to another device
 * is kept under another name, and a new one begun.
 * <p>
 * MVStore does not check what it reads, so each message has a checksum, and the file says
 * how many there are.
 * <p>
 * A file that loses its end after it was synced, which no crash does, goes back to the
 * last version that is still whole. MVStore does not tell that there were later ones, but
 * a small file beside it does.
 */
final class MvMessageStorage implements MessageStorage {

	private static final Log logger = LogFactory.getLog(MvMessageStorage.class);

	private static final String ABOUT = "about";

	private static final String DEVICE = "device";

	private static final String STATE = "state";

	private static final String MESSAGES = "messages";

	private final String device;

	private final Path file;

	private final Path lockFile;

	/**
	 * Tells how many writes are known to be on disk. Written after each, and not synced:
	 * it may tell of fewer, but of no more than there were.
	 */
	private final Path markFile;

	private final String fileSystem;

	private @Nullable DeviceLock lock;

	private @Nullable MVStore store;

	MvMessageStorage(DeviceIdentity device, Path directory) {
		this(device, directory, "");
	}

	/**
	 * Create a storage.
	 * @param fileSystem prefix of the file system of H2 to use
	 */
	MvMessageStorage(DeviceIdentity device, Path directory, String fileSystem) {
		this.device = device.username();
		this.file = directory.toAbsolutePath().resolve(DeviceFileNames.of(device) + ".queue");
		this.lockFile = this.file.resolveSibling(this.file.getFileName() + ".lock");
		this.markFile = this.file.resolveSibling(this.file.getFileName() + ".mark");
		this.fileSystem = fileSystem;
	}

	@Override
	public List<StoredMessage> open() throws IOException {
		Path directory = this.file.getParent();
		if (directory != null) {
			StoreFiles.createDirectory(directory);
		}
		this.lock = DeviceLock.acquire(this.lockFile);
		try {
			return openOrBegin();
		}
		catch (IOException | RuntimeException ex) {
			close();
			throw ex;
		}
	}

	private List<StoredMessage> openOrBegin() throws IOException {
		try {
			return load(openStore());
		}
		catch (DamagedException ex) {
			closeStore();
			Path aside = setAside();
			logger.error("The queue of messages in " + this.file + " cannot be read: " + ex.getMessage()
					+ ". It is kept as " + aside
					+ " and a new one is begun; messages in it are not sent. Check the storage medium.");
			return load(openStore());
		}
	}

	private MVStore openStore() throws IOException {
		if (!Files.exists(this.file)) {
			begin();
		}
		try {
			MVStore opened = open(this.file);
			this.store = opened;
			return opened;
		}
		catch (RuntimeException | AssertionError ex) {
			throw new DamagedException(ex);
		}
	}

	/**
	 * Begin a file under another name, so that under its own it always says whose it is.
	 */
	private void begin() throws IOException {
		Path temporary = this.file.resolveSibling(this.file.getFileName() + ".tmp");
		Files.deleteIfExists(temporary);
		StoreFiles.createFile(temporary);
		try (MVStore begun = open(temporary)) {
			about(begun).put(DEVICE, this.device);
			about(begun).put(STATE, new StoredState(0, messages(begun).sizeAsLong()).toString());
			sync(begun);
		}
		catch (MVStoreException ex) {
			throw new IOException(ex.getMessage(), ex);
		}
		Files.deleteIfExists(this.markFile);
		StoreFiles.rename(temporary, this.file);
		syncDirectory();
	}

	private MVStore open(Path path) {
		MVStore opened = new MVStore.Builder().fileName(this.fileSystem + path)
			.autoCommitDisabled()
			.autoCommitBufferSize(0)
			.open();
		// a version is on disk before the next one is written, so its space is free
		opened.setRetentionTime(0);
		opened.setVersionsToKeep(0);
		return opened;
	}

	private List<StoredMessage> load(MVStore opened) throws IOException {
		try {
			String owner = about(opened).get(DEVICE);
			if (owner == null) {
				throw new DamagedException("it does not say whose it is");
			}
			if (!this.device.equals(owner)) {
				throw new DamagedException("it is that of " + owner);
			}
			StoredState state = state(opened);
			List<StoredMessage> found = read(messages(opened));
			if (found.size() != state.messages()) {
				throw new DamagedException(
						"it should have " + state.messages() + " message(s), and has " + found.size());
			}
			requireAllWrites(state.writes());
			return found;
		}
		catch (RuntimeException | AssertionError ex) {
			throw new DamagedException(ex);
		}
	}

	/**
	 * MVStore goes back to the last version that is whole, and does not tell.
	 */
	private void requireAllWrites(long found) throws IOException {
		long known = readMark();
		if (found < known) {
			Path aside = aside();
			Files.copy(this.file, aside);
			logger.error("The queue of messages in " + this.file + " lacks its last " + (known - found)
					+ " write(s), and messages may be missing or sent again. The file is kept as " + aside
					+ ". Check the storage medium.");
		}
	}

	private static StoredState state(MVStore opened) throws DamagedException {
		StoredState state = StoredState.parse(about(opened).get(STATE));
		if (state == null) {
			throw new DamagedException("it does not say how many messages it has");
		}
		return state;
	}

	private long readMark() {
		try {
			return Long.parseLong(Files.readString(this.markFile).strip());
		}
		catch (IOException | NumberFormatException ex) {
			return 0;
		}
	}

	private void writeMark(long writes) {
		try (RandomAccessFile mark = new RandomAccessFile(this.markFile.toFile(), "rw")) {
			mark.write("%019d%n".formatted(writes).getBytes(StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			logger.debug("Cannot write " + this.markFile, ex);
		}
	}

	private static List<StoredMessage> read(MVMap<Long, byte[]> messages) throws DamagedException {
		List<StoredMessage> all = new ArrayList<>();
		for (Map.Entry<Long, byte[]> entry : messages.entrySet()) {
			try {
				all.add(StoredMessage.read(entry.getKey(), entry.getValue()));
			}
			catch (IOException ex) {
				throw new DamagedException("message " + entry.getKey() + ": " + ex.getMessage());
			}
		}
		return all;
	}

	private static MVMap<String, String> about(MVStore opened) {
		return opened.openMap(ABOUT, new MVMap.Builder<String, String>().keyType(StringDataType.INSTANCE)
			.valueType(StringDataType.INSTANCE));
	}

	private static MVMap<Long, byte[]> messages(MVStore opened) {
		return opened.openMap(MESSAGES,
				new MVMap.Builder<Long, byte[]>().keyType(LongDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE));
	}

	private Path aside() {
		Path aside = this.file.resolveSibling(this.file.getFileName() + ".damaged");
		for (int i = 2; Files.exists(aside); i++) {
			aside = this.file.resolveSibling(this.file.getFileName() + ".damaged-" + i);
		}
		return aside;
	}

	private Path setAside() throws IOException {
		Path aside = aside();
		StoreFiles.rename(this.file, aside);
		syncDirectory();
		return aside;
	}

	private void syncDirectory() throws IOException {
		Path directory = this.file.getParent();
		if (directory != null) {
			StoreFiles.syncDirectory(directory);
		}
	}

	@Override
	public void write(List<StoredMessage> added, List<Long> removed) throws IOException {
		MVStore current = this.store;
		if (current == null) {
			current = openStore();
		}
		try {
			MVMap<Long, byte[]> messages = messages(current);
			added.forEach((message) -> messages.put(message.number(), message.toBytes()));
			removed.forEach(messages::remove);
			StoredState state = new StoredState(state(current).writes() + 1, messages.sizeAsLong());
			about(current).put(STATE, state.toString());
			sync(current);
			writeMark(state.writes());
		}
		catch (IOException | RuntimeException | AssertionError ex) {
			// what is in memory is no longer what is on disk; the next write begins with
			// the latter
			closeStore();
			throw new IOException(ex.getMessage(), ex);
		}
	}

	private static void sync(MVStore store) {
		store.commit();
		store.sync();
	}

	private void closeStore() {
		MVStore open = this.store;
		this.store = null;
		if (open != null) {
			open.closeImmediately();
		}
	}

	@Override
	public void close() {
		MVStore open = this.store;
		this.store = null;
		if (open != null) {
			try {
				open.close();
			}
			catch (MVStoreException ex) {
				logger.debug(this.file + " was not closed in order; nothing is lost by that", ex);
				open.closeImmediately();
			}
		}
		DeviceLock held = this.lock;
		this.lock = null;
		if (held != null) {
			held.close();
		}
	}

	/**
	 * What is in the file is not what was written.
	 */
	private static final class DamagedException extends IOException {

		DamagedException(String message) {
			super(message);
		}

		/**
		 * Create an exception.
		 * @param cause whatever the store throws when it meets what it did not write,
		 * assertions included where they are enabled
		 */
		DamagedException(Throwable cause) {
			super((cause instanceof MVStoreException) ? cause.getMessage() : cause.toString(), cause);
		}

	}

}
