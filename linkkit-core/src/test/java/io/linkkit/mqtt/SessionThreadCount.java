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

package io.linkkit.mqtt;

import java.time.Duration;
import java.util.List;

import io.linkkit.thread.AllThreads;
import org.awaitility.Awaitility;

/**
 * Finds the threads of sessions in this JVM, virtual ones and those that Paho named
 * included.
 */
public final class SessionThreadCount {

	private SessionThreadCount() {
	}

	public static List<String> names() {
		return AllThreads.names()
			.stream()
			.filter((name) -> name.startsWith("linkkit-mqtt") || name.startsWith("MQTT"))
			.sorted()
			.toList();
	}

	public static void awaitNone() {
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(SessionThreadCount::names, List::isEmpty);
	}

}
