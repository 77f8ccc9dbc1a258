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

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.linkkit.simulator.log.LogEntry;
import io.linkkit.simulator.platform.MessageTrace;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what the page reads. Every text is cut at {@value #MAX_TEXT} characters.
 */
final class ConsoleJson {

	/**
	 * Enough for what people read on a page; a message may have 256 KB.
	 */
	static final int MAX_TEXT = 2048;

	private ConsoleJson() {
	}

	static ObjectNode object() {
		return JsonMapper.shared().createObjectNode();
	}

	static String of(LogEntry entry) {
		return event(entry.time(), "platform", entry.event().name(), entry.device()).put("reason", cut(entry.reason()))
			.put("text", cut(entry.text()))
			.toString();
	}

	static String of(DeviceEvent event) {
		return event(event.time(), "device", event.name(), event.device()).put("reason", cut(event.reason()))
			.put("text", cut(event.text()))
			.put("remedy", cut(event.remedy()))
			.toString();
	}

	private static ObjectNode event(Instant time, String source, String name, @Nullable String device) {
		return object().put("time", time(time)).put("source", source).put("name", name).put("device", cut(device));
	}

	static String of(MessageTrace trace) {
		return object().put("time", time(trace.time()))
			.put("direction", trace.direction().name())
			.put("device", trace.device())
			.put("topic", cut(trace.topic()))
			.put("qos", trace.qos())
			.put("size", trace.size())
			.put("payload", trace.text(MAX_TEXT))
			.put("cut", trace.size() > MAX_TEXT)
			.put("objection", trace.objection())
			.toString();
	}

	static @Nullable ObjectNode of(@Nullable DeviceView view) {
		if (view == null) {
			return null;
		}
		ObjectNode node = object().put("state", view.state())
			.put("since", time(view.since()))
			.put("attempts", view.attempts())
			.put("queued", view.queued())
			.put("nextAttempt", (view.nextAttempt() != null) ? time(view.nextAttempt()) : null);
		DeviceView.Trouble trouble = view.trouble();
		if (trouble != null) {
			node.put("reason", trouble.reason()).put("text", cut(trouble.text())).put("remedy", cut(trouble.remedy()));
		}
		return node;
	}

	static String time(Instant time) {
		return time.truncatedTo(ChronoUnit.MILLIS).toString();
	}

	private static @Nullable String cut(@Nullable String text) {
		return (text != null && text.length() > MAX_TEXT) ? text.substring(0, MAX_TEXT) + "…" : text;
	}

}
