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
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.linkkit.identity.Endpoint;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.InboundMessage;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.mqtt.MqttSessionListener;
import io.linkkit.mqtt.SubscriptionAnswer;
import io.linkkit.mqtt.TopicSubscription;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.registration.RegistrationFailureReason.Retry;
import io.linkkit.registration.RegistrationKind;
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

	private static final Duration DISCONNECT_TIMEOUT = Duration.ofMillis(500);

	private final ConnectionSettings settings;

	private final SessionOpener opener;

	private final SubscriptionRegistry subscriptions;

	private final Surroundings surroundings;

	private final Scheduler scheduler;

	private final InstantSource clock;

	private final Backoff backoff;

	private final KickTracker kicks = new KickTracker();

	private volatile ConnectionStatus status;

	private int attempts;

	private @Nullable MqttFailure lastFailure;

	private @Nullable RegistrationFailure registrationFailure;

	private @Nullable Attempt attempt;

	private Scheduler.Timer timer = Scheduler.Timer.NONE;

	private boolean onlineBefore;

	ConnectionStateMachine(ConnectionSettings settings, SessionOpener opener, SubscriptionRegistry subscriptions,
			Surroundings surroundings, Scheduler scheduler, InstantSource clock, Backoff backoff) {
		this.settings = settings;
		this.opener = opener;
		this.subscriptions = subscriptions;
		this.surroundings = surroundings;
		this.scheduler = scheduler;
		this.clock = clock;
		this.backoff = backoff;
		this.status = new ConnectionStatus(ConnectionState.INITIALIZED, clock.instant(), 0, null, null, null, Set.of(),
				null);
	}

	ConnectionStatus status() {
		return this.status.withRejectedSubscriptions(this.subscriptions.rejected());
	}

	void start() {
		if (state() == ConnectionState.INITIALIZED || state() == ConnectionState.STOPPED) {
			this.attempts = 0;
			this.backoff.reset();
			connect();
		}
	}

	/**
	 * End the session and make no further attempt.
	 * @return completes when the session is closed
	 */
	CompletableFuture<Void> stop() {
		this.timer.cancel();
		Attempt ended = this.attempt;
		this.attempt = null;
		enter(ConnectionState.STOPPED, null);
		if (ended == null) {
			return CompletableFuture.completedFuture(null);
		}
		return leave(ended, FailureReason.STOPPED_BY_APPLICATION);
	}

	/**
	 * Make an attempt now, after ending the session if there is one.
	 */
	void reconnect() {
		switch (state()) {
			case WAITING, SUSPENDED, UNREGISTERED -> connect();
			case CONNECTING, CONNECTED -> {
				Attempt ended = this.attempt;
				scheduleConnect(this.settings.reconnect().min(), ConnectionState.WAITING);
				if (ended != null) {
					leave(ended, FailureReason.RECONNECT_REQUESTED)
						.whenComplete((nothing, failure) -> this.scheduler.execute(this::connectIfWaiting));
				}
			}
			case INITIALIZED, REGISTERING, STOPPED -> {
			}
		}
	}

	/**
	 * Tell the platform at once that a topic filter is wanted, or is no more, unless the
	 * next login does it anyway. What counts is what is wanted now, so it does not matter
	 * if calls overtake each other.
	 */
	void subscriptionChanged(String topicFilter) {
		Attempt current = this.attempt;
		if (current == null || !current.loggedIn) {
			return;
		}
		TopicSubscription wanted = this.subscriptions.wanted(topicFilter);
		if (wanted != null) {
			current.subscribe(List.of(wanted), () -> {
			});
		}
		else {
			current.session.thenAccept((session) -> session.unsubscribe(List.of(topicFilter)));
		}
	}

	private void connectIfWaiting() {
		switch (state()) {
			case WAITING, SUSPENDED, UNREGISTERED -> connect();
			case INITIALIZED, REGISTERING, CONNECTING, CONNECTED, STOPPED -> {
			}
		}
	}

	private void connect() {
		DynamicRegistration registration = this.surroundings.registration();
		if (registration != null && registration.credential() == null) {
			register(registration);
		}
		else {
			openSession();
		}
	}

	/**
	 * Begin to register. What comes of it is told to {@link #registrationEnded}, as is
	 * what comes of a registration that the application asked for.
	 */
	private void register(DynamicRegistration registration) {
		enter(ConnectionState.REGISTERING, null);
		startTimer(LONGEST_REGISTRATION,
				() -> registrationFailed(localRegistrationFailure("It did not end in time", null)));
		try {
			this.surroundings.preparation().execute(registration::register);
		}
		catch (RuntimeException ex) {
			registrationFailed(localRegistrationFailure(String.valueOf(ex.getMessage()), ex));
		}
	}

	private static RegistrationFailure localRegistrationFailure(String message, @Nullable RuntimeException cause) {
		return new RegistrationFailure(RegistrationFailureReason.LOCAL_ERROR, null, message, cause);
	}

	/**
	 * Go on with what a registration gave, whoever asked for it.
	 */
	void registrationEnded(RegistrationResult result) {
		if (result instanceof Registered registered) {
			this.registrationFailure = null;
			if (registered.fresh()) {
				reporter().registered(registrationKind(), registered.stored());
			}
			if (registered.fresh() || state() == ConnectionState.REGISTERING) {
				this.backoff.reset();
				goOnRegistered();
			}
		}
		else if (result instanceof Failed failed) {
			registrationFailed(failed.failure());
		}
	}

	private void goOnRegistered() {
		if (state() == ConnectionState.REGISTERING) {
			openSession();
		}
		else {
			connectIfWaiting();
		}
	}

	private void registrationFailed(RegistrationFailure failure) {
		if (state() != ConnectionState.REGISTERING) {
			reporter().registrationFailed(registrationKind(), failure, null, this.status.nextAttempt());
			return;
		}
		this.registrationFailure = failure;
		Duration delay = switch (failure.reason().retry()) {
			case SOON -> this.backoff.next();
			case LATE -> this.backoff.longest();
			case NEVER -> null;
		};
		if (delay == null) {
			this.timer.cancel();
			enter(ConnectionState.UNREGISTERED, null);
			reporter().registrationFailed(registrationKind(), failure, null, null);
			return;
		}
		Instant next = scheduleConnect(delay,
				(failure.reason().retry() == Retry.SOON) ? ConnectionState.WAITING : ConnectionState.SUSPENDED);
		reporter().registrationFailed(registrationKind(), failure, delay, next);
	}

	private RegistrationKind registrationKind() {
		return Objects.requireNonNull(this.surroundings.registration()).kind();
	}

	private void openSession() {
		this.attempts++;
		Attempt opening = new Attempt();
		this.attempt = opening;
		enter(ConnectionState.CONNECTING, null);
		Duration longest = this.settings.connectTimeout().plus(this.settings.connackTimeout()).plus(ATTEMPT_GRACE);
		startTimer(longest, () -> giveUp(opening, FailureReason.CONNACK_TIMEOUT));
		try {
			Endpoint endpoint = this.opener.endpoint();
			reporter().connecting(this.attempts, endpoint);
			this.surroundings.preparation().execute(opening::open);
		}
		catch (RuntimeException ex) {
			failed(localError(ex));
		}
	}

	private static MqttFailure localError(RuntimeException cause) {
		return new MqttFailure(FailureReason.LOCAL_ERROR, String.valueOf(cause.getMessage()), cause);
	}

	private void loggedIn(Attempt current, boolean sessionPresent) {
		current.loggedIn = true;
		current.sessionPresent = sessionPresent;
		startTimer(this.settings.connackTimeout(), () -> giveUp(current, FailureReason.SUBACK_TIMEOUT));
		subscribeTo(this.subscriptions.packets().iterator(), current);
	}

	private void subscribeTo(Iterator<List<TopicSubscription>> packets, Attempt current) {
		if (packets.hasNext()) {
			current.subscribe(packets.next(), () -> subscribeTo(packets, current));
		}
		else {
			ready(current);
		}
	}

	private void answered(SubscriptionAnswer answer) {
		if (this.subscriptions.answered(answer)) {
			reporter().subscriptionRejected(answer.subscription().topicFilter());
		}
	}

	private void ready(Attempt current) {
		int took = this.attempts;
		boolean reconnect = this.onlineBefore;
		Duration duration = Duration.ofNanos(this.scheduler.nanoTime() - current.startedAt);
		this.attempts = 0;
		this.onlineBefore = true;
		current.readyAt = this.scheduler.nanoTime();
		current.ready = true;
		enter(ConnectionState.CONNECTED, null);
		startTimer(this.settings.reconnect().stableAfter(), this.backoff::reset);
		reporter().connected(current.sessionPresent, reconnect, took, duration);
		MqttSession session = current.session.join();
		this.surroundings.sessionListener().sessionReady(session, reconnect);
		this.surroundings.outbox().attach(session);
	}

	private void giveUp(Attempt current, FailureReason reason) {
		current.session.thenAccept(MqttSession::abort);
		failed(new MqttFailure(reason, "no answer in time", null));
	}

	private void ended(Attempt current, MqttFailure failure) {
		if (!current.ready) {
			failed(failure);
		}
		else if (current.kicked) {
			kickedOut(current, failure);
		}
		else {
			lost(current, failure);
		}
	}

	private void failed(MqttFailure reported) {
		MqttFailure failure = withRegistration(reported);
		boolean curable = failure.reason().kind() == FailureReason.Kind.NETWORK
				|| failure.reason().kind() == FailureReason.Kind.LOCAL;
		Duration delay = curable ? this.backoff.next() : this.backoff.longest();
		this.lastFailure = failure;
		Instant next = scheduleConnect(delay, curable ? ConnectionState.WAITING : ConnectionState.SUSPENDED);
		reporter().failed(failure, delay, next);
	}

	/**
	 * A refused password says more if it came from a registration.
	 */
	private MqttFailure withRegistration(MqttFailure failure) {
		boolean stored = this.surroundings.registration() != null && failure.reason() == FailureReason.BAD_CREDENTIALS;
		return stored ? new MqttFailure(FailureReason.STORED_CREDENTIAL_REFUSED, failure.detail(), failure.cause())
				: failure;
	}

	private void lost(Attempt current, MqttFailure failure) {
		Duration delay = this.backoff.next();
		this.lastFailure = failure;
		Instant next = scheduleConnect(delay, ConnectionState.WAITING);
		release(current);
		reporter().lost(failure, delay, next);
	}

	private void kickedOut(Attempt current, MqttFailure failure) {
		long now = this.scheduler.nanoTime();
		Duration quarantine = this.kicks.kicked(now, Duration.ofNanos(now - current.readyAt));
		Duration delay = (quarantine != null) ? quarantine : this.backoff.next();
		MqttFailure kick = new MqttFailure(FailureReason.KICKED, failure.detail(), failure.cause());
		this.lastFailure = kick;
		Instant next = scheduleConnect(delay,
				(quarantine != null) ? ConnectionState.SUSPENDED : ConnectionState.WAITING);
		release(current);
		reporter().kicked(kick, this.kicks.recent(), delay, quarantine != null, next);
	}

	/**
	 * End an attempt or session because somebody here wants it.
	 */
	private CompletableFuture<Void> leave(Attempt current, FailureReason reason) {
		if (current.ready) {
			release(current);
			reporter().left(new MqttFailure(reason, "", null), this.status.nextAttempt());
		}
		return current.session.thenCompose((session) -> session.close(DISCONNECT_TIMEOUT));
	}

	/**
	 * Take a session that was ready out of use.
	 */
	private void release(Attempt current) {
		this.surroundings.outbox().detach();
		this.surroundings.sessionListener().sessionEnded(current.session.join());
	}

	private Instant scheduleConnect(Duration delay, ConnectionState waiting) {
		this.attempt = null;
		Instant next = this.clock.instant().plus(delay);
		startTimer(delay, this::connect);
		enter(waiting, next);
		return next;
	}

	private void startTimer(Duration delay, Runnable task) {
		this.timer.cancel();
		this.timer = this.scheduler.schedule(delay, task);
	}

	private void enter(ConnectionState entered, @Nullable Instant next) {
		MqttFailure failure = this.lastFailure;
		this.status = new ConnectionStatus(entered, this.clock.instant(), this.attempts,
				(failure != null) ? failure.reason() : null, (failure != null) ? failure.detail() : null, next,
				Set.of(), this.registrationFailure);
	}

	private ConnectionState state() {
		return this.status.state();
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

	/**
	 * One attempt and the session it becomes. Brings what the session reports onto the
	 * scheduler's thread, and there drops it if the attempt is no longer the current one.
	 */
	private final class Attempt implements MqttSessionListener {

		private final CompletableFuture<MqttSession> session = new CompletableFuture<>();

		private final long startedAt = ConnectionStateMachine.this.scheduler.nanoTime();

		private long readyAt;

		private boolean loggedIn;

		private boolean sessionPresent;

		private boolean ready;

		private boolean kicked;

		/**
		 * Prepare and open the session. Runs on the thread for that.
		 */
		void open() {
			try {
				this.session.complete(ConnectionStateMachine.this.opener.open(this));
			}
			catch (RuntimeException ex) {
				whileCurrent(() -> failed(localError(ex)));
			}
		}

		@Override
		public void connected(boolean sessionPresent) {
			whileCurrent(() -> loggedIn(this, sessionPresent));
		}

		@Override
		public void connectFailed(MqttFailure failure) {
			whileCurrent(() -> failed(failure));
		}

		@Override
		public void lost(MqttFailure failure) {
			whileCurrent(() -> ended(this, failure));
		}

		@Override
		public void messageArrived(InboundMessage message) {
			if (KickNotice.is(message)) {
				whileCurrent(() -> this.kicked = true);
			}
			this.session
				.thenAccept((opened) -> ConnectionStateMachine.this.surroundings.inbound().dispatch(message, opened));
		}

		/**
		 * Subscribe and go on when SUBACK came. If it does not come, the session's end or
		 * the timer goes on instead.
		 */
		void subscribe(List<TopicSubscription> packet, Runnable next) {
			this.session.thenCompose((opened) -> opened.subscribe(packet)).thenAccept((answers) -> whileCurrent(() -> {
				answers.forEach(ConnectionStateMachine.this::answered);
				next.run();
			}));
		}

		private void whileCurrent(Runnable task) {
			ConnectionStateMachine.this.scheduler.execute(() -> {
				if (ConnectionStateMachine.this.attempt == this) {
					task.run();
				}
			});
		}

	}

}
