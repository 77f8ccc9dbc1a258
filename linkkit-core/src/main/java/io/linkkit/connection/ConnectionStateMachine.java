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
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.linkkit.connection.RetryPolicy.Retry;
import io.linkkit.identity.Endpoint;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationResult;
import io.linkkit.registration.RegistrationResult.Failed;
import io.linkkit.registration.RegistrationResult.Registered;
import org.jspecify.annotations.Nullable;

/**
 * Decides when to connect, and what follows from what happened. Every method but
 * {@link #status()} runs on the {@link Scheduler}'s thread, so the fields need no lock.
 * <p>
 * Two rules hold throughout. The next attempt is scheduled before anybody is told of a
 * failure. And what an attempt reports after it was given up is ignored.
 */
final class ConnectionStateMachine {

	/**
	 * How much longer than its own time-outs an attempt may take before it is given up
	 * from here.
	 */
	private static final Duration ATTEMPT_GRACE = Duration.ofSeconds(5);

	/**
	 * How long a registration may take before the connection stops to rely on its end. It
	 * has time-outs of its own, but stores may be anybody's.
	 */
	private static final Duration LONGEST_REGISTRATION = Duration.ofMinutes(1);

	private final ConnectionSettings settings;

	private final SessionOpener opener;

	private final SubscriptionRegistry registry;

	private final Surroundings surroundings;

	private final Scheduler scheduler;

	private final RetryPolicy retries;

	private final RegistrationStep registration;

	private final SessionSubscriptions subscriptions;

	private final StatusBoard board;

	private @Nullable Attempt attempt;

	private Scheduler.Timer timer = Scheduler.Timer.NONE;

	private Scheduler.Timer postponedReconnect = Scheduler.Timer.NONE;

	private boolean onlineBefore;

	ConnectionStateMachine(ConnectionSettings settings, SessionOpener opener, SubscriptionRegistry subscriptions,
			Surroundings surroundings, Scheduler scheduler, InstantSource clock, Backoff backoff) {
		this.settings = settings;
		this.opener = opener;
		this.registry = subscriptions;
		this.surroundings = surroundings;
		this.scheduler = scheduler;
		this.retries = new RetryPolicy(backoff, new AttemptLimit(settings.reconnect().maxPerMinute()),
				scheduler::nanoTime);
		this.registration = new RegistrationStep(surroundings.registration(), surroundings.preparation());
		this.subscriptions = new SessionSubscriptions(subscriptions, surroundings.reporter(), scheduler);
		this.board = new StatusBoard(clock, scheduler::nanoTime);
	}

	ConnectionStatus status() {
		return this.board.status().withRejectedSubscriptions(this.registry.rejected());
	}

	void start() {
		if (state() == ConnectionState.INITIALIZED || state() == ConnectionState.STOPPED) {
			this.board.forgetAttempts();
			this.retries.reset();
			connect();
		}
	}

	/**
	 * End the session and make no further attempt.
	 * @return completes when the session is closed
	 */
	CompletableFuture<Void> stop() {
		this.timer.cancel();
		Attempt ended = abandonAttempt();
		this.board.enter(ConnectionState.STOPPED);
		if (ended == null) {
			return CompletableFuture.completedFuture(null);
		}
		return leave(ended, FailureReason.STOPPED_BY_APPLICATION);
	}

	/**
	 * Return what completes when the device is no longer online.
	 */
	CompletableFuture<Void> offline() {
		Attempt current = this.attempt;
		return (current != null && current.isReady()) ? current.released() : CompletableFuture.completedFuture(null);
	}

	/**
	 * Make an attempt now, after ending the session if there is one, or as soon as the
	 * platform allows one.
	 */
	void reconnect() {
		switch (state()) {
			case WAITING, SUSPENDED, UNREGISTERED -> connect();
			case CONNECTING, CONNECTED -> replaceSession();
			case INITIALIZED, REGISTERING, STOPPED -> {
			}
		}
	}

	/**
	 * End the session and begin another. It is kept for as long as no other may follow.
	 */
	private void replaceSession() {
		Duration wait = this.retries.untilAllowed();
		if (!wait.isZero()) {
			this.postponedReconnect.cancel();
			this.postponedReconnect = this.scheduler.schedule(wait, this::reconnect);
			this.board.announce(wait);
			reporter().postponed(wait);
			return;
		}
		Attempt ended = this.attempt;
		scheduleConnect(this.settings.reconnect().min(), ConnectionState.WAITING);
		if (ended != null) {
			leave(ended, FailureReason.RECONNECT_REQUESTED)
				.whenComplete((nothing, failure) -> this.scheduler.execute(this::connectIfWaiting));
		}
	}

	/**
	 * Tell the platform at once that a topic filter is wanted, or is no more, unless the
	 * next login does it anyway.
	 */
	void subscriptionChanged(String topicFilter) {
		subscriptionChanged(topicFilter, () -> {
		});
	}

