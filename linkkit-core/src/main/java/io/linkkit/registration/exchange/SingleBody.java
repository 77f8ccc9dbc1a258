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

package io.linkkit.registration.exchange;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

import io.linkkit.auth.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that is sent once at most. {@link java.net.http.HttpClient} asks
 * for it when it has a connection: before that nothing can have happened at the platform,
 * after that a registration may have.
 */
final class SingleBody implements BodyPublisher {

	private final BodyPublisher delegate;

	private final CompletableFuture<@Nullable Void> sending = new CompletableFuture<>();

	SingleBody(Secret text) {
		this.delegate = BodyPublishers.ofString(text.reveal());
	}

	/**
	 * Return a future that completes when sending begins. Whoever completes it first, in
	 * whatever way, prevents it.
	 * @return the future
	 */
	CompletableFuture<@Nullable Void> sending() {
		return this.sending;
	}

	boolean hasBegun() {
		return this.sending.isDone() && !this.sending.isCompletedExceptionally();
	}

	@Override
	public long contentLength() {
		return this.delegate.contentLength();
	}

	@Override
	public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
		if (this.sending.complete(null)) {
			this.delegate.subscribe(subscriber);
		}
		else {
			subscriber.onSubscribe(new NoSubscription());
			subscriber.onError(new IOException("The request was given up or has been sent before"));
		}
	}

	private static final class NoSubscription implements Subscription {

		@Override
		public void request(long count) {
		}

		@Override
		public void cancel() {
		}

	}

}
