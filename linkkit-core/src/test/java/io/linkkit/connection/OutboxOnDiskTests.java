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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.linkkit.connection.PublishResult.Acknowledged;
import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.PublishResult.Dropped;
import io.linkkit.connection.PublishResult.Kept;
import io.linkkit.connection.PublishResult.RejectReason;
import io.linkkit.connection.PublishResult.Rejected;
import io.linkkit.mqtt.MqttSessionListener;
import io.linkkit.mqtt.OutboundMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Outbox} with a {@link MessageJournal} on a disk that a test controls.
 */
class OutboxOnDiskTests {

	private final VirtualScheduler scheduler = new VirtualScheduler();

	private final Disk disk = new Disk();

	private Outbox outbox = outbox();

	private Outbox outbox() {
		return outbox(new QueueSettings(10, 1000));
	}

	private Outbox outbox(QueueSettings settings) {
		return outbox(settings, new AtOnce());
	}

	private Outbox outbox(QueueSettings settings, Scheduler thread) {
		Outbox opened = new Outbox(settings, 3, this.scheduler, Runnable::run, new MessageJournal(this.disk, thread),
				this.scheduler);
		opened.open();
		return opened;
	}

	private CompletableFuture<PublishResult> publish(int number, int qos) {
		CompletableFuture<PublishResult> result = this.outbox
			.publish(OutgoingMessage.of("/a/b", new byte[] { (byte) number }, qos));
		this.scheduler.settle();
		OutboxTests.assertAccounts(this.outbox.status());
		return result;
	}

	private FakeSession attach() {
		FakeSession session = new FakeSession(mock(MqttSessionListener.class), (topicFilter) -> 1);
		this.outbox.attach(session, (failure) -> {
		});
		this.scheduler.settle();
		return session;
	}

	private void acknowledgeAll(FakeSession session) {
		List.copyOf(session.published.values()).forEach((future) -> future.complete(null));
		this.scheduler.settle();
	}

	private static List<Integer> numbers(FakeSession session) {
		return session.published.keySet().stream().map((message) -> (int) message.payload()[0]).toList();
	}

	@Test
	void aMessageIsOnDiskWhenPublishReturns() {
		publish(1, 1);
		assertThat(this.disk.content).hasSize(1);
		assertThat(this.outbox.status().persistent()).isTrue();
	}

	@Test
	void qosZeroMessagesAreNotKept() {
		publish(1, 0);
		assertThat(this.disk.content).isEmpty();
	}

	@Test
	void aRejectedMessageIsNotKept() {
		for (int i = 0; i < 11; i++) {
			publish(i, 1);
		}
		assertThat(this.disk.content).hasSize(10);
	}

	@Test
	void anAcknowledgedMessageIsForgottenSoon() {
		FakeSession session = attach();
		publish(1, 1);
		publish(2, 1);
		session.published.values().iterator().next().complete(null);
		this.scheduler.advance(Duration.ofSeconds(1));
		assertThat(this.disk.content.keySet()).containsExactly(2L);
	}

	@Test
	void f30SendsMessagesOfAnEarlierRunFirstInOrderAndNotAsDuplicates() {
		attach();
		for (int i = 1; i <= 3; i++) {
			publish(i, 1);
		}
		this.outbox = outbox();
		publish(4, 1);
		assertThat(this.outbox.status().accepted()).isEqualTo(4);
		FakeSession session = attach();
		acknowledgeAll(session);
		assertThat(numbers(session)).containsExactly(1, 2, 3, 4);
		assertThat(session.published.keySet()).extracting(OutboundMessage::duplicate).containsOnly(false);
		acknowledgeAll(session);
		this.scheduler.advance(Duration.ofSeconds(1));
		assertThat(this.disk.content).isEmpty();
		OutboxTests.assertAccounts(this.outbox.status());
	}

	@Test
	void messagesOfAnEarlierRunCountAgainstTheLimits() {
		for (int i = 0; i < 10; i++) {
			publish(i, 1);
		}
		this.outbox = outbox(new QueueSettings(5, 1000));
		assertThat(this.outbox.status().depth()).isEqualTo(10);
		assertThat(publish(11, 1)).isCompletedWithValueMatching(Rejected.class::isInstance);
	}

	@Test
	void theTimeToLiveGoesOnWhileNobodyRuns() {
		this.outbox.publish(OutgoingMessage.of("/a/b", new byte[1], 1).withTimeToLive(Duration.ofMinutes(10)));
		this.outbox.publish(OutgoingMessage.of("/a/b", new byte[1], 1).withTimeToLive(Duration.ofMinutes(20)));
		this.outbox.close();
		this.scheduler.advance(Duration.ofMinutes(15));
		this.outbox = outbox();
		FakeSession session = attach();
		assertThat(session.published).hasSize(1);
		assertThat(this.outbox.status().dropped()).containsEntry(DropReason.EXPIRED, 1L);
		this.scheduler.advance(Duration.ofSeconds(1));
		assertThat(this.disk.content).hasSize(1);
	}

