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

package io.linkkit.mqtt;

import java.time.Duration;

/**
 * When bytes last went in and out, by the monotonic clock: the wall clock of a device may
 * jump.
 */
final class Activity {

	private static final long NOT_READING = Long.MIN_VALUE;

	private volatile long lastInbound = System.nanoTime();

	private volatile long lastOutbound = this.lastInbound;

	private volatile long readingSince = NOT_READING;

	void beginRead() {
		this.readingSince = System.nanoTime();
	}

	void endRead(int count) {
		if (count > 0) {
			this.lastInbound = System.nanoTime();
		}
		this.readingSince = NOT_READING;
	}

	void written() {
		this.lastOutbound = System.nanoTime();
	}

	Duration sinceInbound() {
		return since(this.lastInbound);
	}

	Duration sinceOutbound() {
		return since(this.lastOutbound);
	}

	boolean inboundSince(long nanoTime) {
		return this.lastInbound - nanoTime > 0;
	}

	/**
	 * Return how long we have been listening in vain. While a slow listener keeps us from
	 * reading, silence is not the server's fault.
	 * @return the silence of the server
	 */
	Duration silence() {
		long reading = this.readingSince;
		if (reading == NOT_READING) {
			return Duration.ZERO;
		}
		Duration sinceRead = since(reading);
		Duration sinceInbound = sinceInbound();
		return (sinceRead.compareTo(sinceInbound) < 0) ? sinceRead : sinceInbound;
	}

	private static Duration since(long nanoTime) {
		return Duration.ofNanos(System.nanoTime() - nanoTime);
	}

}