	/**
	 * Tell the platform as {@link #subscriptionChanged(String)} does.
	 * @param settled what to do once the platform has answered, or the session has ended;
	 * at once if the next login does it
	 */
	void subscriptionChanged(String topicFilter, Runnable settled) {
		Attempt current = this.attempt;
		if (current != null && current.isLoggedIn()) {
			this.subscriptions.changed(topicFilter, current, settled);
		}
		else {
			settled.run();
		}
	}

	/**
	 * Do something once the platform has answered what
	 * {@link #subscriptionChanged(String, Runnable)} told it before; at once if nothing
	 * is to be answered.
	 */
	void whenSubscriptionAnswered(String topicFilter, Runnable settled) {
		this.subscriptions.whenAnswered(topicFilter, settled);
	}

	private void connectIfWaiting() {
		switch (state()) {
			case WAITING, SUSPENDED, UNREGISTERED -> connect();
			case INITIALIZED, REGISTERING, CONNECTING, CONNECTED, STOPPED -> {
			}
		}
	}

	private void connect() {
		beginWhenAllowed(this.registration.isDue() ? this::register : this::openSession);
	}

	/**
	 * Begin an attempt, or wait until the platform allows one.
	 */
	private void beginWhenAllowed(Runnable begin) {
		Duration wait = this.retries.untilAllowed();
		if (wait.isZero()) {
			this.retries.attemptBegins();
			begin.run();
		}
		else {
			scheduleConnect(wait, ConnectionState.WAITING);
			reporter().postponed(wait);
		}
	}

	/**
	 * Begin to register. What comes of it is told to {@link #registrationEnded}, as is
	 * what comes of a registration that the application asked for.
	 */
	private void register() {
		this.board.enter(ConnectionState.REGISTERING);
		startTimer(LONGEST_REGISTRATION, () -> registrationFailed(RegistrationStep.neverEnded()));
		RegistrationFailure failure = this.registration.begin();
		if (failure != null) {
			registrationFailed(failure);
		}
	}

	/**
	 * Go on with what a registration gave, whoever asked for it.
	 */
	void registrationEnded(RegistrationResult result) {
		if (result instanceof Registered registered) {
			this.board.noteRegistration(null);
			count(registered);
			if (registered.fresh()) {
				reporter().registered(this.registration.kind(), registered.stored());
			}
			if (registered.fresh() || state() == ConnectionState.REGISTERING) {
				this.retries.reset();
				goOnRegistered();
			}
		}
		else if (result instanceof Failed failed) {
			registrationFailed(failed.failure());
		}
	}

	/**
	 * Count a registration that the application asked for as the attempt it was, and do
	 * not count one that found a stored credential.
	 */
	private void count(Registered registered) {
		boolean counted = state() == ConnectionState.REGISTERING;
		if (counted && !registered.fresh()) {
			this.retries.attemptWasLocal();
		}
		else if (!counted && registered.fresh()) {
			this.retries.attemptBegins();
		}
	}

	private void goOnRegistered() {
		if (state() == ConnectionState.REGISTERING) {
			beginWhenAllowed(this::openSession);
		}
		else {
			connectIfWaiting();
		}
	}

	private void registrationFailed(RegistrationFailure failure) {
		if (state() != ConnectionState.REGISTERING) {
			this.retries.attemptBegins();
			reporter().registrationFailed(this.registration.kind(), failure, null, status().nextAttempt());
			return;
		}
		this.board.noteRegistration(failure);
		Retry retry = this.retries.afterFailure(failure.reason());
		if (retry == null) {
			this.timer.cancel();
			this.board.enter(ConnectionState.UNREGISTERED);
			reporter().registrationFailed(this.registration.kind(), failure, null, null);
			return;
		}
		Instant next = scheduleConnect(retry.delay(), retry.waiting());
		reporter().registrationFailed(this.registration.kind(), failure, retry.delay(), next);
	}

	private void openSession() {
		Attempt opening = new Attempt(this.scheduler, this.surroundings.inbound(), new AttemptObserver());
		this.attempt = opening;
		int number = this.board.countAttempt();
		this.board.enter(ConnectionState.CONNECTING);
		Duration longest = this.settings.connectTimeout().plus(this.settings.connackTimeout()).plus(ATTEMPT_GRACE);
		startTimer(longest, () -> giveUp(opening, FailureReason.CONNACK_TIMEOUT));
		try {
			Endpoint endpoint = this.opener.endpoint();
			reporter().connecting(number, endpoint);
			this.surroundings.preparation().execute(() -> opening.open(this.opener));
		}
		catch (RuntimeException ex) {
			failed(localError(ex));
		}
	}

	private static MqttFailure localError(RuntimeException cause) {
		return new MqttFailure(FailureReason.LOCAL_ERROR, String.valueOf(cause.getMessage()), cause);
	}

