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

import java.util.concurrent.CompletionStage;

import io.linkkit.mqtt.InboundMessage;

/**
 * Takes messages of a subscription and finishes with each of them later, on threads of
 * its own. A QoS 1 message is acknowledged to the platform when all its handlers have
 * finished; the platform sends no more while 100 are not acknowledged (reference §6.3).
 */
@FunctionalInterface
public interface AsyncMessageHandler {

	/**
	 * Take a message over and return soon: other such handlers wait for this one to
	 * return. Never called on an MQTT thread unless the handler {@linkplain #handsOver()
	 * asks for it}.
	 * @param message the message
	 * @return completes when the message is dealt with. Whatever exception it completes
	 * with counts as a failure, of which the handler has to tell the log itself; the
	 * message is acknowledged all the same. Only a
	 * {@link java.util.concurrent.RejectedExecutionException} says that there is no room:
	 * then the message is counted as discarded and not acknowledged, so that the platform
	 * sends it again in the next session, if it keeps the session
	 * @throws Exception whatever went wrong, with the same meaning
	 */
	CompletionStage<?> handle(InboundMessage message) throws Exception;

	/**
	 * Return whether {@link #handle} does nothing but hand messages to other threads:
	 * neither waits nor runs code of an application. Then it is called on the thread that
	 * brings the messages, which spares them a way of some ten microseconds. Whatever it
	 * did there would hold up the session, so this is for the library's own listeners; an
	 * application has no reason to ask for it.
	 * @return {@code false} unless overridden; must not change
	 */
	default boolean handsOver() {
		return false;
	}

}
