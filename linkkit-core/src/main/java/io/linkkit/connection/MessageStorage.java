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
import java.util.List;

/**
 * Keeps messages on disk. Used by one thread at a time.
 */
interface MessageStorage {

	/**
	 * Open the storage and return what is in it.
	 * @return the messages, in their order
	 * @throws IOException if it cannot be used
	 */
	List<StoredMessage> open() throws IOException;

	/**
	 * Keep some messages and forget others, all or none of it.
	 * @param added messages to keep
	 * @param removed numbers of messages to forget
	 * @throws IOException if it is not certain that this would survive a loss of power
	 */
	void write(List<StoredMessage> added, List<Long> removed) throws IOException;

	/**
	 * Release the file.
	 */
	void close();

}
