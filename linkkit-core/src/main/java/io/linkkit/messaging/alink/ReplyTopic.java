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

package io.linkkit.messaging.alink;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.linkkit.connection.Subscription;

/**
 * A topic of replies. Requests are held back until the platform knows of the
 * subscription, and keep their order.
 */
final class ReplyTopic {

	private final Subscription subscription;

	private final Executor executor;

	private CompletableFuture<?> last;

	ReplyTopic(Subscription subscription, Executor executor) {
		this.subscription = subscription;
		this.executor = executor;
		this.last = subscription.settled();
	}

	/**
	 * Publish as soon as replies can come: here and now, or later.
	 */
	void whenReady(Runnable publishing) {
		synchronized (this) {
			if (!this.last.isDone()) {
				this.last = this.last.handleAsync((nothing, failure) -> {
					publishing.run();
					return null;
				}, this.executor);
				return;
			}
		}
		publishing.run();
	}

	void close() {
		this.subscription.close();
	}

}
