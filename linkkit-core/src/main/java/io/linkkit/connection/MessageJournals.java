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

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.storage.DeviceInUseException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Opens the file in which a device keeps its messages. A file that cannot be used does
 * not keep the application from starting; a library that is missing does, since that is
 * somebody's oversight.
 */
final class MessageJournals {

	private static final Log logger = LogFactory.getLog(MessageJournals.class);

	private static final String STORE = "org.h2.mvstore.MVStore";

	private MessageJournals() {
	}

	/**
	 * Open the file of a device.
	 * @return {@code null} if it cannot be used, which was logged then
	 * @throws InvalidSettingException if the library for it is missing
	 */
	static @Nullable MessageJournal open(DeviceIdentity device, Path directory, Scheduler scheduler) {
		requireStore(MessageJournals.class.getClassLoader());
		String consequence = " Messages are kept in memory only, and those on disk are not sent.";
		try {
			MessageJournal journal = new MessageJournal(new MvMessageStorage(device, directory), scheduler);
			if (!journal.recovered().isEmpty()) {
				logger.info("Found " + journal.recovered().size() + " message(s) of an earlier run in " + directory
						+ "; they are sent first");
			}
			return journal;
		}
		catch (DeviceInUseException ex) {
			logger.error("The queue of " + device.username() + " is in use by " + ex.getHolder() + ", which holds "
					+ ex.getFile() + "." + consequence
					+ " End that one, or use another device name or another linkkit.queue.directory here.");
		}
		catch (IOException ex) {
			logger.error("The queue of " + device.username() + " in " + directory + " cannot be used: " + ex + "."
					+ consequence + " Set linkkit.queue.directory to a directory that this process may write to.");
		}
		return null;
	}

	static void requireStore(@Nullable ClassLoader classLoader) {
		if (!ClassUtils.isPresent(STORE, classLoader)) {
			throw new InvalidSettingException("queue.persistence", "file", "needs H2's MVStore, which is missing",
					"Add the dependency com.h2database:h2-mvstore, or com.h2database:h2, which contains it, or set it to memory.");
		}
	}

}
