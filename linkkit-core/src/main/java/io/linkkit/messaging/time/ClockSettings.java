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

package io.linkkit.messaging.time;

import java.time.Duration;

import io.linkkit.identity.InvalidSettingException;

/**
 * When to ask the platform for the time.
 *
 * @param interval how long until it is asked again, 1 min to 30 d
 * @param timeout longest wait for its answer, 1 ms to 1 min
 */
public record ClockSettings(Duration interval, Duration timeout) {

	private static final Duration SHORTEST = Duration.ofMinutes(1);

	/**
	 * Every hour, waiting for 10 s.
	 */
	public static final ClockSettings DEFAULTS = new ClockSettings(Duration.ofHours(1), Duration.ofSeconds(10));

	public ClockSettings {
		InvalidSettingException.throwAllOf(
				check("ntp.interval", interval, SHORTEST, Duration.ofDays(30), "must be 1 min to 30 d"),
				check("ntp.timeout", timeout, Duration.ofMillis(1), SHORTEST, "must be 1 ms to 1 min"));
	}

	private static Runnable check(String setting, Duration value, Duration least, Duration most, String rule) {
		return () -> {
			if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
				throw new InvalidSettingException(setting, value.toString(), rule,
						"Remove it: the default suits clocks that are not far off.");
			}
		};
	}

}
