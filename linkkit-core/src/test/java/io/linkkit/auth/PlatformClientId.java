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

package io.linkkit.auth;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A client id as the platform reads it: cut at the first and at the last bar, parameters
 * in any order, trailing comma allowed (reference §3.3). Written apart from what builds
 * client ids, so that the one checks the other.
 *
 * @param clientId what stands before the first bar
 * @param parameters what stands between the bars, in order
 */
record PlatformClientId(String clientId, Map<String, String> parameters) {

	static PlatformClientId parse(String text) {
		int first = text.indexOf('|');
		int last = text.lastIndexOf('|');
		if (first < 1 || last == first || last != text.length() - 1) {
			throw new IllegalArgumentException("Not a client id with parameters: " + text);
		}
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String parameter : text.substring(first + 1, last).split(",")) {
			int equals = parameter.indexOf('=');
			parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
		}
		return new PlatformClientId(text.substring(0, first), parameters);
	}

}
