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
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

/**
 * Time as the queue counts it: nanoseconds since the queue began, so that two moments can
 * be compared. Only a message on disk is timed by the wall clock, since it may outlive
 * the process.
 */
final class QueueClock {

	private final Scheduler scheduler;

	private final InstantSource wallClock;

	private final long origin;

	QueueClock(Scheduler scheduler, InstantSource wallClock) {
		this.scheduler = scheduler;
		this.wallClock = wallClock;
		this.origin = scheduler.nanoTime();
	}

	long now() {
		return this.scheduler.nanoTime() - this.origin;
	}

	/**
	 * Return when a message is to be given up.
	 * @param timeToLive how long it may wait from now, {@code null} for as long as it
	 * takes
	 */
	long expiry(@Nullable Duration timeToLive) {
		if (timeToLive == null || timeToLive.compareTo(QueuedMessage.LONGEST) > 0) {
			return QueuedMessage.NEVER;
		}
		return now() + timeToLive.toNanos();
	}

	/**
	 * Return the nanoseconds of a duration, of a very long one those of a very long time.
	 */
	static long nanos(Duration duration) {
		return ((duration.compareTo(QueuedMessage.LONGEST) < 0) ? duration : QueuedMessage.LONGEST).toNanos();
	}

	/**
	 * Return the message as it goes to the disk.
	 */
	StoredMessage toStored(QueuedMessage message) {
		OutgoingMessage content = message.message();
		long expiresAt = (message.expiresAt() == QueuedMessage.NEVER) ? StoredMessage.NEVER
				: this.wallClock.millis() + Duration.ofNanos(message.expiresAt() - now()).toMillis();
		return new StoredMessage(message.number(), content.topic(), content.payload(), expiresAt);
	}

	/**
	 * Return the message that came from the disk. It will be sent without the flag for
	 * duplicates: to the session that will send it, it is new.
	 */
	QueuedMessage fromStored(StoredMessage stored) {
		long expiresAt = (stored.expiresAt() == StoredMessage.NEVER) ? QueuedMessage.NEVER
				: now() + Duration.ofMillis(stored.expiresAt() - this.wallClock.millis()).toNanos();
		QueuedMessage message = new QueuedMessage(OutgoingMessage.of(stored.topic(), stored.payload(), 1),
				stored.number(), expiresAt);
		message.markStored();
		message.handOut();
		return message;
	}

}
