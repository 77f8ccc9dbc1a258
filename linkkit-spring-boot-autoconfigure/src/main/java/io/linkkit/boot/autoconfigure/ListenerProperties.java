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

import io.linkkit.messaging.listener.ListenerSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Configuration properties of methods that listen. What they may hold is checked by
 * {@link ListenerSettings}.
 *
 * @param concurrency Messages that a listener handles at a time unless it says otherwise.
 * Those of one topic are always handled one after another.
 * @param queueCapacity Most QoS 0 messages that wait for a listener, in each of the lanes
 * that concurrency gives it. There is always room for what QoS 1 needs.
 * @param autoStartup Whether listeners start with the application unless they say
 * otherwise.
 * @param shutdownTimeout Longest time that listeners may go on when they are stopped,
 * before they are interrupted. Seconds unless a unit is given.
 */
@ConfigurationProperties("linkkit.listener")
public record ListenerProperties(@DefaultValue("1") int concurrency, @DefaultValue("256") int queueCapacity,
		@DefaultValue("true") boolean autoStartup,
		@DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration shutdownTimeout) {

	ListenerSettings toSettings(boolean virtualThreads) {
		return new ListenerSettings(this.concurrency, this.queueCapacity, virtualThreads, this.autoStartup,
				this.shutdownTimeout);
	}

}
