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

package io.linkkit.simulator.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Calls when a connection has been silent for too long. Runs on the event loop, and looks
 * at the clock when it fires instead of being set anew for every packet.
 */
final class SilenceWatch {

	private final EventLoop loop;

	private final long patience;

	private final Runnable whenSilent;

	private long lastHeard;

	private @Nullable Future<?> alarm;

	SilenceWatch(EventLoop loop, Duration patience, Runnable whenSilent) {
		this.loop = loop;
		this.patience = patience.toNanos();
		this.whenSilent = whenSilent;
	}

	void start() {
		heard();
		this.alarm = this.loop.schedule(this::check, this.patience, TimeUnit.NANOSECONDS);
	}

	void heard() {
		this.lastHeard = this.loop.ticker().nanoTime();
	}

	void stop() {
		if (this.alarm != null) {
			this.alarm.cancel(false);
		}
	}

	private void check() {
		long remaining = this.patience - (this.loop.ticker().nanoTime() - this.lastHeard);
		if (remaining > 0) {
			this.alarm = this.loop.schedule(this::check, remaining, TimeUnit.NANOSECONDS);
		}
		else {
			this.whenSilent.run();
		}
	}

}
