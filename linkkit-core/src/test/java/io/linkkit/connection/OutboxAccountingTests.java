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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import io.linkkit.connection.PublishResult.Rejected;
import io.linkkit.mqtt.MqttSessionListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Invariant I5 for {@link Outbox} after each of many random steps: every message accepted
 * is acknowledged, still there, or dropped and counted, and its future agrees.
 */
class OutboxAccountingTests {

	private static final int RUNS = 40;

	private static final int STEPS = 400;

	@ParameterizedTest
	@EnumSource(QueueOverflow.class)
	void f25AccountsForEveryMessageWhateverHappens(QueueOverflow overflow) {
		for (int run = 0; run < RUNS; run++) {
			new Story(overflow, run).tell();
		}
	}

	private static final class Story {

		private final Random random;

		private final VirtualScheduler scheduler = new VirtualScheduler();

		private final Deque<Runnable> results = new ArrayDeque<>();

		private final List<CompletableFuture<PublishResult>> futures = new ArrayList<>();

		private final QueueSettings settings;

		private final Outbox outbox;

		private FakeSession session;

		Story(QueueOverflow overflow, int seed) {
			this.random = new Random(seed);
			this.settings = new QueueSettings(this.random.nextInt(1, 30), this.random.nextInt(100, 1000), overflow,
					Duration.ofNanos(1), this.random.nextBoolean() ? null : Duration.ofSeconds(3),
					this.random.nextBoolean() ? QueueRateLimit.NONE : QueueRateLimit.PLATFORM, Duration.ofSeconds(5),
					null);
			this.outbox = new Outbox(this.settings, this.random.nextInt(1, 10), this.scheduler, this.results::add, null,
					this.scheduler);
		}

		void tell() {
			for (int i = 0; i < STEPS; i++) {
				step(this.random.nextInt(12));
				assertHolds();
			}
			this.outbox.close();
			this.results.forEach(Runnable::run);
			assertHolds();
			QueueStatus end = this.outbox.status();
			assertThat(end.depth() + end.unreported() + end.bytes()).isZero();
			assertThat(this.futures).allMatch(CompletableFuture::isDone);
			assertResultsAreAsCounted(end);
		}

		private void step(int choice) {
			switch (choice) {
				case 0 -> reconnect();
				case 1 -> disconnect();
				case 2 -> this.scheduler.advance(Duration.ofMillis(this.random.nextInt(2000)));
				case 3, 4, 5 -> acknowledge();
				case 6 -> {
					if (!this.results.isEmpty()) {
						this.results.remove().run();
					}
				}
				default -> publish();
			}
			if (this.random.nextBoolean()) {
				this.scheduler.settle();
			}
		}

		private void reconnect() {
			disconnect();
			FakeSession opened = new FakeSession(mock(MqttSessionListener.class), (topicFilter) -> 1);
			this.session = opened;
			this.outbox.attach(opened, (failure) -> disconnect());
		}

		private void disconnect() {
			this.session = null;
			this.outbox.detach();
		}

		private void acknowledge() {
			if (this.session != null) {
				this.session.published.values()
					.stream()
					.filter((future) -> !future.isDone())
					.findAny()
					.ifPresent((future) -> future.complete(null));
			}
		}

		private void publish() {
			OutgoingMessage message = OutgoingMessage.of("/a/b", new byte[this.random.nextInt(200)],
					this.random.nextInt(2));
			this.futures.add(this.outbox
				.publish(this.random.nextBoolean() ? message : message.withTimeToLive(Duration.ofMillis(1500))));
		}

		private void assertHolds() {
			QueueStatus status = this.outbox.status();
			OutboxTests.assertAccounts(status);
			assertThat(status.bytes()).isBetween(0L, this.settings.maxBytes());
			assertThat(status.depth()).isBetween(0, this.settings.maxMessages());
			assertThat(this.futures.stream().filter((future) -> !future.isDone()).count())
				.isEqualTo(status.depth() + status.unreported());
		}

		private void assertResultsAreAsCounted(QueueStatus status) {
			assertThat(this.futures.stream().filter((future) -> future.join() instanceof Rejected).count())
				.isEqualTo(status.rejected().values().stream().mapToLong(Long::longValue).sum());
			status.dropped()
				.forEach((reason,
						number) -> assertThat(this.futures.stream()
							.filter((future) -> future.join().equals(new PublishResult.Dropped(reason)))
							.count()).isEqualTo(number));
			assertThat(status.acknowledged()).isPositive();
		}

	}

}
