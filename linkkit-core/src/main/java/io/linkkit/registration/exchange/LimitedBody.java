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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

import org.jspecify.annotations.Nullable;

/**
 * Takes the body of an answer up to a limit. Beyond it the connection is closed, whatever
 * length the peer has announced.
 */
final class LimitedBody implements BodySubscriber<byte[]> {

	private final int limit;

	private final CompletableFuture<byte[]> body = new CompletableFuture<>();

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private @Nullable Subscription subscription;

	/**
	 * Create a subscriber.
	 * @param limit most bytes that are taken; with 0 the body is not read at all
	 */
	LimitedBody(int limit) {
		this.limit = limit;
	}

	@Override
	public CompletionStage<byte[]> getBody() {
		return this.body;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		if (this.limit == 0) {
			subscription.cancel();
			onComplete();
		}
		else {
			subscription.request(Long.MAX_VALUE);
		}
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		buffers.forEach(this::take);
	}

	private void take(ByteBuffer buffer) {
		if (this.bytes.size() + buffer.remaining() > this.limit) {
			if (this.subscription != null) {
				this.subscription.cancel();
			}
			onError(new TooLongException(this.limit));
			return;
		}
		byte[] chunk = new byte[buffer.remaining()];
		buffer.get(chunk);
		this.bytes.writeBytes(chunk);
	}

	@Override
	public void onError(Throwable cause) {
		this.body.completeExceptionally(cause);
	}

	@Override
	public void onComplete() {
		this.body.complete(this.bytes.toByteArray());
	}

	/**
	 * The body is longer than the limit.
	 */
	static final class TooLongException extends IOException {

		TooLongException(int limit) {
			super("the answer is longer than " + limit + " bytes");
		}

	}

}
