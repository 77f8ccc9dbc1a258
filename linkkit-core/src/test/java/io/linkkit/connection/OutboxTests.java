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
import io.linkkit.connection.PublishResult.RejectReason;
import io.linkkit.connection.PublishResult.Rejected;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.mqtt.MqttSessionListener;
import io.linkkit.mqtt.OutboundMessage;
import io.linkkit.thread.ThreadKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

/**
 * Tests for {@link Outbox} in virtual time.
 */
class OutboxTests {

	private static final int WINDOW = 3;

	private static final Duration ACKNOWLEDGE_TIMEOUT = QueueSettings.DEFAULT_ACKNOWLEDGE_TIMEOUT;

	private final VirtualScheduler scheduler = new VirtualScheduler();

	private final Results results = new Results();

	private final List<MqttFailure> overdue = new ArrayList<>();

	private final FakeSession session = newSession();

	private Outbox outbox = outbox(new QueueSettings(10, 1000));

	@AfterEach
	void everyAcceptedMessageIsAccountedFor() {
		assertAccounts(this.outbox.status());
	}

	static void assertAccounts(QueueStatus status) {
		assertThat(status.accepted()).as("invariant I5 in %s", status)
			.isEqualTo(status.acknowledged() + status.depth() + status.totalDropped());
		assertThat(status.byQos()).as("no quality of service has more results than messages in %s", status)
			.allMatch((counts) -> counts.accepted() >= counts.acknowledged()
					+ counts.dropped().values().stream().mapToLong(Long::longValue).sum());
	}

	private Outbox outbox(QueueSettings settings) {
		return new Outbox(settings, WINDOW, this.scheduler, this.results::execute, null, this.scheduler);
	}

	private static QueueSettings overflowing(QueueOverflow overflow) {
		return new QueueSettings(10, 1000, overflow, Duration.ofSeconds(5), null, QueueRateLimit.NONE,
				ACKNOWLEDGE_TIMEOUT, null);
	}

	private static FakeSession newSession() {
		return new FakeSession(mock(MqttSessionListener.class), (topicFilter) -> 1);
	}

	private void attach(FakeSession ready) {
		this.outbox.attach(ready, this.overdue::add);
		this.scheduler.settle();
	}

	private void detach() {
		this.outbox.detach();
		this.scheduler.settle();
	}

	private CompletableFuture<PublishResult> publish(int number, int qos) {
		return publish(new byte[] { (byte) number }, qos);
	}

	private CompletableFuture<PublishResult> publish(byte[] payload, int qos) {
		return publish(OutgoingMessage.of("/a/b", payload, qos));
	}

	private CompletableFuture<PublishResult> publish(OutgoingMessage message) {
		CompletableFuture<PublishResult> result = this.outbox.publish(message);
		this.scheduler.settle();
		return result;
	}

	private CompletableFuture<PublishResult> publish(int number, Duration timeToLive) {
		return publish(OutgoingMessage.of("/a/b", new byte[] { (byte) number }, 1).withTimeToLive(timeToLive));
	}

	private void acknowledgeFirst(FakeSession by) {
		by.published.values().stream().filter((future) -> !future.isDone()).findFirst().orElseThrow().complete(null);
		this.scheduler.settle();
	}

	private void acknowledgeAll(FakeSession by) {
		List.copyOf(by.published.values()).forEach((future) -> future.complete(null));
		this.scheduler.settle();
	}

	private static List<Integer> numbers(FakeSession session) {
		return session.published.keySet().stream().map((message) -> (int) message.payload()[0]).toList();
	}

	private static void assertRejected(CompletableFuture<PublishResult> result, RejectReason reason) {
		assertThat(result).isCompletedWithValueMatching(
				(value) -> value instanceof Rejected rejected && rejected.reason() == reason, reason.toString());
	}

	private static void assertDropped(CompletableFuture<PublishResult> result, DropReason reason) {
		assertThat(result).isCompletedWithValue(new Dropped(reason));
	}

	@Test
	void keepsMessagesUntilASessionIsReadyAndThenSendsThemInOrder() {
		publish(1, 1);
		publish(2, 0);
		publish(3, 1);
		assertThat(this.outbox.status().depth()).isEqualTo(3);
		attach(this.session);
		assertThat(numbers(this.session)).containsExactly(1, 2, 3);
	}

