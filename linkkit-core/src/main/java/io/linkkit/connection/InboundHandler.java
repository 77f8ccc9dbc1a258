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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.linkkit.mqtt.InboundMessage;

/**
 * What takes the messages of a subscription. Two are equal if the application's handlers
 * are.
 */
sealed interface InboundHandler {

	/**
	 * Take a message.
	 * @return completes when the message is dealt with
	 */
	CompletionStage<?> handle(InboundMessage message) throws Exception;

	/**
	 * Return what takes messages by a handler that finishes with them later.
	 */
	static InboundHandler of(AsyncMessageHandler handler) {
		return handler.handsOver() ? new HandingOver(handler) : new Deferred(handler);
	}

	/**
	 * Is done when it returns.
	 *
	 * @param handler the application's
	 */
	record Immediate(MessageHandler handler) implements InboundHandler {

		@Override
		public CompletionStage<?> handle(InboundMessage message) throws Exception {
			this.handler.handle(message);
			return CompletableFuture.completedStage(null);
		}

	}

	/**
	 * Hands messages to threads of its own.
	 *
	 * @param handler the library's
	 */
	record HandingOver(AsyncMessageHandler handler) implements InboundHandler {

		@Override
		public CompletionStage<?> handle(InboundMessage message) throws Exception {
			return this.handler.handle(message);
		}

	}

	/**
	 * Is done when it says so.
	 *
	 * @param handler the application's
	 */
	record Deferred(AsyncMessageHandler handler) implements InboundHandler {

		@Override
		public CompletionStage<?> handle(InboundMessage message) throws Exception {
			return this.handler.handle(message);
		}

	}

}
