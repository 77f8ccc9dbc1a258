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

import io.linkkit.identity.InvalidSettingException;

/**
 * Limits of the queue that holds messages until the platform has taken them.
 *
 * @param maxMessages most messages, those in flight included; 0 for no limit by count
 * @param maxBytes most bytes of topics and payloads together
 */
public record QueueSettings(int maxMessages, long maxBytes) {

	public QueueSettings {
		if (maxMessages < 0) {
			throw new InvalidSettingException("max-queued-message", String.valueOf(maxMessages), "must not be negative",
					"Set a limit, or 0 to limit by 'linkkit.queue.max-size' alone.");
		}
		if (maxBytes <= 0) {
			throw new InvalidSettingException("queue.max-size", String.valueOf(maxBytes), "must be positive",
					"Set it to the memory you can spare, for instance 16MB.");
		}
	}

}
