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
import java.time.Instant;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answer of the platform to a question for the time (reference §8.10).
 *
 * @param deviceSendTime what the device wrote into its request
 * @param serverReceived when the platform took the request, in ms since 1970
 * @param serverSent when the platform sent the answer, in ms since 1970
 */
record NtpAnswer(long deviceSendTime, long serverReceived, long serverSent) {

	/** Before this code was written, and long after it will be used. */
	private static final Instant EARLIEST = Instant.parse("2024-01-01T00:00:00Z");

	private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

	/** Times of the platform are whole milliseconds. */
	private static final Duration PRECISION = Duration.ofMillis(2);

	/**
	 * Read an answer, with times as texts or as numbers.
	 * @param payload anything
	 * @return the answer, or nothing if a time is missing
	 */
	static Optional<NtpAnswer> read(byte[] payload) {
		JsonNode answer;
		try {
			answer = JsonMapper.shared().readTree(payload);
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
		long deviceSendTime = millis(answer.path("deviceSendTime"));
		long serverReceived = millis(answer.path("serverRecvTime"));
		long serverSent = millis(answer.path("serverSendTime"));
		return (deviceSendTime < 0 || serverReceived < 0 || serverSent < 0) ? Optional.empty()
				: Optional.of(new NtpAnswer(deviceSendTime, serverReceived, serverSent));
	}

	private static long millis(JsonNode node) {
		if (node.isIntegralNumber() && node.canConvertToLong()) {
			return node.longValue();
		}
		return (node.isString() && node.asString().matches("\\d{1,18}")) ? Long.parseLong(node.asString()) : -1;
	}

	/**
	 * Return what the platform's clock showed when the answer came.
	 * @param now that moment, by {@link System#nanoTime()}
	 * @param roundTrip how long request and answer took together
	 * @return the time, or nothing if it cannot be true
	 */
	Optional<ClockSample> sample(long now, Duration roundTrip) {
		Instant received = Instant.ofEpochMilli(this.serverReceived);
		Instant sent = Instant.ofEpochMilli(this.serverSent);
		Duration inBetween = Duration.between(received, sent);
		boolean plausible = !received.isBefore(EARLIEST) && sent.isBefore(LATEST) && !inBetween.isNegative()
				&& inBetween.compareTo(roundTrip.plus(PRECISION)) <= 0;
		return plausible ? Optional
			.of(new ClockSample(received.plus(inBetween.dividedBy(2)).plus(roundTrip.dividedBy(2)), now, roundTrip))
				: Optional.empty();
	}

}
