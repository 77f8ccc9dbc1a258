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

import io.linkkit.messaging.time.ClockSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * A clock that shows the platform's time.
 *
 * @param enabled Whether there is a bean PlatformClock, which asks the platform for the
 * time. Never sets the system's clock.
 * @param interval How long until the platform is asked again, beside after each login.
 * Seconds unless a unit is given.
 * @param timeout Longest wait for the platform's answer. Seconds unless a unit is given.
 */
@ConfigurationProperties("linkkit.ntp")
public record NtpProperties(@DefaultValue("false") boolean enabled,
		@DefaultValue("1h") @DurationUnit(ChronoUnit.SECONDS) Duration interval,
		@DefaultValue("10s") @DurationUnit(ChronoUnit.SECONDS) Duration timeout) {

	ClockSettings toSettings() {
		return new ClockSettings(this.interval, this.timeout);
	}

}
