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

import java.time.Instant;
import java.time.InstantSource;

import io.linkkit.simulator.log.SimulatorLog;

/**
 * What every part of the platform shares.
 *
 * @param monitor the lock over all state
 * @param log where everything is written down
 * @param traces who wants to know of messages
 * @param faults how to misbehave
 * @param settings how the platform shall be
 * @param clock the platform's clock
 */
record PlatformContext(Monitor monitor, SimulatorLog log, MessageTraces traces, FaultPlan faults,
		PlatformSettings settings, InstantSource clock) {

	Instant now() {
		return this.clock.instant();
	}

}
