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

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WriteBehindOutputStream}.
 */
class WriteBehindOutputStreamTests {

	private final SlowTarget target = new SlowTarget();

	private final List<IOException> failures = new CopyOnWriteArrayList<>();

	private final List<Thread> writers = new CopyOnWriteArrayList<>();

	private final WriteBehindOutputStream out = out(Duration.ofMinutes(1));

	private WriteBehindOutputStream out(Duration idle) {
		return new WriteBehindOutputStream(this.target, new Activity(), (writer) -> {
			Thread thread = new Thread(writer, "writer");
			this.writers.add(thread);
			thread.start();
		}, idle, this.failures::add);
	}

	@AfterEach
	void writersEnd() throws Exception {
		this.out.close();
		this.target.permits.release(1000);
		for (Thread writer : this.writers) {
			writer.join(5000);
			assertThat(writer.isAlive()).isFalse();
		}
	}

	@Test
	void hasAThreadOnlyWhileThereIsSomethingToWrite() throws Exception {
		this.target.permits.release(1000);
		WriteBehindOutputStream idle = out(Duration.ofMillis(20));
		assertThat(this.writers).isEmpty();
		idle.write("a".getBytes());
		idle.flush();
		Awaitility.await().until(() -> !this.writers.get(0).isAlive());
		idle.write("b".getBytes());
		idle.flush();
		Awaitility.await().untilAsserted(() -> assertThat(this.target.writes).containsExactly("a", "b"));
		assertThat(this.writers).hasSize(2);
		idle.wake();
		idle.close();
	}

	@Test
	void hasOneThreadAtATime() {
		for (int i = 0; i < 100; i++) {
			send("a");
		}
		this.target.permits.release(1000);
		assertThat(this.out.drain(Duration.ofSeconds(5))).isTrue();
		assertThat(this.writers).hasSize(1);
	}

	@Test
	void sendsWhatHasPiledUpInOneWrite() throws Exception {
		send("a");
		this.target.awaitBusy();
		send("b");
		send("c");
		send("d");
		this.target.permits.release(2);
		Awaitility.await().untilAsserted(() -> assertThat(this.target.writes).containsExactly("a", "bcd"));
	}

