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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.linkkit.mqtt.InboundMessage;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.mqtt.MqttSessionListener;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.SubscriptionAnswer;
import io.linkkit.mqtt.TopicSubscription;

/**
 * One attempt and the session it becomes. Brings what the session reports onto the
 * scheduler's thread, and there drops it if the attempt was given up meanwhile. Its state
 * belongs to that thread.
 */
final class Attempt implements MqttSessionListener {

	private static final Duration DISCONNECT_TIMEOUT = Duration.ofMillis(500);

	private final Scheduler scheduler;

	private final InboundDispatcher inbound;

	private final Observer observer;

	private final CompletableFuture<MqttSession> session = new CompletableFuture<>();

	private final CompletableFuture<Void> released = new CompletableFuture<>();

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.PREPARING);

	private final long startedAt;

	private long readyAt;

	private boolean abandoned;

	private boolean loggedIn;

	private boolean sessionPresent;

	private boolean ready;

	private boolean kicked;

	/**
	 * Create an attempt that has yet to be opened.
	 * @param scheduler where everything is told
	 * @param inbound takes the messages of the session
	 * @param observer told what becomes of the attempt
	 */
	Attempt(Scheduler scheduler, InboundDispatcher inbound, Observer observer) {
		this.scheduler = scheduler;
		this.inbound = inbound;
		this.observer = observer;
		this.startedAt = scheduler.nanoTime();
	}

	/**
	 * Prepare and open the session. Runs on the thread for that. An attempt that was
	 * given up meanwhile is not made any more: it could throw out the one that came after
	 * it.
	 */
	void open(SessionOpener opener) {
		try {
			MqttSessionRequest request = opener.prepare();
			if (this.phase.compareAndSet(Phase.PREPARING, Phase.OPENING)) {
				this.session.complete(opener.open(request, this));
			}
		}
		catch (RuntimeException ex) {
			whileCurrent(() -> this.observer.openFailed(ex));
		}
	}

	/**
	 * Take no notice of what is reported from now on.
	 */
	void abandon() {
		this.abandoned = true;
	}

	/**
	 * Cut the session off, as soon as there is one.
	 */
	void abort() {
		if (!givenUpInTime()) {
			this.session.thenAccept(MqttSession::abort);
		}
	}

	/**
	 * Say DISCONNECT and end the session, as soon as there is one.
	 */
	CompletableFuture<Void> close() {
		return givenUpInTime() ? CompletableFuture.completedFuture(null)
				: this.session.thenCompose((opened) -> opened.close(DISCONNECT_TIMEOUT));
	}

	private boolean givenUpInTime() {
		return this.phase.compareAndSet(Phase.PREPARING, Phase.GIVEN_UP) || this.phase.get() == Phase.GIVEN_UP;
	}

	/**
	 * Subscribe. If SUBACK does not come, nothing is told.
	 * @param packet what to subscribe to
	 * @param answered told what the platform answered
	 */
	void subscribe(List<TopicSubscription> packet, Consumer<List<SubscriptionAnswer>> answered) {
		this.session.thenCompose((opened) -> opened.subscribe(packet))
			.thenAccept((answers) -> whileCurrent(() -> answered.accept(answers)));
	}

	void unsubscribe(String topicFilter) {
		this.session.thenAccept((opened) -> opened.unsubscribe(List.of(topicFilter)));
	}

	/**
	 * Note that every subscription is answered.
	 */
	void becomeReady() {
		this.readyAt = this.scheduler.nanoTime();
		this.ready = true;
	}

	/**
	 * Note that the session is no longer in use.
	 */
	void release() {
		this.released.complete(null);
	}

	/**
	 * Return what completes when the session is no longer in use.
	 */
	CompletableFuture<Void> released() {
		return this.released;
	}

	/**
	 * Return the session of an attempt that got as far as to be logged in.
	 */
	MqttSession session() {
		return this.session.join();
	}

	boolean isLoggedIn() {
		return this.loggedIn;
	}

	boolean isSessionPresent() {
		return this.sessionPresent;
	}

	boolean isReady() {
		return this.ready;
	}

	boolean isKicked() {
		return this.kicked;
	}

	/**
	 * Return how long the attempt has been going on.
	 */
	Duration age() {
		return Duration.ofNanos(this.scheduler.nanoTime() - this.startedAt);
	}

	/**
	 * Return how long the session has been ready.
	 */
	Duration uptime() {
		return Duration.ofNanos(this.scheduler.nanoTime() - this.readyAt);
	}

	@Override
	public void connected(boolean present) {
		whileCurrent(() -> {
			this.loggedIn = true;
			this.sessionPresent = present;
			this.observer.loggedIn(this);
		});
	}

	@Override
	public void connectFailed(MqttFailure failure) {
		whileCurrent(() -> this.observer.failed(failure));
	}

	@Override
	public void lost(MqttFailure failure) {
		whileCurrent(() -> this.observer.ended(this, failure));
	}

	@Override
	public void messageArrived(InboundMessage message) {
		if (KickNotice.is(message)) {
			whileCurrent(() -> this.kicked = true);
		}
		this.session.thenAccept((opened) -> this.inbound.dispatch(message, opened));
	}

	/**
	 * End a session that does not acknowledge what it was given.
	 */
	void overdue(MqttFailure failure) {
		whileCurrent(() -> {
			abort();
			this.observer.ended(this, failure);
		});
	}

	private void whileCurrent(Runnable task) {
		this.scheduler.execute(() -> {
			if (!this.abandoned) {
				task.run();
			}
		});
	}

	private enum Phase {

		PREPARING, OPENING, GIVEN_UP

	}

	/**
	 * Told on the scheduler's thread what becomes of an attempt that is not given up.
	 */
	interface Observer {

		/**
		 * CONNACK 0 came.
		 * @param attempt what succeeded
		 */
		void loggedIn(Attempt attempt);

		/**
		 * The attempt failed before CONNACK 0.
		 * @param failure why
		 */
		void failed(MqttFailure failure);

		/**
		 * The attempt could not even begin.
		 * @param cause why
		 */
		void openFailed(RuntimeException cause);

		/**
		 * The connection was lost after CONNACK 0.
		 * @param attempt which one
		 * @param failure why
		 */
		void ended(Attempt attempt, MqttFailure failure);

	}

}
