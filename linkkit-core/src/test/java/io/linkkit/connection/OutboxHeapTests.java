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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Row F25 of the fault matrix: however much an application publishes while the device is
 * offline, and however late it takes the results, {@link Outbox} holds no more messages
 * than its limits allow.
 */
class OutboxHeapTests {

	private static final int LIMIT = 100;

	private static final int PUBLISHED = 50 * LIMIT;

	private static final String TOPIC = "/a/b";

	private static final int PAYLOAD = 1000;

	private final VirtualScheduler scheduler = new VirtualScheduler();

	private final List<CompletableFuture<PublishResult>> futures = new ArrayList<>();

	private final List<Runnable> untold = new ArrayList<>();

	@ParameterizedTest
	@EnumSource(QueueOverflow.class)
	void f25HoldsNoMoreMessagesThanTheLimitByCount(QueueOverflow overflow) {
		assertHoldsNoMoreThanTheLimit(settings(LIMIT, Long.MAX_VALUE, overflow));
	}

	@ParameterizedTest
	@EnumSource(QueueOverflow.class)
	void f25HoldsNoMoreMessagesThanTheLimitByBytes(QueueOverflow overflow) {
		assertHoldsNoMoreThanTheLimit(settings(0, LIMIT * (long) (TOPIC.length() + PAYLOAD), overflow));
	}

	private static QueueSettings settings(int maxMessages, long maxBytes, QueueOverflow overflow) {
		return new QueueSettings(maxMessages, maxBytes, overflow, Duration.ofNanos(1), null, QueueRateLimit.NONE,
				QueueSettings.DEFAULT_ACKNOWLEDGE_TIMEOUT, null);
	}

	private void assertHoldsNoMoreThanTheLimit(QueueSettings settings) {
		Outbox outbox = new Outbox(settings, 20, this.scheduler, this.untold::add, null, this.scheduler);
		List<WeakReference<byte[]>> payloads = new ArrayList<>();
		for (int i = 0; i < PUBLISHED; i++) {
			payloads.add(publish(outbox));
			assertThat(outbox.status().depth()).isLessThanOrEqualTo(LIMIT);
		}
		await().untilAsserted(() -> {
			System.gc();
			assertThat(payloads.stream().filter((payload) -> payload.get() != null).count()).isEqualTo(LIMIT);
		});
		assertThat(this.futures.stream().filter((future) -> !future.isDone()).count())
			.isEqualTo(outbox.status().depth() + outbox.status().unreported());
		outbox.close();
	}

	private WeakReference<byte[]> publish(Outbox outbox) {
		byte[] payload = new byte[PAYLOAD];
		this.futures.add(outbox.publish(OutgoingMessage.of(TOPIC, payload, 1)));
		this.scheduler.settle();
		return new WeakReference<>(payload);
	}

}