	@Test
	void sendsNoMoreThanTheWindowAllows() {
		attach(this.session);
		for (int i = 1; i <= 5; i++) {
			publish(i, 1);
		}
		assertThat(numbers(this.session)).containsExactly(1, 2, 3);
		assertThat(this.outbox.status().inFlight()).isEqualTo(3);
		acknowledgeFirst(this.session);
		assertThat(numbers(this.session)).containsExactly(1, 2, 3, 4);
	}

	@Test
	void sendsOnTheThreadOfWhoeverReadsAnAcknowledgement() {
		attach(this.session);
		for (int i = 1; i <= 4; i++) {
			publish(i, 1);
		}
		this.session.published.values().iterator().next().complete(null);
		assertThat(numbers(this.session)).containsExactly(1, 2, 3, 4);
	}

	@Test
	void whatLeavesAtOnceHasItsResultWhenItsPublisherGetsIt() {
		MqttSession ready = mock(MqttSession.class);
		given(ready.publish(any())).willReturn(CompletableFuture.completedFuture(null));
		List<Runnable> results = new ArrayList<>();
		this.outbox = new Outbox(new QueueSettings(1, 1000), 3, this.scheduler, results::add, null, this.scheduler);
		this.outbox.attach(ready, this.overdue::add);
		for (int i = 0; i < 3; i++) {
			assertThat(this.outbox.publish(OutgoingMessage.of("/a/b", new byte[1], 0)))
				.isCompletedWithValue(new Acknowledged());
		}
		assertThat(results).isEmpty();
		assertThat(this.outbox.status().byQos().get(0).acknowledged()).isEqualTo(3);
		assertThat(this.outbox.status().bytes()).isZero();
	}

	@Test
	void whoPublishesWhenTheLastOneHasLeftDoesNotComeEverDeeperIntoHisStack() throws Exception {
		int messages = 100_000;
		MqttSession ready = mock(MqttSession.class, withSettings().stubOnly());
		given(ready.publish(any())).willReturn(CompletableFuture.completedFuture(null));
		ExecutorService results = Executors.newSingleThreadExecutor();
		try {
			this.outbox = new Outbox(new QueueSettings(0, 1000), 3, this.scheduler, results, null, this.scheduler);
			this.outbox.attach(ready, this.overdue::add);
			CountDownLatch left = new CountDownLatch(messages);
			publishOneAfterAnother(left);
			assertThat(left.await(10, TimeUnit.SECONDS)).as("%s are missing", left.getCount()).isTrue();
		}
		finally {
			results.shutdown();
		}
	}

	private void publishOneAfterAnother(CountDownLatch left) {
		if (left.getCount() > 0) {
			this.outbox.publish(OutgoingMessage.of("/a/b", new byte[1], 0)).thenRun(() -> {
				left.countDown();
				publishOneAfterAnother(left);
			});
		}
	}

	@Test
	void fillsAWindowThatWasFullInBatches() {
		this.outbox = new Outbox(new QueueSettings(100, 1000), 8, this.scheduler, this.results::execute, null,
				this.scheduler);
		attach(this.session);
		for (int i = 1; i <= 12; i++) {
			publish(i, 1);
		}
		acknowledgeFirst(this.session);
		assertThat(this.session.published).hasSize(8);
		acknowledgeFirst(this.session);
		assertThat(this.session.published).hasSize(10);
	}

	@Test
	void sendsOnTheThreadOfWhoeverPublishesIfNobodySends() {
		attach(this.session);
		this.outbox.publish(OutgoingMessage.of("/a/b", new byte[] { 1 }, 1));
		assertThat(numbers(this.session)).containsExactly(1);
	}

	@Test
	void keepsNobodyWhoPublishesWithTheMessagesOfOthers() {
		MqttSession busy = mock(MqttSession.class);
		AtomicInteger sent = new AtomicInteger();
		given(busy.publish(any())).willAnswer((invocation) -> {
			if (sent.incrementAndGet() < 20) {
				this.outbox.publish(OutgoingMessage.of("/a/b", new byte[0], 0));
			}
			return CompletableFuture.completedFuture(null);
		});
		this.outbox.attach(busy, this.overdue::add);
		this.outbox.publish(OutgoingMessage.of("/a/b", new byte[0], 0));
		assertThat(sent).hasValueLessThan(20);
		this.scheduler.settle();
		assertThat(sent).hasValue(20);
	}

