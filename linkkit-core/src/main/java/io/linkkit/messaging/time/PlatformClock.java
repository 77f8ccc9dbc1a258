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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.linkkit.connection.LinkKitConnection;

/**
 * The platform's time (reference §8.10), for devices whose own clock cannot be relied
 * upon. Shows the system's time until the platform has told its own, and from then on
 * goes by {@link System#nanoTime()}, so that nobody who corrects the system's clock moves
 * it. It is as exact as half the {@link #roundTrip()}. The system's clock is never set.
 */
public final class PlatformClock extends Clock implements AutoCloseable {

	private final PlatformTime time;

	private final ZoneId zone;

	/**
	 * Create a clock in UTC, which does not ask for the time on its own.
	 * @param connection by which to ask; not closed by this clock
	 * @param settings when to ask
	 */
	public PlatformClock(LinkKitConnection connection, ClockSettings settings) {
		this(new PlatformTime(connection, settings, Clock.systemUTC(), System::nanoTime), ZoneOffset.UTC);
	}

	PlatformClock(PlatformTime time, ZoneId zone) {
		this.time = time;
		this.zone = zone;
	}

	PlatformTime time() {
		return this.time;
	}

	/**
	 * Ask the platform for the time now. Who asks while an answer is on its way gets that
	 * one.
	 * @return the {@link #offset()}; fails with a {@link ClockException} if the device is
	 * not online, or no answer came in time or none that can be true
	 */
	public CompletableFuture<Duration> synchronize() {
		return this.time.synchronize();
	}

	/**
	 * Return how far the system's clock is behind the platform's now.
	 * @return the difference, negative if the system's clock is ahead; empty before the
	 * first answer
	 */
	public Optional<Duration> offset() {
		return this.time.offset();
	}

	/**
	 * Return how long the last question and its answer took together.
	 * @return the time; empty before the first answer
	 */
	public Optional<Duration> roundTrip() {
		return this.time.sample().map(ClockSample::roundTrip);
	}

	/**
	 * Return when the last answer came.
	 * @return the platform's time; empty before the first answer
	 */
	public Optional<Instant> lastSynchronized() {
		return this.time.sample().map(ClockSample::platformTime);
	}

	@Override
	public Instant instant() {
		return this.time.now();
	}

	@Override
	public ZoneId getZone() {
		return this.zone;
	}

	@Override
	public PlatformClock withZone(ZoneId other) {
		return new PlatformClock(this.time, other);
	}

	@Override
	public String toString() {
		return "PlatformClock[" + this.zone + ", offset=" + offset().map(Duration::toString).orElse("unknown") + "]";
	}

	/**
	 * Ask no more. The clock goes on.
	 */
	@Override
	public void close() {
		this.time.close();
	}

}