	private void loggedIn(Attempt current) {
		startTimer(this.settings.connackTimeout(), () -> giveUp(current, FailureReason.SUBACK_TIMEOUT));
		this.subscriptions.restore(current, () -> ready(current));
	}

	private void ready(Attempt current) {
		int took = this.board.attempts();
		boolean reconnect = this.onlineBefore;
		this.board.forgetAttempts();
		this.onlineBefore = true;
		current.becomeReady();
		this.board.enterKeepingNext(ConnectionState.CONNECTED);
		startTimer(this.settings.reconnect().stableAfter(), this::stable);
		reporter().connected(current.isSessionPresent(), reconnect, took, current.age());
		MqttSession session = current.session();
		this.surroundings.sessionListener().sessionReady(session, reconnect);
		this.surroundings.outbox().attach(session, current::overdue);
	}

	private void stable() {
		this.retries.stable();
		this.board.clearSuspicion();
	}

	private void giveUp(Attempt current, FailureReason reason) {
		current.abort();
		failed(new MqttFailure(reason, "no answer in time", null));
	}

	private void failed(MqttFailure reported) {
		MqttFailure failure = this.registration.name(reported);
		Retry retry = this.retries.afterFailure(failure.reason());
		this.board.noteFailure(failure);
		Instant next = scheduleConnect(retry.delay(), retry.waiting());
		reporter().failed(failure, retry.delay(), next);
	}

	private void lost(Attempt current, MqttFailure failure) {
		Retry retry = this.retries.afterLoss(failure.reason(), current.uptime());
		this.board.noteFailure(failure);
		this.board.noteSuspicion(this.retries.suspicion());
		Instant next = scheduleConnect(retry.delay(), retry.waiting());
		release(current);
		reporter().lost(failure, this.retries.suspicion(), retry.delay(), next);
	}

	private void kickedOut(Attempt current, MqttFailure failure) {
		Retry retry = this.retries.afterKick(current.uptime());
		MqttFailure kick = new MqttFailure(FailureReason.KICKED, failure.detail(), failure.cause());
		this.board.noteFailure(kick);
		Instant next = scheduleConnect(retry.delay(), retry.waiting());
		release(current);
		reporter().kicked(kick, this.retries.recentKicks(), retry.delay(), retry.suspended(), next);
	}

	/**
	 * End an attempt or session because somebody here wants it.
	 */
	private CompletableFuture<Void> leave(Attempt current, FailureReason reason) {
		if (current.isReady()) {
			release(current);
			reporter().left(new MqttFailure(reason, "", null), status().nextAttempt());
		}
		return current.close();
	}

	/**
	 * Take a session that was ready out of use.
	 */
	private void release(Attempt current) {
		this.surroundings.outbox().detach();
		this.surroundings.sessionListener().sessionEnded(current.session());
		current.release();
	}

	private @Nullable Attempt abandonAttempt() {
		this.postponedReconnect.cancel();
		this.subscriptions.stop();
		Attempt current = this.attempt;
		this.attempt = null;
		if (current != null) {
			current.abandon();
		}
		return current;
	}

	private Instant scheduleConnect(Duration delay, ConnectionState waiting) {
		abandonAttempt();
		startTimer(delay, this::connect);
		return this.board.enter(waiting, delay);
	}

	private void startTimer(Duration delay, Runnable task) {
		this.timer.cancel();
		this.timer = this.scheduler.schedule(delay, task);
	}

	private ConnectionState state() {
		return this.board.state();
	}

	private ConnectionReporter reporter() {
		return this.surroundings.reporter();
	}

	/**
	 * What the machine drives. Nothing here may block.
	 *
	 * @param preparation runs what prepares an attempt: customizers, credentials and
	 * certificates are the application's and may be slow
	 * @param reporter tells what happens
	 * @param inbound takes messages and acknowledges them to the session
	 * @param outbox sends while a session is attached
	 * @param sessionListener told which session is ready
	 * @param registration has the credential of a device that needs one
	 */
	record Surroundings(Executor preparation, ConnectionReporter reporter, InboundDispatcher inbound, Outbox outbox,
			SessionListener sessionListener, @Nullable DynamicRegistration registration) {

	}

	private final class AttemptObserver implements Attempt.Observer {

		@Override
		public void loggedIn(Attempt current) {
			ConnectionStateMachine.this.loggedIn(current);
		}

		@Override
		public void failed(MqttFailure failure) {
			ConnectionStateMachine.this.failed(failure);
		}

		@Override
		public void openFailed(RuntimeException cause) {
			ConnectionStateMachine.this.failed(localError(cause));
		}

		@Override
		public void ended(Attempt current, MqttFailure failure) {
			if (!current.isReady()) {
				ConnectionStateMachine.this.failed(failure);
			}
			else if (current.isKicked()) {
				kickedOut(current, failure);
			}
			else {
				lost(current, failure);
			}
		}

	}

}
