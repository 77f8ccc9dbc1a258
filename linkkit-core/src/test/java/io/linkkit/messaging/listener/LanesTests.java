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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.linkkit.mqtt.InboundMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Lanes} and {@link Lane}.
 */
class LanesTests {

	private static final String THREADS = "linkkit-listener-lanes-";

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final Lanes lanes = new Lanes(LaneThreads.platform("lanes", "lanes_test", 4), 4, 3);

	private final CountDownLatch released = new CountDownLatch(1);

	@AfterEach
	void noThreadIsLeft() {
		this.released.countDown();
		this.lanes.close();
		this.lanes.end(TIMEOUT);
		await().until(() -> threads() == 0);
	}

	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(THREADS) && thread.getName().endsWith("-lanes_test"))
			.count();
	}

	private CompletableFuture<Object> add(String topic, int qos, Supplier<CompletionStage<?>> task) {
		return this.lanes.add(new InboundMessage(topic, new byte[0], qos, false, 1), task);
	}

	private CompletionStage<?> block() {
		try {
			this.released.await();
			return done();
		}
		catch (InterruptedException ex) {
			return CompletableFuture.failedStage(ex);
		}
	}

	private static CompletionStage<?> done() {
		return CompletableFuture.completedStage("done");
	}

	@Test
	void hasNoThreadBeforeThereIsSomethingToDo() {
		assertThat(threads()).isZero();
	}

	@Test
	void keepsTheOrderOfATopicWhileOthersOvertakeIt() {
		Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
		Random random = new Random(1);
		List<CompletableFuture<Object>> all = IntStream.range(0, 400).mapToObj((i) -> {
			String topic = "/t/" + i % 8;
			boolean later = random.nextBoolean();
			return add(topic, 1, () -> {
				Runnable note = () -> seen.computeIfAbsent(topic, (key) -> new CopyOnWriteArrayList<>()).add(i);
				return later ? CompletableFuture.runAsync(note) : CompletableFuture.completedStage(null).thenRun(note);
			});
		}).toList();
		assertThat(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))).succeedsWithin(TIMEOUT);
		assertThat(seen).hasSize(8).allSatisfy((topic, numbers) -> assertThat(numbers).hasSize(50).isSorted());
	}

	@Test
	void oneLaneThatBlocksDoesNotHoldUpTheOthers() {
		add("/t/1", 1, this::block);
		assertThat(add("/t/2", 1, LanesTests::done)).succeedsWithin(TIMEOUT);
	}

	@Test
	void whatFinishesLaterHoldsUpItsLaneButNoThread() {
		CompletableFuture<Object> first = new CompletableFuture<>();
		add("/t/1", 1, () -> first);
		CompletableFuture<Object> second = add("/t/1", 1, LanesTests::done);
		add("/t/2", 1, LanesTests::done).join();
		assertThat(second).isNotDone();
		first.complete("done");
		assertThat(second).succeedsWithin(TIMEOUT);
	}

	@Test
	void refusesQos0WhenFullButHasRoomForQos1() {
		CompletableFuture<Object> blocking = add("/t/1", 0, this::block);
		await().until(() -> threads() == 1);
		List<CompletableFuture<Object>> waiting = List.of(add("/t/1", 0, LanesTests::done),
				add("/t/1", 0, LanesTests::done), add("/t/1", 0, LanesTests::done));
		assertThat(add("/t/1", 0, LanesTests::done)).failsWithin(TIMEOUT)
			.withThrowableThat()
			.withCauseInstanceOf(RejectedExecutionException.class);
		CompletableFuture<Object> wanted = add("/t/1", 1, LanesTests::done);
		this.released.countDown();
		assertThat(wanted).succeedsWithin(TIMEOUT);
		assertThat(blocking).isCompleted();
		assertThat(waiting).allSatisfy((future) -> assertThat(future).isCompleted());
	}

	@Test
	void goesOnAfterAFailure() {
		CompletableFuture<Object> failed = add("/t/1", 1, () -> {
			throw new StackOverflowError("on purpose");
		});
		assertThat(add("/t/1", 1, LanesTests::done)).succeedsWithin(TIMEOUT);
		assertThat(failed).isCompletedExceptionally();
	}

	@Test
	void finishesWhatItHasBeforeTheEnd() {
		CompletableFuture<Object> blocking = add("/t/1", 1, this::block);
		CompletableFuture<Object> waiting = add("/t/1", 1, LanesTests::done);
		this.lanes.close();
		CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> this.lanes.end(TIMEOUT));
		assertThat(add("/t/1", 1, LanesTests::done)).isCompletedExceptionally();
		this.released.countDown();
		assertThat(ended).succeedsWithin(TIMEOUT);
		assertThat(blocking).isCompleted();
		assertThat(waiting).isCompletedWithValue("done");
	}

	@Test
	void interruptsWhatTakesTooLongAndDoesNotCallItDone() {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		CompletableFuture<Object> blocking = add("/t/1", 1, () -> {
			begun.countDown();
			return block().whenComplete((result, failure) -> interrupted.countDown());
		});
		CompletableFuture<Object> waiting = add("/t/1", 1, LanesTests::done);
		await().until(() -> begun.getCount() == 0);
		this.lanes.close();
		this.lanes.end(Duration.ofMillis(1));
		await().until(() -> interrupted.getCount() == 0);
		assertThat(List.of(blocking, waiting)).allSatisfy((future) -> assertThat(future).failsWithin(TIMEOUT)
			.withThrowableThat()
			.withCauseInstanceOf(RejectedExecutionException.class));
	}

	@Test
	void mayBeEndedByItsOwnWork() {
		CompletableFuture<Object> ending = add("/t/1", 1, () -> {
			this.lanes.close();
			this.lanes.end(Duration.ofHours(1));
			return done();
		});
		assertThat(ending).succeedsWithin(TIMEOUT).isEqualTo("done");
	}

}
