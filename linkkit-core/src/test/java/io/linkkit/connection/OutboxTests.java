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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.linkkit.connection.PublishResult.Acknowledged;
import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.PublishResult.Dropped;
import io.linkkit.connection.PublishResult.Rejected;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.mqtt.MqttSessionListener;
import io.linkkit.mqtt.OutboundMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Outbox}.
 */
class OutboxTests {

	private static final int WINDOW = 3;

	private final Results results = new Results();

	private final Outbox outbox = new Outbox(new QueueSettings(10, 1000), WINDOW, this.results::execute);

	private final FakeSession session = newSession();

	private static FakeSession newSession() {
		return new FakeSession(mock(MqttSessionListener.class), (topicFilter) -> 1);
	}

	private CompletableFuture<PublishResult> publish(int number, int qos) {
		return this.outbox.publish("/a/b", new byte[] { (byte) number }, qos);
	}

	private static List<Integer> numbers(FakeSession session) {
		return session.published.keySet().stream().map((message) -> (int) message.payload()[0]).toList();
	}

	@Test
	void keepsMessagesUntilASessionIsReadyAndThenSendsThemInOrder() {
		publish(1, 1);
		publish(2, 0);
		publish(3, 1);
		assertThat(this.outbox.size()).isEqualTo(3);
		this.outbox.attach(this.session);
		assertThat(numbers(this.session)).containsExactly(1, 2, 3);
	}

	@Test
	void sendsNoMoreThanTheWindowAllows() {
		this.outbox.attach(this.session);
		for (int i = 1; i <= 5; i++) {
			publish(i, 1);
		}
		assertThat(numbers(this.session)).containsExactly(1, 2, 3);
		this.session.published.values().iterator().next().complete(null);
		assertThat(numbers(this.session)).containsExactly(1, 2, 3, 4);
	}

	@Test
	void tellsThatAMessageIsAcknowledged() {
		this.outbox.attach(this.session);
		CompletableFuture<PublishResult> result = publish(1, 1);
		assertThat(result).isNotDone();
		this.session.published.values().forEach((future) -> future.complete(null));
		assertThat(result).isCompletedWithValue(new Acknowledged());
		assertThat(this.outbox.size()).isZero();
	}

	@Test
	void sendsUnacknowledgedMessagesFirstAndInOrderAfterALoss() {
		this.outbox.attach(this.session);
		for (int i = 1; i <= 5; i++) {
			publish(i, 1);
		}
		this.outbox.detach();
		FakeSession next = newSession();
		this.outbox.attach(next);
		assertThat(numbers(next)).containsExactly(1, 2, 3);
		assertThat(next.published.keySet()).extracting(OutboundMessage::duplicate).containsOnly(true);
		next.published.values().iterator().next().complete(null);
		assertThat(numbers(next)).containsExactly(1, 2, 3, 4);
	}

	@Test
	void givesUpQosZeroMessagesThatWereOnTheirWayWhenTheSessionEnded() {
		this.outbox.attach(this.session);
		CompletableFuture<PublishResult> result = publish(1, 0);
		this.outbox.detach();
		assertThat(result).isCompletedWithValue(new Dropped(DropReason.CONNECTION_LOST));
		assertThat(this.outbox.size()).isZero();
	}

	@Test
	void ignoresAnAcknowledgementThatComesAfterTheSessionsEnd() {
		this.outbox.attach(this.session);
		CompletableFuture<PublishResult> result = publish(1, 1);
		this.outbox.detach();
		this.session.published.values().forEach((future) -> future.complete(null));
		assertThat(result).isNotDone();
		assertThat(this.outbox.size()).isEqualTo(1);
	}

	@Test
	void rejectsWhatExceedsTheLimitByCount() {
		for (int i = 1; i <= 10; i++) {
			assertThat(publish(i, 1)).isNotDone();
		}
		assertThat(publish(11, 1)).isCompletedWithValueMatching((result) -> result instanceof Rejected rejected
				&& rejected.rule().contains("linkkit.max-queued-message"));
	}

