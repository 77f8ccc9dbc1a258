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

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Host names of new public and enterprise instances,
 * {@code {instanceId}.mqtt.iothub.aliyuncs.com} (reference §2.1).
 */
final class InstanceHost {

	private static final String SUFFIX = ".mqtt.iothub.aliyuncs.com";

	private InstanceHost() {
	}

	static String of(String instanceId) {
		return instanceId + SUFFIX;
	}

	static @Nullable String instanceIdIn(String host) {
		int length = host.length() - SUFFIX.length();
		boolean named = length > 0 && host.toLowerCase(Locale.ROOT).endsWith(SUFFIX);
		return (named && host.indexOf('.') == length) ? host.substring(0, length) : null;
	}

}
