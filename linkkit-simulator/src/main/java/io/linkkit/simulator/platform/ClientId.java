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
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The MQTT client id {@code name|key=value,…|} taken apart (reference §3.2): the name
 * ends at the first bar, the parameters at the last one, because values may hold bars
 * themselves. Order is free, unknown keys, empty pieces and a trailing comma are
 * harmless.
 *
 * @param name what is signed as {@code clientId}
 * @param parameters the parameters by key
 */
record ClientId(String name, Map<String, String> parameters) {

	private static final int MAX_NAME_LENGTH = 64;

	static Optional<ClientId> parse(String text) {
		int firstBar = text.indexOf('|');
		int lastBar = text.lastIndexOf('|');
		if (firstBar < 1 || firstBar > MAX_NAME_LENGTH || lastBar == firstBar) {
			return Optional.empty();
		}
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String piece : text.substring(firstBar + 1, lastBar).split(",", -1)) {
			int equals = piece.indexOf('=');
			if (equals > 0) {
				parameters.putIfAbsent(piece.substring(0, equals), piece.substring(equals + 1));
			}
		}
		return Optional.of(new ClientId(text.substring(0, firstBar), parameters));
	}

	@Nullable String parameter(String key) {
		return this.parameters.get(key);
	}

	/**
	 * Whether the device wants the system topics subscribed for it (reference §6.6).
	 */
	boolean wantsAutomaticSubscription() {
		return "1".equals(parameter("_ss"));
	}

	/**
	 * Whether {@code ext} has bit 0: RRPC on custom topics (reference §3.2).
	 */
	boolean understandsCustomRrpc() {
		return (extensions() & 1) != 0;
	}

	/**
	 * Whether {@code ext} has bit 1: notices on {@code /ext/notify} (reference §6.5).
	 */
	boolean understandsNotices() {
		return (extensions() & 2) != 0;
	}

	private int extensions() {
		String ext = parameter("ext");
		return (ext != null && ext.matches("\\d{1,9}")) ? Integer.parseInt(ext) : 0;
	}

}
