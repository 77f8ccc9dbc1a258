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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.linkkit.mqtt.OutboundMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way through {@link Outbox}, by whose lock it is guarded.
 */
final class QueuedMessage {

	/**
	 * Stands for a message that may wait as long as it takes.
	 */
	static final long NEVER = Long.MAX_VALUE;

	/**
	 * Longest time that is told from {@link #NEVER}; its nanoseconds fit a long.
	 */
	static final Duration LONGEST = Duration.ofDays(36500);

	private final CompletableFuture<PublishResult> result = new CompletableFuture<>();

	private final OutgoingMessage message;

	private final int size;

	private final long number;

	private final long expiresAt;

	private boolean sent;

	private long sentAt;

	private boolean stored;

	private boolean handedOut;

	private @Nullable PublishResult early;

	/**
	 * Create a message that is not queued yet.
	 * @param message what to send
	 * @param number place in the order
	 * @param expiresAt when to give it up, {@link #NEVER} if at no time
	 */
	QueuedMessage(OutgoingMessage message, long number, long expiresAt) {
		this.message = message;
		this.size = sizeOf(message);
		this.number = number;
		this.expiresAt = expiresAt;
	}

	static int sizeOf(OutgoingMessage message) {
		return message.topic().getBytes(StandardCharsets.UTF_8).length + message.payload().length;
	}

	OutgoingMessage message() {
		return this.message;
	}

	/**
	 * Return whether it is on disk.
	 */
	boolean stored() {
		return this.stored;
	}

	void markStored() {
		this.stored = true;
	}

	CompletableFuture<PublishResult> result() {
		return this.result;
	}

	/**
	 * Note what became of it if nobody has its future yet, so that it need not be told on
	 * another thread.
	 * @return whether that is so
	 */
	boolean settleEarly(PublishResult outcome) {
		if (!this.handedOut) {
			this.early = outcome;
		}
		return !this.handedOut;
	}

	/**
	 * Note that somebody gets its future now.
	 * @return what to complete it with before, {@code null} if that is not known yet
	 */
	@Nullable PublishResult handOut() {
		this.handedOut = true;
		return this.early;
	}

	String topic() {
		return this.message.topic();
	}

	int qos() {
		return this.message.qos();
	}

	int size() {
		return this.size;
	}

	long number() {
		return this.number;
	}

	long expiresAt() {
		return this.expiresAt;
	}

	/**
	 * Return whether a session was given it, so that the platform may have it.
	 */
	boolean sent() {
		return this.sent;
	}

	long sentAt() {
		return this.sentAt;
	}

	/**
	 * Give it out to be sent, as a duplicate from the second time on.
	 */
	OutboundMessage send(long now) {
		boolean duplicate = this.sent;
		this.sent = true;
		this.sentAt = now;
		return new OutboundMessage(this.message.topic(), this.message.payload(), this.message.qos(), duplicate);
	}

}
