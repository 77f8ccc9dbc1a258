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
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

import io.linkkit.connection.InboundCounters.Outcome;
import io.linkkit.mqtt.InboundMessage;
import io.linkkit.mqtt.MqttSession;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to the handlers of matching subscriptions, in the order in which they
 * came, on two threads of its own: one for handlers that are done when they return, which
 * may block it, and one for those that finish later, which must not. A handler that hands
 * them over itself needs neither. A message is acknowledged when all its handlers have
 * finished, well or not; one that a handler has no room for is not, so that the platform
 * keeps it.
 */
final class InboundDispatcher {

	/**
	 * Places in a queue that are left to QoS 1. The platform stops at 100 messages that
	 * are not acknowledged (reference §6.3), so they hardly ever find it full; a message
	 * refused would take one of these hundred until the session ends.
	 */
	private static final int LEFT_TO_QOS_1 = 256;

	private static final Log logger = LogFactory.getLog(InboundDispatcher.class);

	private final SubscriptionRegistry subscriptions;

	private final SerialExecutor immediate;

	private final SerialExecutor deferred;

	private final InboundCounters counters = new InboundCounters();

	/**
	 * Create a dispatcher.
	 * @param subscriptions know the handlers
	 * @param immediate runs handlers that are done when they return
	 * @param deferred runs handlers that finish later
	 */
	InboundDispatcher(SubscriptionRegistry subscriptions, SerialExecutor immediate, SerialExecutor deferred) {
		this.subscriptions = subscriptions;
		this.immediate = immediate;
		this.deferred = deferred;
	}

	InboundStatus status() {
		return this.counters.status();
	}

	InboundStatus status(int qos) {
		return this.counters.status(qos);
	}

	void dispatch(InboundMessage message, MqttSession session) {
		this.counters.received(message.qos());
		List<InboundHandler> handlers = this.subscriptions.handlersOf(message.topic());
		if (handlers.isEmpty()) {
			// the platform subscribes system topics by itself (reference §6.6)
			logger.debug("Nobody listens to " + message);
			this.counters.ended(Outcome.UNHANDLED, message.qos());
			session.acknowledge(message);
			return;
		}
		Receipt receipt = new Receipt(message, session, handlers.size());
		for (InboundHandler handler : handlers) {
			if (handler instanceof InboundHandler.HandingOver) {
				handle(handler, message, receipt);
			}
			else {
				handleOn((handler instanceof InboundHandler.Immediate) ? this.immediate : this.deferred, handler,
						message, receipt);
			}
		}
	}

	private static void handleOn(SerialExecutor executor, InboundHandler handler, InboundMessage message,
			Receipt receipt) {
		if (!executor.execute(() -> handle(handler, message, receipt), (message.qos() > 0) ? 0 : LEFT_TO_QOS_1)) {
			receipt.finished(Outcome.DISCARDED);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private static void handle(InboundHandler handler, InboundMessage message, Receipt receipt) {
		try {
			handler.handle(message).whenComplete((done, failure) -> {
				if (failure != null) {
					logger.debug("A handler failed on " + message, failure);
				}
				receipt.finished(outcome(failure));
			});
		}
		catch (Throwable ex) {
			if (outcome(ex) == Outcome.FAILED) {
				logger.error("A handler failed on " + message, ex);
			}
			receipt.finished(outcome(ex));
		}
	}

	private static Outcome outcome(@Nullable Throwable failure) {
		if (failure == null) {
			return Outcome.HANDLED;
		}
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return (cause instanceof RejectedExecutionException) ? Outcome.DISCARDED : Outcome.FAILED;
	}

	/**
	 * Brings together what the handlers of a message say, and answers the platform once.
	 */
	private final class Receipt {

		private final InboundMessage message;

		private final MqttSession session;

		private int open;

		private Outcome worst = Outcome.HANDLED;

		Receipt(InboundMessage message, MqttSession session, int handlers) {
			this.message = message;
			this.session = session;
			this.open = handlers;
		}

		void finished(Outcome outcome) {
			if (isLast(outcome)) {
				InboundDispatcher.this.counters.ended(this.worst, this.message.qos());
				if (this.worst != Outcome.DISCARDED) {
					this.session.acknowledge(this.message);
				}
			}
		}

		private synchronized boolean isLast(Outcome outcome) {
			if (outcome.compareTo(this.worst) > 0) {
				this.worst = outcome;
			}
			this.open--;
			return this.open == 0;
		}

	}

}
