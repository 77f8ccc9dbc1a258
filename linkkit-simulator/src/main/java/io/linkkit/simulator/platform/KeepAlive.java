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

import java.time.Duration;

/**
 * The platform's rules for the MQTT keep-alive (reference §6.2).
 */
public final class KeepAlive {

	static final String RANGE = "30 to 1200 s";

	private static final int MIN_SECONDS = 30;

	private static final int MAX_SECONDS = 1200;

	private KeepAlive() {
	}

	static boolean isAllowed(int seconds) {
		return seconds >= MIN_SECONDS && seconds <= MAX_SECONDS;
	}

	/**
	 * Return how long a device may be silent before it is cut.
	 * @param seconds the keep-alive it asked for
	 * @return one and a half times that
	 */
	public static Duration patience(int seconds) {
		return Duration.ofMillis(seconds * 1500L);
	}

}
