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

import java.util.List;

import io.linkkit.mqtt.InboundMessage;
import io.linkkit.mqtt.MqttSession;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Hands messages to the handlers of matching subscriptions, in the order in which they
 * came, on a thread of its own. A message is acknowledged when all its handlers have
 * returned or thrown; one that finds the queue full is not, so that the platform keeps
 * it.
 */
final class InboundDispatcher {

	private static final Log logger = LogFactory.getLog(InboundDispatcher.class);

	private final SubscriptionRegistry subscriptions;

	private final SerialExecutor executor;

	InboundDispatcher(SubscriptionRegistry subscriptions, SerialExecutor executor) {
		this.subscriptions = subscriptions;
		this.executor = executor;
	}

	void dispatch(InboundMessage message, MqttSession session) {
		List<MessageHandler> handlers = this.subscriptions.handlersOf(message.topic());
		if (handlers.isEmpty()) {
			// the platform subscribes system topics by itself (reference §6.6)
			logger.debug("Nobody listens to " + message);
			session.acknowledge(message);
			return;
		}
		this.executor.execute(() -> {
			handlers.forEach((handler) -> handle(handler, message));
			session.acknowledge(message);
		});
	}

	private static void handle(MessageHandler handler, InboundMessage message) {
		try {
			handler.handle(message);
		}
		catch (Exception ex) {
			logger.error("A handler failed on " + message, ex);
		}
	}

}
