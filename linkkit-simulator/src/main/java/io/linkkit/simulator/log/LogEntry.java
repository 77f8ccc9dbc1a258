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

package io.linkkit.simulator.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened. Holds no secret, signature, token or payload.
 *
 * @param time when it happened
 * @param event what it is about
 * @param device the device as {@code deviceName&productKey}, or {@code null} when none
 * could be told
 * @param reason one stable word that tests can compare, such as {@code signature}; empty
 * when the event says everything
 * @param text the whole story for people
 */
public record LogEntry(Instant time, LogEvent event, @Nullable String device, String reason, String text) {

	@Override
	public String toString() {
		String who = (this.device != null) ? " " + this.device : "";
		String why = this.reason.isEmpty() ? "" : " [" + this.reason + "]";
		return this.time.truncatedTo(ChronoUnit.MILLIS) + " " + this.event + who + why + " " + this.text;
	}

}
