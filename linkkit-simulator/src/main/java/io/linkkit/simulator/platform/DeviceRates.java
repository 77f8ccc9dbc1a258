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

package io.linkkit.simulator.platform;

import java.time.Duration;
import java.time.Instant;

/**
 * The rates that the platform grants one device (reference §6.3).
 */
final class DeviceRates {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final RateMeter connects = new RateMeter(5, Duration.ofMinutes(1));

	private final RateMeter upstreamQos0 = new RateMeter(30, SECOND);

	private final RateMeter upstreamQos1 = new RateMeter(10, SECOND);

	private final RateMeter downstream = new RateMeter(50, SECOND);

	boolean mayConnect(Instant now) {
		return this.connects.tryPass(now);
	}

	boolean mayPublish(int qos, Instant now) {
		return ((qos == 0) ? this.upstreamQos0 : this.upstreamQos1).tryPass(now);
	}

	boolean mayReceive(Instant now) {
		return this.downstream.tryPass(now);
	}

}
