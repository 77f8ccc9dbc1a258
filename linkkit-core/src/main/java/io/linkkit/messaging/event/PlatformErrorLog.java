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
package io.linkkit.messaging.event;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says what the platform complains about, a few times a minute: a device that sends too
 * much gets a complaint for every message.
 * <p>
 * Not safe for use by several threads.
 */
final class PlatformErrorLog {

	static final int MOST_PER_MINUTE = 10;

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final LongSupplier nanoTime;

	private final Consumer<String> log;

	private long begin;

	private int said;

	private long unsaid;

	/**
	 * Create a log.
	 * @param nanoTime a clock that never jumps
	 * @param log where to say it
	 */
	PlatformErrorLog(LongSupplier nanoTime, Consumer<String> log) {
		this.nanoTime = nanoTime;
		this.log = log;
		this.begin = nanoTime.getAsLong();
	}

	void say(PlatformErrorEvent event) {
		long now = this.nanoTime.getAsLong();
		if (now - this.begin >= MINUTE.toNanos()) {
			this.begin = now;
			this.said = 0;
		}
		if (this.said == MOST_PER_MINUTE) {
			this.unsaid++;
			return;
		}
		this.said++;
		this.log.accept("The platform reports an error: " + event + ". " + event.getCode().remedy() + omitted());
		this.unsaid = 0;
	}

	private String omitted() {
		return (this.unsaid > 0)
				? " (" + this.unsaid + " more reports were not logged, at most " + MOST_PER_MINUTE + " a minute are)"
				: "";
	}

}
