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

import org.jspecify.annotations.Nullable;

/**
 * How a device sees its own connection at one moment.
 *
 * @param state where the connection is in its life, such as {@code CONNECTED}
 * @param since since when
 * @param attempts attempts since it was last online
 * @param trouble why it is, or last was, offline
 * @param nextAttempt when it will try again
 * @param queued messages that wait or are in flight
 */
public record DeviceView(String state, Instant since, int attempts, @Nullable Trouble trouble,
		@Nullable Instant nextAttempt, int queued) {

	/**
	 * Why a device is offline.
	 *
	 * @param reason one stable word, such as {@code CONNECT_REFUSED}
	 * @param text the same for people
	 * @param remedy what to do about it
	 */
	public record Trouble(String reason, String text, String remedy) {

	}

}
