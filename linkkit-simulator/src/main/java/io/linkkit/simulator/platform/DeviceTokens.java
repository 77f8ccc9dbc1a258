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

package io.linkkit.simulator.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pairs of client id and token that were issued for one device name, one for each
 * physical device that goes by it (reference §5.3).
 */
final class DeviceTokens {

	static final int MAX_TOKENS = 5;

	private final Map<String, DeviceToken> tokens = new LinkedHashMap<>();

	boolean isFull() {
		return this.tokens.size() >= MAX_TOKENS;
	}

	DeviceToken issue() {
		DeviceToken token = DeviceToken.issue();
		add(token);
		return token;
	}

	void add(DeviceToken token) {
		this.tokens.put(token.clientId(), token);
	}

	Optional<DeviceToken> find(String clientId) {
		return Optional.ofNullable(this.tokens.get(clientId));
	}

	List<DeviceToken> all() {
		return List.copyOf(this.tokens.values());
	}

	List<String> clientIds() {
		return List.copyOf(this.tokens.keySet());
	}

	void clear() {
		this.tokens.clear();
	}

	void keepOnly(String clientId) {
		if (!this.tokens.containsKey(clientId)) {
			throw new IllegalArgumentException("'clientId' was not issued for this device or is barred: '" + clientId
					+ "'; issued are " + clientIds());
		}
		this.tokens.keySet().retainAll(List.of(clientId));
	}

}