	@Test
	void keepsWhatIsStoredAndGivesUpTheRestWhenClosed() {
		attach();
		CompletableFuture<PublishResult> inFlight = publish(1, 1);
		CompletableFuture<PublishResult> atMostOnce = publish(2, 0);
		CompletableFuture<PublishResult> queued = publish(3, 1);
		this.outbox.close();
		assertThat(inFlight).isCompletedWithValue(new Kept());
		assertThat(queued).isCompletedWithValue(new Kept());
		assertThat(atMostOnce).isCompletedWithValue(new Dropped(DropReason.CLOSED));
		assertThat(this.disk.content).hasSize(2);
		assertThat(this.outbox.status().depth()).isEqualTo(2);
		OutboxTests.assertAccounts(this.outbox.status());
		assertThat(this.disk.closed).isTrue();
	}

	@Test
	void f27ForgetsWhatWasAcknowledgedRightBeforeTheEnd() {
		FakeSession session = attach();
		publish(1, 1);
		acknowledgeAll(session);
		this.outbox.close();
		assertThat(this.disk.content).isEmpty();
	}

	@Test
	void f30RejectsWhatCannotBeStored() {
		this.disk.full = true;
		CompletableFuture<PublishResult> rejected = publish(1, 1);
		assertThat(rejected).isCompletedWithValueMatching((result) -> result instanceof Rejected refusal
				&& refusal.reason() == RejectReason.NOT_STORED && refusal.rule().contains("no space"));
		assertThat(this.outbox.status().depth()).isZero();
		assertThat(this.outbox.status().bytes()).isZero();
		this.disk.full = false;
		assertThat(publish(2, 1)).isNotDone();
		assertThat(numbers(attach())).containsExactly(2);
	}

	@Test
	void f30ForgetsWhatWasRejectedEvenIfItCameToTheDisk() {
		this.disk.failsAfterwards = true;
		assertThat(publish(1, 1)).isCompletedWithValueMatching(Rejected.class::isInstance);
		assertThat(this.disk.content).hasSize(1);
		this.disk.failsAfterwards = false;
		publish(2, 1);
		assertThat(this.disk.content.values()).extracting((message) -> (int) message.payload()[0]).containsExactly(2);
	}

	@Test
	void whatWasAcknowledgedWhileTheDiskWasFullIsForgottenLater() {
		FakeSession session = attach();
		publish(1, 1);
		this.disk.full = true;
		acknowledgeAll(session);
		this.scheduler.advance(Duration.ofSeconds(1));
		assertThat(this.disk.content).hasSize(1);
		this.disk.full = false;
		publish(2, 1);
		assertThat(this.disk.content.values()).extracting((message) -> (int) message.payload()[0]).containsExactly(2);
	}

	@Test
	void writesTogetherWhatSeveralThreadsPublish() throws Exception {
		DaemonScheduler thread = DaemonScheduler.whenNeeded("linkkit-store-test");
		Outbox concurrent = outbox(new QueueSettings(0, 100_000), thread);
		this.disk.gate = new CountDownLatch(1);
		List<Thread> publishers = IntStream.range(0, 20)
			.mapToObj(
					(i) -> new Thread(() -> concurrent.publish(OutgoingMessage.of("/a/b", new byte[] { (byte) i }, 1))))
			.toList();
		publishers.forEach(Thread::start);
		await().until(() -> publishers.stream().allMatch((one) -> one.getState() == Thread.State.WAITING));
		assertThat(concurrent.status().accepted()).isZero();
		this.disk.gate.countDown();
		for (Thread publisher : publishers) {
			publisher.join(TimeUnit.SECONDS.toMillis(10));
		}
		assertThat(concurrent.status().accepted()).isEqualTo(20);
		assertThat(this.disk.content).hasSize(20);
		assertThat(this.disk.writes).isLessThanOrEqualTo(2);
		concurrent.close();
		thread.close();
	}

	@Test
	void f30SendsNothingBeforeItKnowsWhatIsToBeSentFirst() {
		publish(1, 1);
		publish(2, 1);
		VirtualScheduler disks = new VirtualScheduler();
		this.outbox = outbox(new QueueSettings(10, 1000), disks);
		FakeSession session = attach();
		publish(3, 0);
		assertThat(session.published).isEmpty();
		assertThat(this.outbox.status().depth()).isEqualTo(1);
		assertThat(this.outbox.status().persistent()).isFalse();
		disks.settle();
		this.scheduler.settle();
		assertThat(numbers(session)).containsExactly(1, 2, 3);
		assertThat(this.outbox.status().persistent()).isTrue();
		acknowledgeAll(session);
		disks.advance(Duration.ofSeconds(1));
		assertThat(this.disk.content).isEmpty();
	}

