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

package io.linkkit.boot.autoconfigure;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import io.linkkit.identity.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Finds the directories of the files a device keeps.
 */
final class DeviceDirectory {

	private static final String REMEDY = "Give a directory that survives restarts and updates, such as /var/lib/linkkit.";

	private DeviceDirectory() {
	}

	/**
	 * Return the directory that is configured, or one under the user's home.
	 * @param setting the key without the prefix {@code linkkit.}
	 * @param configured what it holds
	 * @param usual name of the usual directory under .linkkit
	 */
	static Path of(String setting, @Nullable String configured, String usual) {
		if (configured == null) {
			return underHome(setting, usual);
		}
		try {
			return Path.of(configured);
		}
		catch (InvalidPathException ex) {
			throw new InvalidSettingException(setting, configured, "must be a path", REMEDY);
		}
	}

	private static Path underHome(String setting, String usual) {
		String home = System.getProperty("user.home");
		if (!StringUtils.hasText(home) || home.equals("?")) {
			throw new InvalidSettingException(setting, null, "must be set for a user who has no home directory",
					REMEDY);
		}
		return Path.of(home, ".linkkit", usual);
	}

}
