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

package io.linkkit.mqtt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Deliveries}.
 */
class DeliveriesTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private final Deliveries deliveries = new Deliveries();

	@Test
	void waitsForTheLastDelivery() {
		this.deliveries.read();
		this.deliveries.read();
		CompletableFuture<Void> waiting = await(LONG);
		this.deliveries.delivered();
		assertThat(waiting).isNotDone();
		this.deliveries.delivered();
		assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void waitsNoLongerThanTheLimit() {
		this.deliveries.read();
		assertThat(await(Duration.ofMillis(1))).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void cancelEndsTheWait() {
		this.deliveries.read();
		CompletableFuture<Void> waiting = await(LONG);
		assertThat(waiting).isNotDone();
		this.deliveries.cancel();
		assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void doesNotWaitOnceCancelled() {
		this.deliveries.read();
		this.deliveries.cancel();
		assertThat(await(LONG)).succeedsWithin(Duration.ofSeconds(10));
	}

	private CompletableFuture<Void> await(Duration limit) {
		return CompletableFuture.runAsync(() -> this.deliveries.await(limit));
	}

}