	@Test
	void rejectsWhatExceedsTheLimitByBytesAndCountsTopics() {
		assertThat(this.outbox.publish("/a/b", new byte[996], 1)).isNotDone();
		assertThat(publish(1, 1)).isCompletedWithValueMatching(
				(result) -> result instanceof Rejected rejected && rejected.rule().contains("linkkit.queue.max-size"));
	}

	@Test
	void acknowledgedMessagesMakeRoom() {
		this.outbox.attach(this.session);
		this.outbox.publish("/a/b", new byte[996], 1);
		this.session.published.values().forEach((future) -> future.complete(null));
		assertThat(publish(1, 1)).isNotDone();
	}

	@Test
	void aMessageCountsAgainstTheLimitsUntilTheApplicationHasBeenTold() {
		this.outbox.attach(this.session);
		this.results.held = new ArrayDeque<>();
		this.outbox.publish("/a/b", new byte[996], 1);
		this.session.published.values().forEach((future) -> future.complete(null));
		assertThat(publish(1, 1)).isCompletedWithValueMatching(Rejected.class::isInstance);
		this.results.held.remove().run();
		assertThat(publish(1, 1)).isNotDone();
	}

	@Test
	void hasNoLimitByCountWhenItIsZero() {
		Outbox unlimited = new Outbox(new QueueSettings(0, 1_000_000), WINDOW, Runnable::run);
		for (int i = 0; i < 2000; i++) {
			assertThat(unlimited.publish("/a/b", new byte[1], 1)).isNotDone();
		}
	}

	@Test
	void rejectsWhatBreaksARuleWithoutQueueingIt() {
		assertThat(this.outbox.publish("/a/+", new byte[1], 1))
			.isCompletedWithValueMatching(Rejected.class::isInstance);
		assertThat(this.outbox.size()).isZero();
	}

	@Test
	void givesUpEverythingWhenClosed() {
		this.outbox.attach(this.session);
		List<CompletableFuture<PublishResult>> results = new ArrayList<>();
		for (int i = 1; i <= 5; i++) {
			results.add(publish(i, 1));
		}
		this.outbox.close();
		results.add(publish(6, 1));
		assertThat(results)
			.allSatisfy((result) -> assertThat(result).isCompletedWithValue(new Dropped(DropReason.CLOSED)));
	}

	@Test
	void keepsOrderAndWindowWhenManyThreadsPublishAndAcknowledgementsComeFromOthers() throws Exception {
		Outbox large = new Outbox(new QueueSettings(0, 10_000_000), WINDOW, Runnable::run);
		AtomicInteger inFlight = new AtomicInteger();
		AtomicInteger mostInFlight = new AtomicInteger();
		List<Integer> sent = new ArrayList<>();
		ExecutorService acknowledging = Executors.newSingleThreadExecutor();
		MqttSession session = mock(MqttSession.class);
		given(session.publish(any())).willAnswer((invocation) -> {
			OutboundMessage message = invocation.getArgument(0);
			sent.add(message.payload()[0] * 128 + message.payload()[1]);
			mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
			return CompletableFuture.runAsync(inFlight::decrementAndGet, acknowledging);
		});
		large.attach(session);
		int messages = 4000;
		CountDownLatch acknowledged = new CountDownLatch(messages);
		Object order = new Object();
		AtomicInteger next = new AtomicInteger();
		Runnable publisher = () -> {
			for (int i = 0; i < messages / 4; i++) {
				synchronized (order) {
					int number = next.getAndIncrement();
					large.publish("/a/b", new byte[] { (byte) (number / 128), (byte) (number % 128) }, 1)
						.thenRun(acknowledged::countDown);
				}
			}
		};
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			threads.add(new Thread(publisher));
		}
		threads.forEach(Thread::start);
		assertThat(acknowledged.await(30, TimeUnit.SECONDS)).isTrue();
		acknowledging.shutdown();
		assertThat(sent).isSorted().hasSize(messages);
		assertThat(mostInFlight).hasValueLessThanOrEqualTo(WINDOW);
	}

	/**
	 * Where results are told: at once, or when a test lets them.
	 */
	private static final class Results {

		private Queue<Runnable> held;

		void execute(Runnable result) {
			if (this.held != null) {
				this.held.add(result);
			}
			else {
				result.run();
			}
		}

	}

}
