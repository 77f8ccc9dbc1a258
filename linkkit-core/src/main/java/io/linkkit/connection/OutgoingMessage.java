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

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A message to publish.
 *
 * @param topic topic without wildcards, at most 128 bytes and 7 slashes (reference §6.1)
 * @param payload at most 256 KB; not copied, so not to be changed afterwards
 * @param qos 0 or 1
 * @param timeToLive how long it may wait to be sent before it is given up; {@code null}
 * for as long as the queue's settings say
 */
@SuppressWarnings("ArrayRecordComponent")
public record OutgoingMessage(String topic, byte[] payload, int qos, @Nullable Duration timeToLive) {

	public OutgoingMessage {
		Assert.isTrue(timeToLive == null || isPositive(timeToLive), "'timeToLive' must be positive");
	}

	private static boolean isPositive(Duration duration) {
		return !duration.isZero() && !duration.isNegative();
	}

	/**
	 * Create a message that waits as long as the queue's settings say.
	 * @param topic topic without wildcards
	 * @param payload at most 256 KB
	 * @param qos 0 or 1
	 * @return the message
	 */
	public static OutgoingMessage of(String topic, byte[] payload, int qos) {
		return new OutgoingMessage(topic, payload, qos, null);
	}

	/**
	 * Return the same message with a limit to its waiting. A message that is in flight is
	 * not given up, but one that is to be sent again is.
	 * @param limit how long it may wait
	 * @return the message
	 * @throws IllegalArgumentException if the limit is not positive
	 */
	public OutgoingMessage withTimeToLive(Duration limit) {
		return new OutgoingMessage(this.topic, this.payload, this.qos, limit);
	}

	@Override
	public String toString() {
		return "OutgoingMessage[topic=" + this.topic + ", " + this.payload.length + " bytes, qos=" + this.qos
				+ ", timeToLive=" + this.timeToLive + "]";
	}

}
