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

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Knows the keys whose values must not be seen, in each spelling that binds:
 * {@code linkkit.device-secret}, {@code linkkit.deviceSecret},
 * {@code LINKKIT_DEVICESECRET}.
 */
final class SecretKey {

	private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]");

	private static final Pattern SECRETS = Pattern.compile("linkkit.*(secret|token|password|encryptionkey)");

	private SecretKey() {
	}

	static boolean is(String key) {
		String uniform = SEPARATORS.matcher(key.toLowerCase(Locale.ROOT)).replaceAll("");
		return SECRETS.matcher(uniform).matches();
	}

}
