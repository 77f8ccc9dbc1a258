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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.linkkit.thread.ThreadKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SerialExecutor}.
 */
class SerialExecutorTests {

	private static final String NAME = "linkkit-serial-executor-tests";

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final SerialExecutor executor = new SerialExecutor(ThreadKind.PLATFORM, NAME, 2);

	private final List<String> done = new CopyOnWriteArrayList<>();

	@AfterEach
	void noThreadIsLeft() {
		close();
		await().until(() -> threads() == 0);
	}

	private void close() {
		this.executor.shutdown();
		this.executor.awaitEnd(Duration.ofMillis(100));
	}

	private static long threads() {
		return Thread.getAllStackTraces().keySet().stream().filter((thread) -> thread.getName().equals(NAME)).count();
	}

	@Test
	void hasNoThreadBeforeTheFirstTask() {
		assertThat(threads()).isZero();
	}

	@Test
	void goesOnAfterATaskThatThrows() {
		this.executor.execute(() -> {
			throw new IllegalStateException("on purpose");
		});
		this.executor.execute(() -> this.done.add(Thread.currentThread().getName()));
		await().untilAsserted(() -> assertThat(this.done).containsExactly(NAME));
	}

	@Test
	void refusesTasksWhenOneBlocksAndTheQueueIsFull() {
		CountDownLatch blocking = new CountDownLatch(1);
		assertThat(this.executor.execute(() -> awaitUninterruptibly(blocking))).isTrue();
		await().until(() -> threads() == 1);
		assertThat(this.executor.execute(() -> this.done.add("first"))).isTrue();
		assertThat(this.executor.execute(() -> this.done.add("second"))).isTrue();
		assertThat(this.executor.execute(() -> this.done.add("third"))).isFalse();
		blocking.countDown();
		await().untilAsserted(() -> assertThat(this.done).containsExactly("first", "second"));
	}

	@Test
	void closeInterruptsATaskThatBlocks() {
		AtomicBoolean interrupted = new AtomicBoolean();
		this.executor.execute(() -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
		});
		close();
		await().untilTrue(interrupted);
	}

	@Test
	void refusesTasksOnceShutDown() {
		this.executor.shutdown();
		assertThat(this.executor.execute(() -> this.done.add("too late"))).isFalse();
	}

	@Test
	void settleWaitsForWhatWaits() {
		this.executor.execute(() -> this.done.add("first"));
		this.executor.execute(() -> this.done.add("second"));
		this.executor.settle(TIMEOUT);
		assertThat(this.done).containsExactly("first", "second");
	}

	@Test
	void settleOnTheThreadItselfReturns() {
		this.executor.execute(() -> {
			this.executor.settle(TIMEOUT);
			this.done.add("settled");
		});
		await().untilAsserted(() -> assertThat(this.done).containsExactly("settled"));
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
