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

import java.time.Duration;

import io.linkkit.identity.InvalidSettingException;

/**
 * Bounds of reconnecting.
 *
 * @param min delay before the first attempt after a loss, 1 s to 1200 s
 * @param max longest delay before an attempt, 1 s to 1200 s, not less than {@code min}
 * @param stableAfter how long a session must last before the delay starts at {@code min}
 * again
 */
public record ReconnectSettings(Duration min, Duration max, Duration stableAfter) {

	/**
	 * Shortest delay that may be asked for.
	 */
	public static final Duration LOWEST = Duration.ofSeconds(1);

	/**
	 * Longest delay that may be asked for.
	 */
	public static final Duration HIGHEST = Duration.ofMinutes(20);

	public ReconnectSettings {
		requireInRange("reconnect.min", min);
		requireInRange("reconnect.max", max);
		if (min.compareTo(max) > 0) {
			throw new InvalidSettingException("reconnect.min", min.toSeconds() + "s",
					"must not be greater than 'linkkit.reconnect.max', which is " + max.toSeconds() + "s",
					"Lower 'linkkit.reconnect.min' or raise 'linkkit.reconnect.max'.");
		}
		if (stableAfter.isNegative()) {
			throw new InvalidSettingException("reconnect.stable-after", stableAfter.toString(), "must not be negative",
					"Set it to 60s, or to 0s to begin anew after every login.");
		}
	}

	private static void requireInRange(String setting, Duration value) {
		if (value.compareTo(LOWEST) < 0 || value.compareTo(HIGHEST) > 0) {
			throw new InvalidSettingException(setting, value.toMillis() + "ms", "must lie between 1s and 1200s",
					"Choose a delay within that range.");
		}
	}

}
