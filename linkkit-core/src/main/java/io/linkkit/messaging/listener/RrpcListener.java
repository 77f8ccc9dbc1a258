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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.linkkit.connection.PublishResult;
import io.linkkit.messaging.LinkKitOperations;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a method returns as the answer to a request, as long as the caller waits
 * for it (reference §8.9). Warns of the first answer that is late; then not again before
 * one was in time.
 */
final class RrpcListener implements InboundListener {

	/**
	 * How long the platform lets the caller wait (reference §6.1).
	 */
	static final Duration LIMIT = Duration.ofSeconds(8);

	private static final Log logger = LogFactory.getLog(RrpcListener.class);

	private static final String REQUEST = "/rrpc/request/";

	private static final String RESPONSE = "/rrpc/response/";

	private static final byte[] NOTHING = {};

	private final ListenerMethod method;

	private final LinkKitOperations operations;

	private final LongSupplier nanoTime;

	private final AtomicLong answered = new AtomicLong();

	private final AtomicLong late = new AtomicLong();

	private final AtomicLong failed = new AtomicLong();

	private final AtomicBoolean warned = new AtomicBoolean();

	RrpcListener(ListenerMethod method, LinkKitOperations operations, LongSupplier nanoTime) {
		this.method = method;
		this.operations = operations;
		this.nanoTime = nanoTime;
	}

	RrpcStatus status() {
		return new RrpcStatus(this.answered.get(), this.late.get(), this.failed.get());
	}

	@Override
	public CompletionStage<?> onMessage(Reception reception) {
		if (left(reception) <= 0) {
			// whoever asked believes by now that it was not done
			late(reception, "waited for other messages for too long, and is not handled");
			return CompletableFuture.completedStage(null);
		}
		return this.method.invoke(reception)
			.thenAccept((answer) -> answer(reception, answer))
			.whenComplete((done, failure) -> {
				if (failure != null) {
					this.failed.incrementAndGet();
				}
			});
	}

	private long left(Reception reception) {
		return reception.nanoTime() + LIMIT.toNanos() - this.nanoTime.getAsLong();
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void answer(Reception reception, @Nullable Object answer) {
		long left = left(reception);
		if (left <= 0) {
			late(reception, "was handled too slowly");
			return;
		}
		this.operations.topic(answerTopic(reception.message().topic()))
			.withQos(0)
			.withTimeToLive(Duration.ofNanos(left))
			.publish((answer != null) ? answer : NOTHING)
			.thenAccept(this::told);
	}

	private static String answerTopic(String topic) {
		return topic.startsWith("/sys/") ? topic.replace(REQUEST, RESPONSE) : topic;
	}

	private void told(PublishResult result) {
		if (result instanceof PublishResult.Acknowledged) {
			this.answered.incrementAndGet();
			this.warned.set(false);
		}
		else if (result.equals(new PublishResult.Dropped(PublishResult.DropReason.EXPIRED))) {
			late("has an answer that could not be sent in time");
		}
		else {
			this.failed.incrementAndGet();
			logger.warn("An answer of " + this.method + " could not be published: " + result);
		}
	}

	private void late(Reception reception, String how) {
		if (reception.observation() != null) {
			reception.observation().late();
		}
		late(how);
	}

	private void late(String how) {
		this.late.incrementAndGet();
		if (this.warned.compareAndSet(false, true)) {
			logger.warn("A request to RRPC handler " + this.method + " " + how
					+ ": the platform waits for an answer no longer than " + LIMIT.toSeconds() + " s");
		}
	}

}