	@Test
	void goesOnAfterASessionThatThrows() {
		MqttSession faulty = mock(MqttSession.class);
		given(faulty.publish(any())).willThrow(new IllegalStateException("a fault of the session"));
		publish(1, 1);
		this.outbox.attach(faulty, this.overdue::add);
		assertThatIllegalStateException().isThrownBy(this.scheduler::settle);
		detach();
		attach(this.session);
		assertThat(this.session.published).hasSize(1);
	}

	@Test
	void measuresHowLongThePlatformTakesForQos1() {
		attach(this.session);
		publish(1, 1);
		publish(2, 0);
		publish(3, 1);
		this.scheduler.advance(Duration.ofMillis(40));
		acknowledgeAll(this.session);
		assertThat(this.outbox.status().roundTrips()).isEqualTo(new QueueStatus.RoundTrips(2, Duration.ofMillis(80)));
	}

	@Test
	void countsByQualityOfService() {
		attach(this.session);
		publish(1, 1);
		publish(2, 1);
		publish(3, 0);
		acknowledgeFirst(this.session);
		detach();
		QueueStatus status = this.outbox.status();
		assertThat(status.byQos()).extracting(QueueStatus.Counts::accepted).containsExactly(1L, 2L);
		assertThat(status.byQos()).extracting(QueueStatus.Counts::acknowledged).containsExactly(0L, 1L);
		assertThat(status.byQos().get(0).dropped()).containsEntry(DropReason.CONNECTION_LOST, 1L);
		assertThat(status.byQos().get(1).dropped()).containsEntry(DropReason.CONNECTION_LOST, 0L);
	}

	@Test
	void handsOutResultsInBatches() {
		attach(this.session);
		for (int i = 1; i <= 3; i++) {
			publish(i, 1);
		}
		this.results.held = new ArrayDeque<>();
		acknowledgeAll(this.session);
		assertThat(this.results.held).hasSize(1);
		assertThat(this.outbox.status().unreported()).isEqualTo(3);
		this.results.held.remove().run();
		assertThat(this.outbox.status().unreported()).isZero();
	}

	@Test
	void tellsThatAMessageIsAcknowledged() {
		attach(this.session);
		CompletableFuture<PublishResult> result = publish(1, 1);
		assertThat(result).isNotDone();
		acknowledgeAll(this.session);
		assertThat(result).isCompletedWithValue(new Acknowledged());
		assertThat(this.outbox.status().depth()).isZero();
		assertThat(this.outbox.status().bytes()).isZero();
		assertThat(this.outbox.status().acknowledged()).isEqualTo(1);
	}

	@Test
	void sendsUnacknowledgedMessagesFirstAndInOrderAfterALoss() {
		attach(this.session);
		for (int i = 1; i <= 5; i++) {
			publish(i, 1);
		}
		detach();
		FakeSession next = newSession();
		attach(next);
		assertThat(numbers(next)).containsExactly(1, 2, 3);
		assertThat(next.published.keySet()).extracting(OutboundMessage::duplicate).containsOnly(true);
		acknowledgeFirst(next);
		assertThat(numbers(next)).containsExactly(1, 2, 3, 4);
		assertThat(next.published.keySet()).last().extracting(OutboundMessage::duplicate).isEqualTo(false);
	}

	@Test
	void givesUpQosZeroMessagesThatWereOnTheirWayWhenTheSessionEnded() {
		attach(this.session);
		CompletableFuture<PublishResult> result = publish(1, 0);
		detach();
		assertDropped(result, DropReason.CONNECTION_LOST);
		assertThat(this.outbox.status().depth()).isZero();
	}

	@Test
	void f23IgnoresAnAcknowledgementThatComesAfterTheSessionsEnd() {
		attach(this.session);
		CompletableFuture<PublishResult> result = publish(1, 1);
		detach();
		acknowledgeAll(this.session);
		assertThat(result).isNotDone();
		assertThat(this.outbox.status().depth()).isEqualTo(1);
	}

