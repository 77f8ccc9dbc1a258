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

package io.linkkit.messaging.listener;

import java.time.Duration;

import io.linkkit.identity.InvalidSettingException;

/**
 * How listeners run, unless they say otherwise themselves.
 *
 * @param concurrency messages that a listener handles at a time, at least 1. Those of one
 * topic are always handled one after another
 * @param queueCapacity most QoS 0 messages that wait in each of these lanes, at least 1.
 * There is always room for as many QoS 1 messages as the platform sends without
 * acknowledgement (reference §6.3)
 * @param virtualThreads whether to run listeners on virtual threads
 * @param autoStartup whether listeners start with the application
 * @param shutdownTimeout longest time that listeners may go on when they are stopped,
 * before they are interrupted
 */
public record ListenerSettings(int concurrency, int queueCapacity, boolean virtualThreads, boolean autoStartup,
		Duration shutdownTimeout) {

	public ListenerSettings {
		requirePositive("listener.concurrency", concurrency, "Set it to 1, the default.");
		requirePositive("listener.queue-capacity", queueCapacity, "Set it to 256, the default.");
		if (shutdownTimeout.isNegative()) {
			throw new InvalidSettingException("listener.shutdown-timeout", shutdownTimeout.toString(),
					"must not be negative", "Set it to 5s, the default, or to 0s to wait for no listener.");
		}
	}

	private static void requirePositive(String key, int value, String remedy) {
		if (value < 1) {
			throw new InvalidSettingException(key, String.valueOf(value), "must be at least 1", remedy);
		}
	}

	/**
	 * Return the settings that hold if nothing is set.
	 * @return one message at a time, 256 places, platform threads, started with the
	 * application, 5 seconds to end
	 */
	public static ListenerSettings defaults() {
		return new ListenerSettings(1, 256, false, true, Duration.ofSeconds(5));
	}

}
