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

package io.linkkit.messaging.listener;

import java.util.concurrent.CompletionStage;

import io.linkkit.connection.PublishResult;
import io.linkkit.messaging.LinkKitOperations;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a method returns to a fixed topic, if there is one. Does not wait until
 * the platform has it.
 */
final class ReplyingListener implements InboundListener {

	private static final Log logger = LogFactory.getLog(ReplyingListener.class);

	private final ListenerMethod method;

	private final @Nullable String replyTopic;

	private final LinkKitOperations operations;

	ReplyingListener(ListenerMethod method, @Nullable String replyTopic, LinkKitOperations operations) {
		this.method = method;
		this.replyTopic = replyTopic;
		this.operations = operations;
	}

	@Override
	public CompletionStage<?> onMessage(Reception reception) {
		return this.method.invoke(reception).thenAccept(this::reply);
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void reply(@Nullable Object value) {
		if (this.replyTopic != null && value != null) {
			this.operations.publish(this.replyTopic, value).thenAccept(this::told);
		}
	}

	private void told(PublishResult result) {
		if (result instanceof PublishResult.Rejected || result instanceof PublishResult.Dropped) {
			logger.warn("What " + this.method + " returned did not reach " + this.replyTopic + ": " + result);
		}
	}

}
