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

package io.linkkit.identity;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The version of this library, which the platform shows in its console.
 */
public final class LinkKitVersion {

	static final String RESOURCE = "version.properties";

	private static final String UNKNOWN = "unknown";

	// the version travels inside the client id, where some characters have a meaning
	private static final Pattern PLAUSIBLE = Pattern.compile("[A-Za-z0-9.\\-_+]{1,64}");

	private static final String VERSION = read(RESOURCE);

	private LinkKitVersion() {
	}

	/**
	 * Return the version.
	 * @return version such as {@code 1.2.0}, or {@code unknown} if a build has lost it;
	 * letters, digits and {@code . - _ +} only
	 */
	public static String get() {
		return VERSION;
	}

	/**
	 * Read the version from a resource that the build fills in. The manifest will not do:
	 * it is another one in a shaded jar and does not exist in a development environment.
	 * @param resource name of the resource beside this class
	 * @return the version
	 */
	static String read(String resource) {
		Properties properties = new Properties();
		try (InputStream stream = LinkKitVersion.class.getResourceAsStream(resource)) {
			if (stream != null) {
				properties.load(stream);
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			return UNKNOWN;
		}
		String version = properties.getProperty("version", UNKNOWN);
		return PLAUSIBLE.matcher(version).matches() ? version : UNKNOWN;
	}

}
