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

package io.linkkit.simulator.console;

import java.util.EnumSet;
import java.util.Set;

import io.linkkit.simulator.log.LogEntry;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.platform.MessageTrace;

/**
 * What happened lately, as the page reads it: a timeline, and messages in a history of
 * their own, so that a talkative device does not push the timeline out.
 */
final class ConsoleFeed {

	static final int TIMELINE_CAPACITY = 300;

	static final int MESSAGES_CAPACITY = 200;

	/**
	 * Shown as messages, with what became of them.
	 */
	private static final Set<LogEvent> MESSAGES = EnumSet.of(LogEvent.PUBLISHED, LogEvent.DELIVERED, LogEvent.STORED,
			LogEvent.DELIVERY_DROPPED);

	private final History<String> timeline = new History<>(TIMELINE_CAPACITY);

	private final History<String> messages = new History<>(MESSAGES_CAPACITY);

	private volatile Runnable onChange = () -> {
	};

	void onChange(Runnable action) {
		this.onChange = action;
	}

	void add(LogEntry entry) {
		if (!MESSAGES.contains(entry.event())) {
			this.timeline.add(ConsoleJson.of(entry));
			this.onChange.run();
		}
	}

	void add(DeviceEvent event) {
		this.timeline.add(ConsoleJson.of(event));
		this.onChange.run();
	}

	void add(MessageTrace trace) {
		this.messages.add(ConsoleJson.of(trace));
		this.onChange.run();
	}

	History<String> timeline() {
		return this.timeline;
	}

	History<String> messages() {
		return this.messages;
	}

}