	@Test
	void f23IgnoresAnAcknowledgementOfAnEarlierSessionWhileTheNextSendsAgain() {
		attach(this.session);
		CompletableFuture<PublishResult> result = publish(1, 1);
		detach();
		FakeSession next = newSession();
		attach(next);
		acknowledgeAll(this.session);
		assertThat(result).isNotDone();
		acknowledgeAll(next);
		assertThat(result).isCompletedWithValue(new Acknowledged());
	}

	@Test
	void f23CountsStrangeAcknowledgementsOfAllSessions() {
		attach(this.session);
		this.session.strange = 2;
		assertThat(this.outbox.status().strangeAcknowledgements()).isEqualTo(2);
		detach();
		FakeSession next = newSession();
		attach(next);
		next.strange = 3;
		assertThat(this.outbox.status().strangeAcknowledgements()).isEqualTo(5);
	}

	@Test
	void f23EndsASessionThatDoesNotAcknowledgeInTime() {
		attach(this.session);
		publish(1, 1);
		this.scheduler.advance(Duration.ofSeconds(1));
		publish(2, 1);
		acknowledgeFirst(this.session);
		this.scheduler.advance(ACKNOWLEDGE_TIMEOUT.minusMillis(1));
		assertThat(this.overdue).isEmpty();
		this.scheduler.advance(Duration.ofMillis(1));
		assertThat(this.overdue).singleElement().satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(FailureReason.ACKNOWLEDGE_TIMEOUT);
			assertThat(failure.detail()).contains("/a/b").contains("30000 ms");
		});
	}

	@Test
	void f23SendsNothingMoreByASessionThatDoesNotAcknowledge() {
		attach(this.session);
		publish(1, 1);
		this.scheduler.advance(ACKNOWLEDGE_TIMEOUT);
		publish(2, 1);
		this.scheduler.advance(ACKNOWLEDGE_TIMEOUT);
		assertThat(numbers(this.session)).containsExactly(1);
		assertThat(this.overdue).hasSize(1);
		FakeSession next = newSession();
		detach();
		attach(next);
		assertThat(numbers(next)).containsExactly(1, 2);
		assertThat(next.published.keySet()).extracting(OutboundMessage::duplicate).containsExactly(true, false);
	}

	@Test
	void qosZeroMessagesHaveNoAcknowledgementToWaitFor() {
		attach(this.session);
		publish(1, 0);
		this.scheduler.advance(ACKNOWLEDGE_TIMEOUT.multipliedBy(2));
		assertThat(this.overdue).isEmpty();
	}

	@Test
	void f25RejectsWhatExceedsTheLimitByCount() {
		for (int i = 1; i <= 10; i++) {
			assertThat(publish(i, 1)).isNotDone();
		}
		CompletableFuture<PublishResult> eleventh = publish(11, 1);
		assertRejected(eleventh, RejectReason.QUEUE_FULL);
		assertThat(eleventh.join().toString()).contains("linkkit.max-queued-message");
		assertThat(this.outbox.status().rejected()).containsEntry(RejectReason.QUEUE_FULL, 1L);
		assertThat(this.outbox.status().accepted()).isEqualTo(10);
	}

	@Test
	void f25RejectsWhatExceedsTheLimitByBytesAndCountsTopics() {
		assertThat(publish(new byte[996], 1)).isNotDone();
		CompletableFuture<PublishResult> second = publish(1, 1);
		assertRejected(second, RejectReason.QUEUE_FULL);
		assertThat(second.join().toString()).contains("linkkit.queue.max-size");
	}

	@Test
	void f25DropsTheOldestToKeepTheLimitByCount() {
		this.outbox = outbox(overflowing(QueueOverflow.DROP_OLDEST));
		List<CompletableFuture<PublishResult>> all = new ArrayList<>();
		for (int i = 1; i <= 12; i++) {
			all.add(publish(i, 1));
		}
		assertDropped(all.get(0), DropReason.OVERFLOW);
		assertDropped(all.get(1), DropReason.OVERFLOW);
		assertThat(all.subList(2, 12)).allSatisfy((result) -> assertThat(result).isNotDone());
		assertThat(this.outbox.status().dropped()).containsEntry(DropReason.OVERFLOW, 2L);
		assertThat(this.outbox.status().depth()).isEqualTo(10);
		attach(this.session);
		assertThat(numbers(this.session)).containsExactly(3, 4, 5);
	}

	@Test
	void f25DropsAsManyOfTheOldestAsTheLimitByBytesAsksFor() {
		this.outbox = outbox(overflowing(QueueOverflow.DROP_OLDEST));
		CompletableFuture<PublishResult> first = publish(new byte[296], 1);
		CompletableFuture<PublishResult> second = publish(new byte[296], 1);
		CompletableFuture<PublishResult> third = publish(new byte[296], 1);
		assertThat(publish(new byte[596], 1)).isNotDone();
		assertDropped(first, DropReason.OVERFLOW);
		assertDropped(second, DropReason.OVERFLOW);
		assertThat(third).isNotDone();
		assertThat(this.outbox.status().bytes()).isEqualTo(900);
	}

	@Test
	void f25DropsNothingInFlightNorWhatIsToBeSentAgain() {
		this.outbox = outbox(new QueueSettings(3, 1000, QueueOverflow.DROP_OLDEST, Duration.ofSeconds(5), null,
				QueueRateLimit.NONE, ACKNOWLEDGE_TIMEOUT, null));
		attach(this.session);
		List<CompletableFuture<PublishResult>> sent = List.of(publish(1, 1), publish(2, 1), publish(3, 1));
		assertRejected(publish(4, 1), RejectReason.QUEUE_FULL);
		detach();
		assertRejected(publish(5, 1), RejectReason.QUEUE_FULL);
		assertThat(sent).allSatisfy((result) -> assertThat(result).isNotDone());
	}

	@Test
	void f25DropsNothingForAMessageThatNeverFits() {
		this.outbox = outbox(overflowing(QueueOverflow.DROP_OLDEST));
		CompletableFuture<PublishResult> kept = publish(1, 1);
		assertRejected(publish(new byte[1001], 1), RejectReason.QUEUE_FULL);
		assertThat(kept).isNotDone();
	}

	@Test
	void f25DropsNoMoreWhileTheApplicationTakesNoResults() {
		this.outbox = outbox(overflowing(QueueOverflow.DROP_OLDEST));
		this.results.held = new ArrayDeque<>();
		AtomicInteger rejected = new AtomicInteger();
		for (int i = 0; i < 20_000; i++) {
			if (publish(1, 1).getNow(null) instanceof Rejected) {
				rejected.incrementAndGet();
			}
		}
		assertThat(this.outbox.status().unreported()).isEqualTo(10_000);
		assertThat(rejected).hasValue(20_000 - 10_000 - 10);
		this.results.held.forEach(Runnable::run);
		assertThat(publish(1, 1)).isNotDone();
	}

	@ParameterizedTest
	@CsvSource({ "10, 1", "1, 990" })
	void f25DropsTheNewestToKeepTheLimits(int messages, int payload) {
		this.outbox = outbox(overflowing(QueueOverflow.DROP_NEWEST));
		List<CompletableFuture<PublishResult>> kept = new ArrayList<>();
		for (int i = 0; i < messages; i++) {
			kept.add(publish(new byte[payload], 1));
		}
		assertDropped(publish(new byte[10], 1), DropReason.OVERFLOW);
		assertThat(kept).allSatisfy((result) -> assertThat(result).isNotDone());
		assertThat(this.outbox.status().accepted()).isEqualTo(messages + 1);
		assertThat(this.outbox.status().dropped()).containsEntry(DropReason.OVERFLOW, 1L);
	}

	@ParameterizedTest
	@CsvSource({ "10, 1", "1, 990" })
	void f25WaitsForRoom(int messages, int payload) throws Exception {
		this.outbox = outbox(new QueueSettings(10, 1000, QueueOverflow.BLOCK, Duration.ofMinutes(5), null,
				QueueRateLimit.NONE, ACKNOWLEDGE_TIMEOUT, null));
		for (int i = 0; i < messages; i++) {
			publish(new byte[payload], 1);
		}
		CompletableFuture<CompletableFuture<PublishResult>> waiting = new CompletableFuture<>();
		Thread publisher = new Thread(
				() -> waiting.complete(this.outbox.publish(OutgoingMessage.of("/a/b", new byte[10], 1))));
		publisher.start();
		awaitWaiting(publisher);
		attach(this.session);
		acknowledgeFirst(this.session);
		assertThat(waiting.get(10, TimeUnit.SECONDS)).isNotDone();
		publisher.join();
		assertThat(this.outbox.status().accepted()).isEqualTo(messages + 1);
	}

	private static void awaitWaiting(Thread thread) {
		while (thread.getState() != Thread.State.TIMED_WAITING) {
			assertThat(thread.isAlive()).isTrue();
			Thread.onSpinWait();
		}
	}

	@ParameterizedTest
	@CsvSource({ "10, 1", "1, 990" })
	void f25RejectsWhenThereWasNoRoomInTime(int messages, int payload) {
		this.outbox = outbox(new QueueSettings(10, 1000, QueueOverflow.BLOCK, Duration.ofMillis(1), null,
				QueueRateLimit.NONE, ACKNOWLEDGE_TIMEOUT, null));
		for (int i = 0; i < messages; i++) {
			publish(new byte[payload], 1);
		}
		assertRejected(publish(new byte[10], 1), RejectReason.QUEUE_FULL);
	}

	@Test
	void f25NeverWaitsForAMessageThatNeverFits() {
		this.outbox = outbox(forEver());
		assertRejected(publish(new byte[1001], 1), RejectReason.QUEUE_FULL);
	}

	@Test
	void f25NeverWaitsOnAThreadOfTheLibrary() throws Exception {
		this.outbox = outbox(forEver());
		for (int i = 1; i <= 10; i++) {
			publish(i, 1);
		}
		CompletableFuture<PublishResult> result = new CompletableFuture<>();
		Thread own = ThreadKind.PLATFORM.create("linkkit-messages-test",
				() -> result.complete(this.outbox.publish(OutgoingMessage.of("/a/b", new byte[1], 1)).join()));
		own.start();
		assertThat(result).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(Rejected.class);
	}

	@Test
	void f25LetsGoOfWhoWaitsWhenItIsInterruptedOrClosed() throws Exception {
		this.outbox = outbox(forEver());
		for (int i = 1; i <= 10; i++) {
			publish(i, 1);
		}
		CompletableFuture<PublishResult> interrupted = new CompletableFuture<>();
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		Thread first = new Thread(() -> {
			interrupted.complete(this.outbox.publish(OutgoingMessage.of("/a/b", new byte[1], 1)).join());
			flag.complete(Thread.currentThread().isInterrupted());
		});
		first.start();
		awaitWaiting(first);
		first.interrupt();
		assertThat(interrupted).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(Rejected.class);
		assertThat(flag).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);

		CompletableFuture<PublishResult> atClose = new CompletableFuture<>();
		Thread second = new Thread(
				() -> atClose.complete(this.outbox.publish(OutgoingMessage.of("/a/b", new byte[1], 1)).join()));
		second.start();
		awaitWaiting(second);
		this.outbox.close();
		assertThat(atClose).succeedsWithin(Duration.ofSeconds(10));
		assertRejected(atClose, RejectReason.CLOSED);
	}

	private static QueueSettings forEver() {
		return new QueueSettings(10, 1000, QueueOverflow.BLOCK, Duration.ofSeconds(Long.MAX_VALUE), null,
				QueueRateLimit.NONE, ACKNOWLEDGE_TIMEOUT, null);
	}

	@Test
	void acknowledgedMessagesMakeRoom() {
		attach(this.session);
		publish(new byte[996], 1);
		acknowledgeAll(this.session);
		assertThat(publish(1, 1)).isNotDone();
	}

	@Test
	void aMessageCountsAgainstTheLimitsUntilTheApplicationHasBeenTold() {
		attach(this.session);
		this.results.held = new ArrayDeque<>();
		publish(new byte[996], 1);
		acknowledgeAll(this.session);
		assertRejected(publish(1, 1), RejectReason.QUEUE_FULL);
		this.results.held.remove().run();
		assertThat(publish(1, 1)).isNotDone();
	}

	@Test
	void aResultMayBeFollowedByPublishing() {
		attach(this.session);
		CompletableFuture<PublishResult> second = publish(new byte[996], 1)
			.thenCompose((result) -> this.outbox.publish(OutgoingMessage.of("/a/b", new byte[996], 1)));
		acknowledgeAll(this.session);
		assertThat(numbers(this.session)).hasSize(2);
		acknowledgeAll(this.session);
		assertThat(second).isCompletedWithValue(new Acknowledged());
	}

	@Test
	void hasNoLimitByCountWhenItIsZero() {
		this.outbox = outbox(new QueueSettings(0, 1_000_000));
		for (int i = 0; i < 2000; i++) {
			assertThat(publish(new byte[1], 1)).isNotDone();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a/+", "/a/#", "/a/\0", "/1/2/3/4/5/6/7/8", "" })
	void f20RejectsAnIllegalTopicWithoutQueueingIt(String topic) {
		assertRejected(publish(OutgoingMessage.of(topic, new byte[1], 1)), RejectReason.INVALID);
		assertThat(this.outbox.status().accepted()).isZero();
		assertThat(this.outbox.status().rejected()).containsEntry(RejectReason.INVALID, 1L);
	}

	@Test
	void f20RejectsWhatIsTooLargeAndQosTwo() {
		this.outbox = outbox(new QueueSettings(10, 1_000_000));
		assertThat(publish(new byte[256 * 1024], 1)).isNotDone();
		assertRejected(publish(new byte[256 * 1024 + 1], 1), RejectReason.INVALID);
		assertRejected(publish(OutgoingMessage.of("/" + "a".repeat(128), new byte[1], 1)), RejectReason.INVALID);
		assertRejected(publish(1, 2), RejectReason.INVALID);
	}

	@Test
	void dropsAMessageWhoseTimeHasPassedWhileOffline() {
		CompletableFuture<PublishResult> shorter = publish(1, Duration.ofSeconds(5));
		CompletableFuture<PublishResult> longer = publish(2, Duration.ofSeconds(10));
		CompletableFuture<PublishResult> shortest = publish(3, Duration.ofSeconds(2));
		CompletableFuture<PublishResult> unlimited = publish(4, 1);
		this.scheduler.advance(Duration.ofMillis(1999));
		assertThat(shortest).isNotDone();
		this.scheduler.advance(Duration.ofMillis(1));
		assertDropped(shortest, DropReason.EXPIRED);
		this.scheduler.advance(Duration.ofSeconds(3));
		assertDropped(shorter, DropReason.EXPIRED);
		assertThat(longer).isNotDone();
		this.scheduler.advance(Duration.ofDays(1000));
		assertDropped(longer, DropReason.EXPIRED);
		assertThat(unlimited).isNotDone();
		assertThat(this.outbox.status().dropped()).containsEntry(DropReason.EXPIRED, 3L);
		assertThat(this.outbox.status().bytes()).isEqualTo(5);
	}

	@Test
	void theSettingsLimitTheLifeOfMessagesThatHaveNoLimitOfTheirOwn() {
		this.outbox = outbox(new QueueSettings(10, 1000, QueueOverflow.REJECT, Duration.ofSeconds(5),
				Duration.ofSeconds(10), QueueRateLimit.NONE, ACKNOWLEDGE_TIMEOUT, null));
		CompletableFuture<PublishResult> usual = publish(1, 1);
		CompletableFuture<PublishResult> longer = publish(2, Duration.ofSeconds(Long.MAX_VALUE));
		this.scheduler.advance(Duration.ofSeconds(10));
		assertDropped(usual, DropReason.EXPIRED);
		assertThat(longer).isNotDone();
	}

	@Test
	void aMessageInFlightDoesNotExpireButOneToBeSentAgainDoes() {
		attach(this.session);
		CompletableFuture<PublishResult> result = publish(1, Duration.ofSeconds(5));
		this.scheduler.advance(Duration.ofSeconds(10));
		assertThat(result).isNotDone();
		detach();
		assertDropped(result, DropReason.EXPIRED);
	}

	@Test
	void anExpiredMessageIsNotSentByASessionThatComesAtThatMoment() {
		CompletableFuture<PublishResult> result = publish(1, Duration.ofSeconds(5));
		this.scheduler.advance(Duration.ofSeconds(5));
		attach(this.session);
		assertThat(this.session.published).isEmpty();
		assertDropped(result, DropReason.EXPIRED);
	}

	@ParameterizedTest
	@CsvSource({ "0, 30", "1, 10" })
	void sendsNoFasterThanThePlatformTakes(int qos, int perSecond) {
		this.outbox = new Outbox(
				new QueueSettings(0, 100_000, QueueOverflow.REJECT, Duration.ofSeconds(5), null,
						QueueRateLimit.PLATFORM, ACKNOWLEDGE_TIMEOUT, null),
				1000, this.scheduler, this.results::execute, null, this.scheduler);
		attach(this.session);
		for (int i = 0; i < 100; i++) {
			publish(i, qos);
		}
		List<Integer> sentByThen = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			sentByThen.add(this.session.published.size());
			this.scheduler.advance(Duration.ofMillis(999));
			sentByThen.add(this.session.published.size());
			this.scheduler.advance(Duration.ofMillis(1));
		}
		assertThat(sentByThen).containsExactly(perSecond, perSecond, 2 * perSecond, 2 * perSecond, 3 * perSecond,
				3 * perSecond, Math.min(100, 4 * perSecond), Math.min(100, 4 * perSecond));
		assertThat(numbers(this.session)).isSorted();
	}

	@Test
	void keepsTheOrderOfBothQualitiesUnderTheRateLimit() {
		this.outbox = new Outbox(
				new QueueSettings(0, 100_000, QueueOverflow.REJECT, Duration.ofSeconds(5), null,
						QueueRateLimit.PLATFORM, ACKNOWLEDGE_TIMEOUT, null),
				1000, this.scheduler, this.results::execute, null, this.scheduler);
		attach(this.session);
		for (int i = 0; i < 12; i++) {
			publish(i, 1);
		}
		publish(12, 0);
		assertThat(numbers(this.session)).hasSize(10);
		this.scheduler.advance(Duration.ofSeconds(1));
		assertThat(numbers(this.session)).hasSize(13).isSorted();
	}

	@Test
	void givesUpEverythingWhenClosed() {
		attach(this.session);
		List<CompletableFuture<PublishResult>> all = new ArrayList<>();
		for (int i = 1; i <= 5; i++) {
			all.add(publish(i, 1));
		}
		this.outbox.close();
		assertThat(all).allSatisfy((result) -> assertDropped(result, DropReason.CLOSED));
		assertRejected(publish(6, 1), RejectReason.CLOSED);
		assertThat(this.outbox.status().dropped()).containsEntry(DropReason.CLOSED, 5L);
	}

	@Test
	void f27GivesUpAThousandMessagesWhenClosedAndCountsThem() {
		this.outbox = outbox(new QueueSettings(1000, 100_000));
		attach(this.session);
		List<CompletableFuture<PublishResult>> all = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			all.add(publish(i, 1));
		}
		this.outbox.close();
		assertThat(all).allSatisfy((result) -> assertDropped(result, DropReason.CLOSED));
		assertThat(this.outbox.status().dropped()).containsEntry(DropReason.CLOSED, 1000L);
	}

	@Test
	void keepsOrderAndWindowWhenManyThreadsPublishAndAcknowledgementsComeFromOthers() throws Exception {
		DaemonScheduler thread = DaemonScheduler.whenNeeded("linkkit-queue-test");
		Outbox large = new Outbox(new QueueSettings(0, 10_000_000), WINDOW, thread, Runnable::run, null,
				this.scheduler);
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
		large.attach(session, this.overdue::add);
		int messages = 4000;
		CountDownLatch acknowledged = new CountDownLatch(messages);
		Object order = new Object();
		AtomicInteger next = new AtomicInteger();
		Runnable publisher = () -> {
			for (int i = 0; i < messages / 4; i++) {
				synchronized (order) {
					int number = next.getAndIncrement();
					byte[] payload = { (byte) (number / 128), (byte) (number % 128) };
					large.publish(OutgoingMessage.of("/a/b", payload, 1)).thenRun(acknowledged::countDown);
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
		thread.close();
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
