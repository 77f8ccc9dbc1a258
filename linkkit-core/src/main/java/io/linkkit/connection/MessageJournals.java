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
import java.nio.file.Path;
import java.util.List;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.storage.DeviceInUseException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Makes the journal of a device, and tells what comes of opening its file. A file that
 * cannot be used does not keep the application from starting; a library that is missing
 * does, since that is somebody's oversight.
 */
final class MessageJournals {

	private static final Log logger = LogFactory.getLog(MessageJournals.class);

	private static final String STORE = "org.h2.mvstore.MVStore";

	private MessageJournals() {
	}

	/**
	 * Create the journal of a device, whose file is not opened yet.
	 * @param scheduler the journal's thread
	 * @throws InvalidSettingException if the library for it is missing
	 */
	static MessageJournal create(DeviceIdentity device, Path directory, Scheduler scheduler) {
		requireStore(MessageJournals.class.getClassLoader());
		return new MessageJournal(new Reported(device, directory, new MvMessageStorage(device, directory)), scheduler);
	}

	static void requireStore(@Nullable ClassLoader classLoader) {
		if (!ClassUtils.isPresent(STORE, classLoader)) {
			throw new InvalidSettingException("queue.persistence", "file", "needs H2's MVStore, which is missing",
					"Add the dependency com.h2database:h2-mvstore, or com.h2database:h2, which contains it, or set it to memory.");
		}
	}

	/**
	 * A storage that tells what comes of opening it.
	 *
	 * @param device whose it is
	 * @param directory where it is
	 * @param storage the storage
	 */
	private record Reported(DeviceIdentity device, Path directory, MessageStorage storage) implements MessageStorage {

		private static final String CONSEQUENCE = " Messages are kept in memory only, and those on disk are not sent.";

		@Override
		public List<StoredMessage> open() throws IOException {
			try {
				List<StoredMessage> found = this.storage.open();
				if (!found.isEmpty()) {
					logger.info("Found " + found.size() + " message(s) of an earlier run in " + this.directory
							+ "; they are sent first");
				}
				return found;
			}
			catch (DeviceInUseException ex) {
				logger.error("The queue of " + this.device.username() + " is in use by " + ex.getHolder()
						+ ", which holds " + ex.getFile() + "." + CONSEQUENCE
						+ " End that one, or use another device name or another linkkit.queue.directory here.");
				throw ex;
			}
			catch (IOException | RuntimeException ex) {
				logger.error("The queue of " + this.device.username() + " in " + this.directory + " cannot be used: "
						+ ex + "." + CONSEQUENCE
						+ " Set linkkit.queue.directory to a directory that this process may write to.");
				throw ex;
			}
		}

		@Override
		public void write(List<StoredMessage> added, List<Long> removed) throws IOException {
			this.storage.write(added, removed);
		}

		@Override
		public void close() {
			this.storage.close();
		}

	}

}
