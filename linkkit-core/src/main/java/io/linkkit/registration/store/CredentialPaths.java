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

import java.nio.file.Path;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.storage.DeviceFileNames;

/**
 * The files of one device.
 *
 * @param current the newest generation
 * @param previous the generation before
 * @param temporary the generation being written
 * @param lock tells other processes that the device is in use
 */
record CredentialPaths(Path current, Path previous, Path temporary, Path lock) {

	static CredentialPaths of(Path directory, DeviceIdentity device) {
		Path current = directory.resolve(DeviceFileNames.of(device));
		return new CredentialPaths(current, with(current, ".previous"), with(current, ".tmp"), with(current, ".lock"));
	}

	/**
	 * Return where a damaged file is kept.
	 */
	static Path aside(Path damaged) {
		return with(damaged, ".damaged");
	}

	private static Path with(Path file, String suffix) {
		return file.resolveSibling(file.getFileName() + suffix);
	}

}