	@Test
	void blocksWhenFullAndGoesOnWhenThereIsSpace() throws Exception {
		send("a");
		this.target.awaitBusy();
		byte[] fill = new byte[WriteBuffer.CAPACITY];
		Arrays.fill(fill, (byte) 'x');
		this.out.write(fill);
		CompletableFuture<Void> blocked = CompletableFuture.runAsync(() -> send("b"));
		assertThat(blocked).isNotDone();
		this.target.permits.release(3);
		assertThat(blocked).succeedsWithin(Duration.ofSeconds(5));
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.target.writes).containsExactly("a", new String(fill), "b"));
	}

	@Test
	void moreThanTheCapacityArrivesInOrder() throws Exception {
		this.target.permits.release(1000);
		StringBuilder sent = new StringBuilder();
		for (int i = 0; i < 50_000; i++) {
			String part = i + ",";
			sent.append(part);
			this.out.write(part.getBytes());
		}
		this.out.flush();
		assertThat(this.out.drain(Duration.ofSeconds(5))).isTrue();
		assertThat(String.join("", this.target.writes)).isEqualTo(sent.toString());
	}

	@Test
	void closeReleasesWhoeverIsBlocked() throws Exception {
		send("a");
		this.target.awaitBusy();
		CompletableFuture<Void> blocked = CompletableFuture.runAsync(() -> send("x".repeat(2 * WriteBuffer.CAPACITY)));
		CompletableFuture<Boolean> draining = CompletableFuture
			.supplyAsync(() -> this.out.drain(Duration.ofMinutes(1)));
		this.out.close();
		assertThat(blocked).failsWithin(Duration.ofSeconds(5));
		assertThat(draining).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(false);
	}

	@Test
	void drainWaitsForTheLastByte() throws Exception {
		send("a");
		this.target.awaitBusy();
		send("b");
		CompletableFuture<Boolean> draining = CompletableFuture
			.supplyAsync(() -> this.out.drain(Duration.ofMinutes(1)));
		this.target.permits.release();
		Awaitility.await().until(() -> this.target.writes.size() == 1);
		assertThat(draining).isNotDone();
		this.target.permits.release();
		assertThat(draining).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
		assertThat(this.target.writes).containsExactly("a", "b");
	}

	@Test
	void drainGivesUpInTime() {
		send("a");
		assertThat(this.out.drain(Duration.ofMillis(1))).isFalse();
	}

	@Test
	void tellsAFailureAndBlocksNobody() throws Exception {
		this.target.failure = new IOException("Broken pipe");
		send("a");
		this.target.permits.release();
		Awaitility.await().until(() -> !this.failures.isEmpty());
		assertThat(this.failures).singleElement().isSameAs(this.target.failure);
		send("x".repeat(3 * WriteBuffer.CAPACITY));
		assertThat(this.out.drain(Duration.ofMinutes(1))).isFalse();
	}

	@Test
	void wakeFlushesTheTarget() {
		this.out.wake();
		Awaitility.await().until(() -> this.target.flushes > 0);
		assertThat(this.target.writes).isEmpty();
	}

	@Test
	void packetsNeverWaitForTheTarget() throws Exception {
		send("a");
		this.target.awaitBusy();
		String half = "x".repeat(WriteBuffer.CAPACITY / 2 + 1);
		TextPacket first = offer(half);
		TextPacket second = offer(half);
		TextPacket third = offer("c");
		assertThat(first.fate).isEqualTo("handed over");
		assertThat(second.fate).isNull();
		assertThat(third.fate).isNull();
		this.target.permits.release(2);
		Awaitility.await().until(() -> third.fate != null);
		this.target.permits.release(2);
		Awaitility.await().untilAsserted(() -> assertThat(this.target.writes).containsExactly("a", half, half + "c"));
	}

	@Test
	void packetThatIsLargerThanTheBufferGoesAlone() {
		this.target.permits.release(100);
		String large = "x".repeat(3 * WriteBuffer.CAPACITY);
		offer("a");
		offer(large);
		offer("b");
		assertThat(this.out.drain(Duration.ofSeconds(5))).isTrue();
		assertThat(String.join("", this.target.writes)).isEqualTo("a" + large + "b");
	}

	@Test
	void packetsComeBetweenWritesAndNeverIntoOne() throws Exception {
		send("a");
		this.target.awaitBusy();
		String large = "x".repeat(3 * WriteBuffer.CAPACITY);
		FutureTask<Void> writing = new FutureTask<>(() -> send(large), null);
		Thread writer = new Thread(writing, "test-writer");
		writer.start();
		Awaitility.await().until(() -> writer.getState() == Thread.State.WAITING);
		TextPacket packet = offer("p");
		this.target.permits.release(100);
		assertThat(writing).succeedsWithin(Duration.ofSeconds(5));
		Awaitility.await().until(() -> packet.fate != null);
		assertThat(this.out.drain(Duration.ofSeconds(5))).isTrue();
		assertThat(String.join("", this.target.writes)).isEqualTo("a" + large + "p");
	}

	@Test
	void packetsThatCannotBeSentAreGivenUp() {
		offer("a");
		this.target.awaitBusy();
		offer("x".repeat(WriteBuffer.CAPACITY));
		TextPacket waiting = offer("b");
		this.out.close();
		assertThat(waiting.fate).isEqualTo("given up");
		assertThat(offer("c").fate).isEqualTo("given up");
	}

	@Test
	void packetsAreGivenUpWhenTheTargetFails() {
		this.target.failure = new IOException("Broken pipe");
		offer("a");
		this.target.awaitBusy();
		offer("x".repeat(WriteBuffer.CAPACITY));
		TextPacket waiting = offer("b");
		this.target.permits.release();
		Awaitility.await().until(() -> "given up".equals(waiting.fate));
		assertThat(offer("c").fate).isEqualTo("given up");
	}

	private TextPacket offer(String text) {
		TextPacket packet = new TextPacket(text);
		this.out.offer(packet);
		return packet;
	}

	private void send(String text) {
		try {
			this.out.write(text.getBytes());
			this.out.flush();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Notes what became of it.
	 */
	private static final class TextPacket implements Packet {

		private final byte[] bytes;

		private volatile @Nullable String fate;

		TextPacket(String text) {
			this.bytes = text.getBytes();
		}

		@Override
		public int length() {
			return this.bytes.length;
		}

		@Override
		public void write(byte[] target, int offset) {
			System.arraycopy(this.bytes, 0, target, offset, this.bytes.length);
		}

		@Override
		public void handedOver() {
			this.fate = "handed over";
		}

		@Override
		public void givenUp() {
			this.fate = "given up";
		}

	}

	/**
	 * Needs a permit for each write.
	 */
	private static final class SlowTarget extends OutputStream {

		private final Semaphore permits = new Semaphore(0);

		private final List<String> writes = new CopyOnWriteArrayList<>(new ArrayList<>());

		private volatile int flushes;

		private volatile @Nullable IOException failure;

		@Override
		public void write(int b) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			String text = new String(bytes, offset, length);
			this.permits.acquireUninterruptibly();
			if (this.failure != null) {
				throw this.failure;
			}
			this.writes.add(text);
		}

		@Override
		public void flush() {
			this.flushes++;
		}

		void awaitBusy() {
			Awaitility.await().until(this.permits::hasQueuedThreads);
		}

	}

}
