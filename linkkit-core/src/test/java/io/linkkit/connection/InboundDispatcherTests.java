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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;

import io.linkkit.mqtt.InboundMessage;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.thread.ThreadKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link InboundDispatcher}.
 */
class InboundDispatcherTests {

	private static final int CAPACITY = 300;

	private static final String TOPIC = "/pk/dn/user/get";

	private final SubscriptionRegistry subscriptions = new SubscriptionRegistry();

	private final SerialExecutor immediate = new SerialExecutor(ThreadKind.PLATFORM, "linkkit-messages-dispatcher-test",
			CAPACITY);

	private final SerialExecutor deferred = new SerialExecutor(ThreadKind.PLATFORM, "linkkit-dispatch-dispatcher-test",
			CAPACITY);

	private final InboundDispatcher dispatcher = new InboundDispatcher(this.subscriptions, this.immediate,
			this.deferred);

	private final MqttSession session = mock();

	private final CountDownLatch released = new CountDownLatch(1);

	@AfterEach
	void end() {
		this.released.countDown();
		List.of(this.immediate, this.deferred).forEach((executor) -> {
			executor.shutdown();
			executor.awaitEnd(Duration.ofSeconds(10));
		});
		InboundStatus status = this.dispatcher.status();
		assertThat(status.inProgress() + status.handled() + status.failed() + status.unhandled() + status.discarded())
			.isEqualTo(status.received());
	}

	private void subscribe(MessageHandler handler) {
		this.subscriptions.add(TopicFilter.of(TOPIC, 1), 1, new InboundHandler.Immediate(handler));
	}

	private void subscribeAsync(AsyncMessageHandler handler) {
		this.subscriptions.add(TopicFilter.of(TOPIC, 1), 1, InboundHandler.of(handler));
	}

	private InboundMessage dispatch(int qos) {
		InboundMessage message = new InboundMessage(TOPIC, new byte[] { 1 }, qos, false, 7);
		this.dispatcher.dispatch(message, this.session);
		return message;
	}

	private void awaitStatus(InboundStatus status) {
		await().untilAsserted(() -> assertThat(this.dispatcher.status()).isEqualTo(status));
	}

	@Test
	void acknowledgesWhatNobodyListensTo() {
		InboundMessage message = dispatch(1);
		then(this.session).should().acknowledge(message);
		assertThat(this.dispatcher.status()).isEqualTo(new InboundStatus(1, 0, 0, 0, 1, 0));
	}

	@Test
	void countsByQualityOfService() {
		dispatch(1);
		dispatch(0);
		dispatch(1);
		assertThat(this.dispatcher.status(0)).isEqualTo(new InboundStatus(1, 0, 0, 0, 1, 0));
		assertThat(this.dispatcher.status(1)).isEqualTo(new InboundStatus(2, 0, 0, 0, 2, 0));
		assertThat(this.dispatcher.status()).isEqualTo(new InboundStatus(3, 0, 0, 0, 3, 0));
	}

	@Test
	void asksWhoHandsOverWhereItIsAndNobodyElse() {
		List<Thread> threads = new CopyOnWriteArrayList<>();
		CompletableFuture<Void> done = new CompletableFuture<>();
		subscribeAsync(new AsyncMessageHandler() {

			@Override
			public CompletionStage<?> handle(InboundMessage message) {
				threads.add(Thread.currentThread());
				return done;
			}

			@Override
			public boolean handsOver() {
				return true;
			}

		});
		InboundMessage message = dispatch(1);
		assertThat(threads).containsExactly(Thread.currentThread());
		then(this.session).should(never()).acknowledge(message);
		done.complete(null);
		then(this.session).should().acknowledge(message);
		subscribeAsync((other) -> {
			threads.add(Thread.currentThread());
			return done;
		});
		dispatch(1);
		awaitStatus(new InboundStatus(2, 0, 2, 0, 0, 0));
		assertThat(threads).hasSize(3);
		assertThat(threads.get(2).getName()).isEqualTo("linkkit-dispatch-dispatcher-test");
	}

	@Test
	void acknowledgesWhenTheLastHandlerHasFinished() {
		CompletableFuture<Void> first = new CompletableFuture<>();
		CompletableFuture<Void> second = new CompletableFuture<>();
		CountDownLatch handled = new CountDownLatch(1);
		subscribeAsync((message) -> first);
		subscribeAsync((message) -> second);
		subscribe((message) -> handled.countDown());
		InboundMessage message = dispatch(1);
		await().until(() -> handled.getCount() == 0);
		first.complete(null);
		assertThat(this.dispatcher.status()).isEqualTo(new InboundStatus(1, 1, 0, 0, 0, 0));
		then(this.session).should(never()).acknowledge(message);
		second.complete(null);
		awaitStatus(new InboundStatus(1, 0, 1, 0, 0, 0));
		then(this.session).should().acknowledge(message);
	}

	@Test
	void countsAndAcknowledgesWhatAHandlerFailedOn() {
		subscribeAsync((message) -> CompletableFuture.failedFuture(new IllegalStateException("on purpose")));
		subscribeAsync((message) -> CompletableFuture.completedFuture(null));
		InboundMessage message = dispatch(1);
		awaitStatus(new InboundStatus(1, 0, 0, 1, 0, 0));
		then(this.session).should().acknowledge(message);
	}

	@Test
	void survivesAnErrorOfAHandler() {
		subscribe((message) -> {
			throw new StackOverflowError("on purpose");
		});
		InboundMessage message = dispatch(1);
		awaitStatus(new InboundStatus(1, 0, 0, 1, 0, 0));
		then(this.session).should().acknowledge(message);
	}

	@Test
	void doesNotAcknowledgeWhatAHandlerHasNoRoomFor() {
		subscribeAsync((message) -> CompletableFuture.failedFuture(new RejectedExecutionException("full")));
		subscribeAsync((message) -> CompletableFuture.failedFuture(new IllegalStateException("on purpose")));
		subscribeAsync((message) -> {
			throw new RejectedExecutionException("full");
		});
		InboundMessage message = dispatch(1);
		awaitStatus(new InboundStatus(1, 0, 0, 0, 0, 1));
		then(this.session).should(never()).acknowledge(message);
	}

	@Test
	void handlersThatBlockDoNotHoldUpThoseThatFinishLater() {
		List<InboundMessage> taken = new CopyOnWriteArrayList<>();
		subscribe((message) -> this.released.await());
		subscribeAsync((message) -> {
			taken.add(message);
			return CompletableFuture.completedFuture(null);
		});
		InboundMessage first = dispatch(0);
		InboundMessage second = dispatch(0);
		await().untilAsserted(() -> assertThat(taken).containsExactly(first, second));
	}

	@Test
	void aFloodOfQos0LeavesRoomForQos1() {
		subscribe((message) -> this.released.await());
		for (int i = 0; i < CAPACITY; i++) {
			dispatch(0);
		}
		assertThat(this.dispatcher.status().discarded()).isPositive();
		InboundMessage wanted = dispatch(1);
		long discarded = this.dispatcher.status().discarded();
		this.released.countDown();
		awaitStatus(new InboundStatus(CAPACITY + 1, 0, CAPACITY + 1 - discarded, 0, 0, discarded));
		then(this.session).should().acknowledge(wanted);
	}

}
