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

package io.linkkit.messaging.time;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.OutgoingMessage;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.Subscription;
import io.linkkit.messaging.DeviceTopics;
import io.linkkit.mqtt.InboundMessage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the platform for its time, one question at a time (reference §8.10).
 */
final class NtpExchange {

	private static final Log logger = LogFactory.getLog(NtpExchange.class);

	private static final int AT_MOST_ONCE = 0;

	private final LinkKitConnection connection;

	private final ClockThreads threads;

	private final Duration timeout;

	private final Clock wallClock;

	private final LongSupplier nanoTime;

	private final Consumer<ClockSample> samples;

	private final String requestTopic;

	private final Subscription answers;

	private long lastSendTime;

	private @Nullable Question question;

	NtpExchange(LinkKitConnection connection, ClockThreads threads, Duration timeout, Clock wallClock,
			LongSupplier nanoTime, Consumer<ClockSample> samples) {
		this.connection = connection;
		this.threads = threads;
		this.timeout = timeout;
		this.wallClock = wallClock;
		this.nanoTime = nanoTime;
		this.samples = samples;
		DeviceTopics topics = new DeviceTopics(connection.device());
		this.requestTopic = topics.resolve("/ext/ntp/${productKey}/${deviceName}/request");
		this.answers = connection.subscribe(topics.resolve("/ext/ntp/${productKey}/${deviceName}/response"),
				AT_MOST_ONCE, this::answered);
	}

	/**
	 * Ask, unless an answer is on its way already.
	 * @return the platform's time; fails with a {@link ClockException}
	 */
	CompletableFuture<ClockSample> ask() {
		// what waits in the queue says nothing of the time it takes
		if (this.connection.status().state() != ConnectionState.CONNECTED) {
			return CompletableFuture.failedFuture(new ClockException("The device is not online"));
		}
		Question asked;
		synchronized (this) {
			if (this.question != null) {
				return this.question.sample();
			}
			// differs from that of earlier questions, even if the wall clock goes back
			this.lastSendTime = Math.max(this.wallClock.millis(), this.lastSendTime + 1);
			asked = new Question(this.lastSendTime, this.nanoTime.getAsLong(), new CompletableFuture<>());
			this.question = asked;
		}
		this.threads.schedule(() -> fail(asked, "The platform did not tell the time within " + this.timeout),
				this.timeout);
		byte[] payload = JsonMapper.shared()
			.writeValueAsBytes(Map.of("deviceSendTime", String.valueOf(asked.sendTime())));
		this.connection.publish(new OutgoingMessage(this.requestTopic, payload, AT_MOST_ONCE, this.timeout))
			.thenAccept((result) -> {
				if (!(result instanceof PublishResult.Acknowledged)) {
					fail(asked, "The question for the time was not sent: " + result);
				}
			});
		return asked.sample();
	}

	private void answered(InboundMessage message) {
		long now = this.nanoTime.getAsLong();
		Optional<NtpAnswer> answer = NtpAnswer.read(message.payload());
		Question asked = answer.map(this::asked).orElse(null);
		if (asked == null) {
			logger.debug("Nobody asked for the time in " + message);
			return;
		}
		Optional<ClockSample> sample = answer
			.flatMap((found) -> found.sample(now, Duration.ofNanos(now - asked.nanoTime())));
		if (sample.isEmpty()) {
			fail(asked, "The platform's time cannot be true: " + answer.get());
		}
		else if (remove(asked)) {
			this.samples.accept(sample.get());
			this.threads.complete(() -> asked.sample().complete(sample.get()));
		}
	}

	private synchronized @Nullable Question asked(NtpAnswer answer) {
		Question asked = this.question;
		return (asked != null && asked.sendTime() == answer.deviceSendTime()) ? asked : null;
	}

	private void fail(Question asked, String why) {
		if (remove(asked)) {
			this.threads.complete(() -> asked.sample().completeExceptionally(new ClockException(why)));
		}
	}

	private synchronized boolean remove(Question asked) {
		boolean open = asked.equals(this.question);
		if (open) {
			this.question = null;
		}
		return open;
	}

	void close() {
		this.answers.close();
		Question asked;
		synchronized (this) {
			asked = this.question;
		}
		if (asked != null) {
			fail(asked, "The clock is closed");
		}
	}

	/**
	 * A question that has no answer yet.
	 *
	 * @param sendTime what the answer repeats
	 * @param nanoTime when it was asked, by {@link System#nanoTime()}
	 * @param sample takes the answer
	 */
	private record Question(long sendTime, long nanoTime, CompletableFuture<ClockSample> sample) {

	}

}
