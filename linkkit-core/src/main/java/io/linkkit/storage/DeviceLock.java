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

package io.linkkit.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Keeps others from using a device while this process does. The lock is the operating
 * system's and goes with the process, however it ends. The text in the file only tells
 * others who holds it. The file is never deleted: a process that has just opened it would
 * lock a file that nobody else can see.
 */
public final class DeviceLock {

	private static final Log logger = LogFactory.getLog(DeviceLock.class);

	/**
	 * A byte beyond any text, because Windows lets nobody read what is locked.
	 */
	private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

	private static final int MAX_HOLDER_BYTES = 1000;

	/**
	 * Locks held by this process. Asked before the file is opened: on POSIX, closing any
	 * handle of a file gives up all locks of the process on it.
	 */
	private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

	/**
	 * Handles of files that another class loader in this process has locked. They stay
	 * open for the reason above, and are used again.
	 */
	private static final Map<Path, RandomAccessFile> PARKED = new ConcurrentHashMap<>();

	private final Path file;

	private final RandomAccessFile handle;

	private DeviceLock(Path file, RandomAccessFile handle) {
		this.file = file;
		this.handle = handle;
	}

	/**
	 * Take the lock.
	 * @param file the lock file, in an existing directory
	 * @return the lock
	 * @throws DeviceInUseException if somebody else holds the lock
	 * @throws IOException if there can be no lock
	 */
	public static DeviceLock acquire(Path file) throws IOException {
		Path real = realPath(file);
		String self = LockHolder.self();
		String other = HELD.putIfAbsent(real, self);
		if (other != null) {
			throw new DeviceInUseException(file, "another store of this process (" + other + ")");
		}
		boolean taken = false;
		try {
			DeviceLock lock = new DeviceLock(real, open(real));
			lock.lock();
			lock.tell(self);
			taken = true;
			return lock;
		}
		finally {
			if (!taken) {
				HELD.remove(real);
			}
		}
	}

	private static Path realPath(Path file) throws IOException {
		Path directory = file.toAbsolutePath().getParent();
		return (directory != null) ? directory.toRealPath().resolve(file.getFileName()) : file;
	}

	private static RandomAccessFile open(Path file) throws IOException {
		RandomAccessFile parked = PARKED.remove(file);
		if (parked != null) {
			return parked;
		}
		try {
			StoreFiles.createFile(file);
		}
		catch (FileAlreadyExistsException ex) {
			// as it should be from the second time on
		}
		return new RandomAccessFile(file.toFile(), "rw");
	}

	private void lock() throws IOException {
		String other = null;
		try {
			FileLock lock = this.handle.getChannel().tryLock(LOCKED_BYTE, 1, false);
			if (lock == null) {
				other = holder();
				closeHandle();
			}
		}
		catch (OverlappingFileLockException ex) {
			other = holder();
			PARKED.put(this.file, this.handle);
		}
		catch (IOException ex) {
			closeHandle();
			throw ex;
		}
		if (other != null) {
			throw new DeviceInUseException(this.file, other);
		}
	}

	/**
	 * Return who holds the lock, as far as that can be read just now.
	 */
	private String holder() {
		byte[] bytes = new byte[MAX_HOLDER_BYTES];
		try {
			this.handle.seek(0);
			int length = this.handle.read(bytes);
			return (length > 0) ? LockHolder.printable(new String(bytes, 0, length, StandardCharsets.UTF_8))
					: "a process that has not told its name yet";
		}
		catch (IOException ex) {
			return "a process whose name cannot be read (" + ex.getMessage() + ")";
		}
	}

	private void tell(String self) {
		try {
			byte[] text = (self + "\n").getBytes(StandardCharsets.UTF_8);
			this.handle.seek(0);
			this.handle.write(text);
			this.handle.setLength(text.length);
		}
		catch (IOException ex) {
			logger.debug("Cannot write into " + this.file + "; others will not learn who holds it", ex);
		}
	}

	/**
	 * Give the lock back.
	 */
	public void close() {
		closeHandle();
		HELD.remove(this.file);
	}

	private void closeHandle() {
		try {
			this.handle.close();
		}
		catch (IOException ex) {
			logger.debug("Cannot close " + this.file, ex);
		}
	}

}
