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

package io.linkkit.thread;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TaskThread} on the kinds of threads this JVM has.
 */
class TaskThreadTests {

	private static final String NAME = "linkkit-task-thread-tests";

	private static final Duration SOON = Duration.ofMillis(20);

	private static final Duration NEVER = Duration.ofDays(1);

	private final Queue<Object> done = new ConcurrentLinkedQueue<>();

	static List<ThreadKind> kinds() {
		return List.of(ThreadKind.PLATFORM, ThreadKind.virtualIf(true));
	}

	@AfterEach
	void noThreadIsLeft() {
		await().until(() -> threads() == 0 && Collections.frequency(AllThreads.names(), "linkkit-timer") == 0);
	}

	private static int threads() {
		return Collections.frequency(AllThreads.names(), NAME);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void runsTasksOneAfterAnotherOnAThreadThatGoesWhenIdle(ThreadKind kind) {
		TaskThread thread = new TaskThread(kind, NAME, SOON);
		assertThat(threads()).isZero();
		for (int i = 0; i < 100; i++) {
			int number = i;
			thread.execute(() -> this.done.add(number));
		}
		await().until(() -> this.done.size() == 100);
		assertThat(this.done).containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
		await().until(() -> threads() == 0);
		thread.execute(() -> this.done.add(Thread.currentThread().getName()));
		await().until(() -> this.done.contains(NAME));
		thread.close();
	}

	@Test
	void runsWhatCameWhileThereWasNoThreadLeft() {
		AtomicInteger missing = new AtomicInteger(3);
		TaskThread thread = new TaskThread((task) -> {
			if (missing.getAndDecrement() > 0) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			return ThreadKind.PLATFORM.create(NAME, task);
		}, SOON, SOON);
		thread.schedule(SOON, () -> this.done.add("later"));
		assertThat(thread.execute(() -> this.done.add("now"))).isTrue();
		await().untilAsserted(() -> assertThat(this.done).containsExactlyInAnyOrder("now", "later"));
		thread.close();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void runsATaskLaterAndNeedsNoThreadUntilThen(ThreadKind kind) {
		TaskThread thread = new TaskThread(kind, NAME, SOON);
		thread.schedule(NEVER, () -> this.done.add("never"));
		Runnable cancel = thread.schedule(NEVER, () -> this.done.add("cancelled"));
		assertThat(threads()).isZero();
		cancel.run();
		thread.schedule(SOON, () -> this.done.add(Thread.currentThread().getName()));
		await().untilAsserted(() -> assertThat(this.done).containsExactly(NAME));
		await().until(() -> threads() == 0);
		thread.close();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void whatIsCalledOffOnTheThreadItselfNeverRunsAlthoughItIsDue(ThreadKind kind) {
		TaskThread thread = new TaskThread(kind, NAME, SOON);
		CountDownLatch due = new CountDownLatch(1);
		CountDownLatch scheduled = new CountDownLatch(1);
		Runnable[] cancel = new Runnable[1];
		thread.execute(() -> {
			awaitUninterruptibly(due);
			cancel[0].run();
			this.done.add("called off");
		});
		cancel[0] = thread.schedule(Duration.ZERO, () -> this.done.add("ran"));
		TaskThread other = new TaskThread(kind, NAME, SOON);
		other.schedule(SOON, scheduled::countDown);
		awaitUninterruptibly(scheduled);
		due.countDown();
		thread.execute(() -> this.done.add("end"));
		await().until(() -> this.done.contains("end"));
		assertThat(this.done).containsExactly("called off", "end");
		other.close();
		thread.close();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void doesWhatIsQueuedWhenClosedAndNothingThatIsNotDue(ThreadKind kind) throws Exception {
		TaskThread thread = new TaskThread(kind, NAME, NEVER);
		CountDownLatch closed = new CountDownLatch(1);
		thread.execute(() -> awaitUninterruptibly(closed));
		thread.execute(() -> this.done.add("queued"));
		thread.schedule(SOON, () -> this.done.add("later"));
		thread.close();
		assertThat(thread.execute(() -> this.done.add("too late"))).isFalse();
		thread.schedule(NEVER, () -> this.done.add("too late"));
		closed.countDown();
		assertThat(thread.awaitTermination(Duration.ofSeconds(10))).isTrue();
		assertThat(thread.isTerminated()).isTrue();
		assertThat(this.done).containsExactly("queued");
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
