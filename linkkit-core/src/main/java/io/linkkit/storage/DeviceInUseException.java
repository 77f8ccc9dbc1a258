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

import java.nio.file.Path;

/**
 * Somebody else keeps files of the same device.
 */
public class DeviceInUseException extends RuntimeException {

	private final Path file;

	private final String holder;

	DeviceInUseException(Path file, String holder) {
		super(file + " is locked by " + holder);
		this.file = file;
		this.holder = holder;
	}

	/**
	 * Return what is locked.
	 * @return the lock file
	 */
	public Path getFile() {
		return this.file;
	}

	/**
	 * Return who has locked it.
	 * @return a clause for a person to read
	 */
	public String getHolder() {
		return this.holder;
	}

}