	@Test
	void aMessageWaitsForTheFileToBeOpenedAndComesAfterWhatIsThere() throws Exception {
		publish(1, 1);
		DaemonScheduler thread = DaemonScheduler.whenNeeded("linkkit-store-test");
		this.disk.opening = new CountDownLatch(1);
		this.outbox = outbox(new QueueSettings(10, 1000), thread);
		Thread publisher = new Thread(() -> this.outbox.publish(OutgoingMessage.of("/a/b", new byte[] { 2 }, 1)));
		publisher.start();
		await().until(() -> publisher.getState() == Thread.State.WAITING);
		assertThat(this.outbox.status().accepted()).isZero();
		this.disk.opening.countDown();
		publisher.join(TimeUnit.SECONDS.toMillis(10));
		assertThat(this.disk.content).hasSize(2);
		assertThat(numbers(attach())).containsExactly(1, 2);
		this.outbox.close();
		thread.close();
	}

	@Test
	void f30GoesOnInMemoryWhenTheFileCannotBeUsed() {
		this.disk.unusable = true;
		this.outbox = outbox();
		CompletableFuture<PublishResult> result = publish(1, 1);
		assertThat(this.outbox.status().persistent()).isFalse();
		assertThat(this.disk.content).isEmpty();
		FakeSession session = attach();
		acknowledgeAll(session);
		assertThat(result).isCompletedWithValue(new Acknowledged());
		this.scheduler.advance(Duration.ofSeconds(1));
		CompletableFuture<PublishResult> last = publish(2, 1);
		this.outbox.close();
		assertThat(last).isCompletedWithValue(new Dropped(DropReason.CLOSED));
	}

	@Test
	void keepsWhatIsFoundAfterTheEnd() {
		publish(1, 1);
		VirtualScheduler disks = new VirtualScheduler();
		this.outbox = outbox(new QueueSettings(10, 1000), disks);
		Thread.currentThread().interrupt(); // does not wait for the disk
		this.outbox.close();
		assertThat(Thread.interrupted()).isTrue();
		disks.settle();
		assertThat(this.disk.content).hasSize(1);
		assertThat(this.disk.closed).isTrue();
		assertThat(this.outbox.status().depth()).isEqualTo(1);
		OutboxTests.assertAccounts(this.outbox.status());
		assertThat(this.outbox.status().unreported()).isZero();
	}

	@Test
	void aResultMayBeFollowedByPublishing() {
		FakeSession session = attach();
		CompletableFuture<PublishResult> second = publish(1, 1)
			.thenCompose((result) -> this.outbox.publish(OutgoingMessage.of("/a/b", new byte[] { 2 }, 1)));
		acknowledgeAll(session);
		assertThat(numbers(session)).containsExactly(1, 2);
		acknowledgeAll(session);
		assertThat(second).isCompletedWithValue(new Acknowledged());
	}

	/**
	 * A disk as a test wants it.
	 */
	private static final class Disk implements MessageStorage {

		private final Map<Long, StoredMessage> content = new TreeMap<>();

		private CountDownLatch gate = new CountDownLatch(0);

		private CountDownLatch opening = new CountDownLatch(0);

		private boolean unusable;

		private boolean full;

		private boolean failsAfterwards;

		private boolean closed;

		private int writes;

		@Override
		public List<StoredMessage> open() throws IOException {
			try {
				this.opening.await();
			}
			catch (InterruptedException ex) {
				throw new IOException(ex);
			}
			if (this.unusable) {
				throw new IOException("no directory");
			}
			return new ArrayList<>(this.content.values());
		}

		@Override
		public void write(List<StoredMessage> added, List<Long> removed) throws IOException {
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				throw new IOException(ex);
			}
			if (this.full) {
				throw new IOException("no space");
			}
			added.forEach((message) -> this.content.put(message.number(), message));
			removed.forEach(this.content::remove);
			this.writes++;
			if (this.failsAfterwards) {
				throw new IOException("not certain");
			}
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

	/**
	 * Runs tasks at once, and later ones when their time has come.
	 */
	private final class AtOnce implements Scheduler {

		@Override
		public void execute(Runnable task) {
			task.run();
		}

		@Override
		public Timer schedule(Duration delay, Runnable task) {
			return OutboxOnDiskTests.this.scheduler.schedule(delay, task);
		}

		@Override
		public long nanoTime() {
			return OutboxOnDiskTests.this.scheduler.nanoTime();
		}

	}

}
