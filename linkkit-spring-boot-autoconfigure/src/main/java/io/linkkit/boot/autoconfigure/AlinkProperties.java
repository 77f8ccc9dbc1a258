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

package io.linkkit.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.linkkit.messaging.alink.AlinkSettings;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * How requests wait for the platform's replies.
 *
 * @param timeout Longest wait for the platform's reply to a request, the time in the
 * queue included. Seconds unless a unit is given.
 * @param maxOpenRequests Most requests that wait for replies at a time.
 */
public record AlinkProperties(@DefaultValue("10s") @DurationUnit(ChronoUnit.SECONDS) Duration timeout,
		@DefaultValue("100") int maxOpenRequests) {

	AlinkSettings toSettings() {
		return new AlinkSettings(this.timeout, this.maxOpenRequests);
	}

}
