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

package io.linkkit.messaging.alink;

import java.time.Duration;

import io.linkkit.identity.InvalidSettingException;

/**
 * How requests wait for their replies.
 *
 * @param timeout longest wait for a reply, the time in the queue included, 1 ms to 1 h
 * @param maxOpenRequests most requests that wait at a time, 1 to 10000
 */
public record AlinkSettings(Duration timeout, int maxOpenRequests) {

	private static final Duration LONGEST = Duration.ofHours(1);

	private static final int MOST = 10_000;

	/**
	 * 10 s, which other SDKs wait as well (reference §8.0), and as many requests as the
	 * platform takes in that time.
	 */
	public static final AlinkSettings DEFAULTS = new AlinkSettings(Duration.ofSeconds(10), 100);

	public AlinkSettings {
		InvalidSettingException.throwAllOf(checkTimeout(timeout), checkMaxOpenRequests(maxOpenRequests));
	}

	private static Runnable checkTimeout(Duration timeout) {
		return () -> {
			if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
				throw new InvalidSettingException("alink.timeout", timeout.toString(), "must be 1 ms to 1 h",
						"Remove it: 10 s suits most networks.");
			}
		};
	}

	private static Runnable checkMaxOpenRequests(int maxOpenRequests) {
		return () -> {
			if (maxOpenRequests < 1 || maxOpenRequests > MOST) {
				throw new InvalidSettingException("alink.max-open-requests", String.valueOf(maxOpenRequests),
						"must be 1 to " + MOST, "Remove it: the platform takes no more than 100 requests in 10 s.");
			}
		};
	}

}
