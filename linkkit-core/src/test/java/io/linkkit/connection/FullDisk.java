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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * File system of H2 whose disk is full when a test says so.
 */
public final class FullDisk extends FilePathWrapper {

	static final String PREFIX = "full:";

	private static final FullDisk REGISTERED = new FullDisk();

	volatile boolean full;

	/**
	 * For H2, which makes one for each path.
	 */
	public FullDisk() {
	}

	/**
	 * Make the file system known to H2.
	 */
	static FullDisk register() {
		FilePath.register(REGISTERED);
		REGISTERED.full = false;
		return REGISTERED;
	}

	@Override
	public String getScheme() {
		return "full";
	}

	@Override
	public FileChannel open(String mode) throws IOException {
		return new Channel(getBase().open(mode));
	}

	private static final class Channel extends FileBase {

		private final FileChannel delegate;

		Channel(FileChannel delegate) {
			this.delegate = delegate;
		}

		private void requireSpace() throws IOException {
			if (REGISTERED.full) {
				throw new IOException("No space left on device");
			}
		}

		@Override
		public int read(ByteBuffer target) throws IOException {
			return this.delegate.read(target);
		}

		@Override
		public int read(ByteBuffer target, long position) throws IOException {
			return this.delegate.read(target, position);
		}

		@Override
		public int write(ByteBuffer source) throws IOException {
			requireSpace();
			return this.delegate.write(source);
		}

		@Override
		public int write(ByteBuffer source, long position) throws IOException {
			requireSpace();
			return this.delegate.write(source, position);
		}

		@Override
		public long position() throws IOException {
			return this.delegate.position();
		}

		@Override
		public FileChannel position(long position) throws IOException {
			this.delegate.position(position);
			return this;
		}

		@Override
		public long size() throws IOException {
			return this.delegate.size();
		}

		@Override
		public FileChannel truncate(long size) throws IOException {
			this.delegate.truncate(size);
			return this;
		}

		@Override
		public void force(boolean metaData) throws IOException {
			requireSpace();
			this.delegate.force(metaData);
		}

		@Override
		public FileLock tryLock(long position, long size, boolean shared) throws IOException {
			return this.delegate.tryLock(position, size, shared);
		}

		@Override
		protected void implCloseChannel() throws IOException {
			this.delegate.close();
		}

	}

}
