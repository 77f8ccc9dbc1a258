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

package io.linkkit.connection;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.linkkit.mqtt.InboundMessage;

/**
 * Recognises the notice the platform sends before it throws the device out (reference
 * §6.5). It is a help, never relied upon, and read tolerantly.
 */
final class KickNotice {

	private static final String TOPIC = "/ext/notify";

	private static final int LONGEST = 1024;

	private KickNotice() {
	}

	static boolean is(InboundMessage message) {
		return message.topic().equals(TOPIC) && message.payload().length <= LONGEST
				&& new String(message.payload(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT).contains("kick");
	}

}
