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

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * File operations that neither an interrupt nor the umask can spoil: nothing goes through
 * a channel that an interrupt would close for good, and files are private from their
 * first instant on.
 */
public final class StoreFiles {

	private StoreFiles() {
	}

	/**
	 * Create a directory and those above it, so that they would survive a loss of power.
	 * @param directory the directory
	 * @throws IOException if it does not exist afterwards
	 */
	public static void createDirectory(Path directory) throws IOException {
		Path parent = directory.getParent();
		if (parent != null && !Files.isDirectory(directory)) {
			createDirectory(parent);
			// as opposed to createDirectory content with what another process creates
			Files.createDirectories(directory, permissions(directory, "rwx------"));
			syncDirectory(parent);
		}
	}

	/**
	 * Create a file that is private.
	 * @param file the file
	 * @throws IOException if it exists already, or cannot be created
	 */
	public static void createFile(Path file) throws IOException {
		Files.createFile(file, permissions(file, "rw-------"));
	}

	private static FileAttribute<?>[] permissions(Path path, String permissions) {
		if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			return new FileAttribute<?>[0];
		}
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) };
	}

	/**
	 * Create a private file with this content.
	 * @param file the file
	 * @param bytes the content
	 * @throws IOException if it exists already, or cannot be written
	 */
	public static void write(Path file, byte[] bytes) throws IOException {
		createFile(file);
		try (FileOutputStream out = new FileOutputStream(file.toFile())) {
			out.write(bytes);
		}
	}

	/**
	 * Make the content of a file last.
	 * @param file the file
	 * @throws IOException if that is not certain
	 */
	public static void sync(Path file) throws IOException {
		try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
			out.getFD().sync();
		}
	}

	/**
	 * Rename a file at one instant, in place of what has the new name.
	 * @param from what to rename
	 * @param to the new name
	 * @throws IOException if it is not renamed
	 */
	public static void rename(Path from, Path to) throws IOException {
		Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
	}

	/**
	 * Make names last. Does nothing where a directory cannot be opened, as on Windows. A
	 * directory has no stream, and an interrupt closes its channel: then it is synced
	 * again.
	 * @param directory the directory
	 * @throws IOException if that is not certain
	 */
	public static void syncDirectory(Path directory) throws IOException {
		boolean interrupted = Thread.interrupted();
		try {
			while (!trySyncDirectory(directory)) {
				interrupted |= Thread.interrupted();
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static boolean trySyncDirectory(Path directory) throws IOException {
		FileChannel channel;
		try {
			channel = FileChannel.open(directory, StandardOpenOption.READ);
		}
		catch (IOException ex) {
			return true;
		}
		try (channel) {
			channel.force(true);
			return true;
		}
		catch (ClosedByInterruptException ex) {
			return false;
		}
	}

}
