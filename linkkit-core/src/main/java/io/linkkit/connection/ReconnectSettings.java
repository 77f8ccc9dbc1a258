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
 * @param maxPerMinute most attempts to connect or register within a minute, whoever asks
 * for them; the platform allows 5 (reference §6.3), 0 is for brokers without such a
 * limit. Goes before {@code max}
 */
public record ReconnectSettings(Duration min, Duration max, Duration stableAfter, int maxPerMinute) {

	/**
	 * Shortest delay that may be asked for.
	 */
	public static final Duration LOWEST = Duration.ofSeconds(1);

	/**
	 * Longest delay that may be asked for.
	 */
	public static final Duration HIGHEST = Duration.ofMinutes(20);

	/**
	 * Most attempts within a minute that the platform allows (reference §6.3).
	 */
	public static final int ALLOWED_PER_MINUTE = 5;

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
		if (maxPerMinute < 0) {
			throw new InvalidSettingException("reconnect.max-per-minute", String.valueOf(maxPerMinute),
					"must not be negative",
					"Set it to 5, which the platform allows, or to 0 for a broker without a limit.");
		}
	}

	/**
	 * Create settings with as many attempts a minute as the platform allows.
	 * @param min delay before the first attempt after a loss
	 * @param max longest delay before an attempt
	 * @param stableAfter how long a session must last before the delay starts at
	 * {@code min} again
	 */
	public ReconnectSettings(Duration min, Duration max, Duration stableAfter) {
		this(min, max, stableAfter, ALLOWED_PER_MINUTE);
	}

	private static void requireInRange(String setting, Duration value) {
		if (value.compareTo(LOWEST) < 0 || value.compareTo(HIGHEST) > 0) {
			throw new InvalidSettingException(setting, value.toMillis() + "ms", "must lie between 1s and 1200s",
					"Choose a delay within that range.");
		}
	}

}
