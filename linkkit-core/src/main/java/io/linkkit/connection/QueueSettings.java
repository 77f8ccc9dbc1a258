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

import java.nio.file.Path;
import java.time.Duration;

import io.linkkit.identity.InvalidSettingException;
import org.jspecify.annotations.Nullable;

/**
 * How the queue holds messages until the platform has taken them.
 *
 * @param maxMessages most messages, those in flight included; 0 for no limit by count
 * @param maxBytes most bytes of topics and payloads together
 * @param overflow what happens to a message for which there is no room
 * @param blockTimeout how long {@link QueueOverflow#BLOCK} waits for room
 * @param timeToLive how long a message may wait that has no limit of its own;
 * {@code null} for as long as it takes
 * @param rateLimit how many messages are sent in any second
 * @param acknowledgeTimeout how long the platform may take to acknowledge a QoS 1 message
 * before the session is ended and the message sent again by the next
 * @param directory where QoS 1 messages are kept on disk until they are acknowledged;
 * {@code null} to keep all messages in memory only
 */
public record QueueSettings(int maxMessages, long maxBytes, QueueOverflow overflow, Duration blockTimeout,
		@Nullable Duration timeToLive, QueueRateLimit rateLimit, Duration acknowledgeTimeout,
		@Nullable Path directory) {

	/**
	 * How long {@link QueueOverflow#BLOCK} waits by default.
	 */
	public static final Duration DEFAULT_BLOCK_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * How long an acknowledgement may take by default.
	 */
	public static final Duration DEFAULT_ACKNOWLEDGE_TIMEOUT = Duration.ofSeconds(30);

	public QueueSettings {
		if (maxMessages < 0) {
			throw new InvalidSettingException("max-queued-message", String.valueOf(maxMessages), "must not be negative",
					"Set a limit, or 0 to limit by 'linkkit.queue.max-size' alone.");
		}
		if (maxBytes <= 0) {
			throw new InvalidSettingException("queue.max-size", String.valueOf(maxBytes), "must be positive",
					"Set it to the memory you can spare, for instance 16MB.");
		}
		requirePositive("queue.block-timeout", blockTimeout,
				"Set it to 5s, the default, or 'linkkit.queue.overflow' to reject.");
		if (timeToLive != null) {
			requirePositive("queue.time-to-live", timeToLive,
					"Set how long a message may wait, for instance 1h, or leave it out to keep messages as long as it takes.");
		}
		requirePositive("queue.acknowledge-timeout", acknowledgeTimeout, "Set it to 30s, the default.");
	}

	/**
	 * Create settings with these limits, which reject what exceeds them, and the defaults
	 * for all else.
	 * @param maxMessages most messages; 0 for no limit by count
	 * @param maxBytes most bytes of topics and payloads together
	 */
	public QueueSettings(int maxMessages, long maxBytes) {
		this(maxMessages, maxBytes, QueueOverflow.REJECT, DEFAULT_BLOCK_TIMEOUT, null, QueueRateLimit.NONE,
				DEFAULT_ACKNOWLEDGE_TIMEOUT, null);
	}

	private static void requirePositive(String setting, Duration value, String remedy) {
		if (value.isZero() || value.isNegative()) {
			throw new InvalidSettingException(setting, value.toString(), "must be positive", remedy);
		}
	}

}
