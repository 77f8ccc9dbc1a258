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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

import io.linkkit.connection.LinkKitConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the platform's time, shared by the clocks of all time zones.
 */
final class PlatformTime {

	private static final Log logger = LogFactory.getLog(PlatformTime.class);

	private final ClockThreads threads;

	private final NtpExchange exchange;

	private final Duration interval;

	private final Clock wallClock;

	private final LongSupplier nanoTime;

	private volatile @Nullable ClockSample sample;

	private @Nullable Runnable cancelRepetition;

	PlatformTime(LinkKitConnection connection, ClockSettings settings, Clock wallClock, LongSupplier nanoTime) {
		this.threads = new ClockThreads(connection.threads(), connection.device().deviceName());
		this.exchange = new NtpExchange(connection, this.threads, settings.timeout(), wallClock, nanoTime,
				(latest) -> this.sample = latest);
		this.interval = settings.interval();
		this.wallClock = wallClock;
		this.nanoTime = nanoTime;
	}

	/**
	 * Ask now, and at every interval from now on.
	 */
	synchronized void keepSynchronized() {
		if (this.cancelRepetition != null) {
			this.cancelRepetition.run();
		}
		this.cancelRepetition = this.threads.repeat(this::synchronizeQuietly, this.interval);
	}

	private void synchronizeQuietly() {
		synchronize().whenComplete((offset, failure) -> logger
			.debug((failure != null) ? failure.getMessage() : "The system's clock is behind by " + offset));
	}

	CompletableFuture<Duration> synchronize() {
		return this.exchange.ask().thenApply(this::offset);
	}

	Optional<ClockSample> sample() {
		return Optional.ofNullable(this.sample);
	}

	Optional<Duration> offset() {
		return sample().map(this::offset);
	}

	private Duration offset(ClockSample from) {
		return Duration.between(this.wallClock.instant(), from.at(this.nanoTime.getAsLong()));
	}

	Instant now() {
		return sample().map((known) -> known.at(this.nanoTime.getAsLong())).orElseGet(this.wallClock::instant);
	}

	void close() {
		this.exchange.close();
		this.threads.close();
	}

}
