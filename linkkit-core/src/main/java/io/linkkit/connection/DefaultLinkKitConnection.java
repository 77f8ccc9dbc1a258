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

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.thread.ThreadKind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.util.Assert;

/**
 * Puts the parts of a connection together and brings calls onto the connection thread.
 */
final class DefaultLinkKitConnection implements LinkKitConnection {

	private static final Log logger = LogFactory.getLog(DefaultLinkKitConnection.class);

	private static final Duration DISCONNECT_WAIT = Duration.ofSeconds(1);

	private static final Duration LISTENERS_WAIT = Duration.ofMillis(500);

	private final DeviceIdentity device;

	private final ThreadKind threads;

	private final ConnectionThread thread;

	private final ApplicationThreads applicationThreads;

	private final SubscriptionRegistry subscriptions = new SubscriptionRegistry();

	private final DaemonScheduler queueThread;

	private final DaemonScheduler storeThread;

	private final Outbox outbox;

	private final InboundDispatcher inbound;

	private final SessionListeners sessionListeners;

	private final ConnectionStateMachine machine;

	private final Object lifecycle = new Object();

	private boolean started;

	private boolean closed;

	DefaultLinkKitConnection(DeviceIdentity device, ConnectionSettings settings, SessionOpener opener,
			@Nullable DynamicRegistration registration, ApplicationEventPublisher publisher, ThreadKind threads) {
		this.device = device;
		this.threads = threads;
		this.thread = new ConnectionThread(threads, "linkkit-connection-" + device.deviceName());
		this.applicationThreads = new ApplicationThreads(threads, device.deviceName());
		this.queueThread = DaemonScheduler.whenNeeded(threads, "linkkit-queue-" + device.deviceName());
		// reading and writing files would keep a virtual thread's carrier
		this.storeThread = DaemonScheduler.whenNeeded("linkkit-store-" + device.deviceName());
		Path directory = settings.queue().directory();
		MessageJournal journal = (directory != null) ? MessageJournals.create(device, directory, this.storeThread)
				: null;
		this.outbox = new Outbox(settings.queue(), settings.maxInflight(), this.queueThread, this::tellResult, journal,
				Clock.systemUTC());
		this.inbound = new InboundDispatcher(this.subscriptions, this.applicationThreads.messages(),
				this.applicationThreads.dispatch());
		this.sessionListeners = new SessionListeners(this.applicationThreads.integration());
		EventPublisher events = new EventPublisher(publisher, this.applicationThreads.events());
		this.machine = new ConnectionStateMachine(settings, opener, this.subscriptions,
				new ConnectionStateMachine.Surroundings(this::prepareAttempt,
						new ConnectionReporter(this, events::publish), this.inbound, this.outbox, this.sessionListeners,
						registration),
				this.thread, Clock.systemUTC(), new Backoff(settings.reconnect(), new Random()));
		if (registration != null) {
			registration.addListener((result) -> this.thread.execute(() -> this.machine.registrationEnded(result)));
		}
		this.outbox.open();
	}

	private void prepareAttempt(Runnable attempt) {
		if (!this.applicationThreads.attempts().execute(attempt)) {
			throw new RejectedExecutionException("What prepares an attempt to connect has been blocking for long");
		}
	}

	private void tellResult(Runnable result) {
		if (!this.applicationThreads.results().execute(result)) {
			// closed meanwhile, and nobody shall wait for ever
			result.run();
		}
	}

	@Override
	public DeviceIdentity device() {
		return this.device;
	}

	@Override
	public ThreadKind threads() {
		return this.threads;
	}

	@Override
	public void start() {
		synchronized (this.lifecycle) {
			Assert.state(!this.closed, "The connection is closed");
			if (this.started) {
				return;
			}
			this.started = true;
			this.thread.start();
			this.thread.execute(this.machine::start);
		}
	}

	@Override
	public void disconnect() {
		synchronized (this.lifecycle) {
			if (!this.started) {
				return;
			}
			this.started = false;
			CompletableFuture<Void> disconnected = new CompletableFuture<>();
			this.thread
				.execute(() -> this.machine.stop().whenComplete((nothing, failure) -> disconnected.complete(null)));
			if (!await(disconnected, DISCONNECT_WAIT)) {
				logger.debug("Session is still closing; going on without it");
			}
			this.thread.stop();
			this.applicationThreads.events().settle(LISTENERS_WAIT);
		}
	}

	@Override
	public void disconnect(Duration timeout) {
		Duration spare = timeout.minus(DISCONNECT_WAIT).minus(LISTENERS_WAIT);
		if (!spare.isNegative() && status().state() == ConnectionState.CONNECTED) {
			CompletableFuture<Void> offline = new CompletableFuture<>();
			this.thread
				.execute(() -> this.machine.offline().whenComplete((nothing, failure) -> offline.complete(null)));
			if (!await(CompletableFuture.anyOf(this.outbox.settled(), offline), spare)) {
				logger.warn("The platform did not take every message of " + this.device.username()
						+ " within the time for shutting down (linkkit.shutdown-timeout)");
			}
		}
		disconnect();
	}

	private static boolean await(CompletableFuture<?> future, Duration limit) {
		try {
			future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (TimeoutException | ExecutionException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Override
	public void reconnect() {
		this.thread.execute(this.machine::reconnect);
	}

	@Override
	public ConnectionStatus status() {
		return this.machine.status();
	}

	@Override
	public CompletableFuture<PublishResult> publish(OutgoingMessage message) {
		return this.outbox.publish(message);
	}

	@Override
	public boolean mayAwaitResults() {
		return !this.applicationThreads.results().isCurrent() && !this.applicationThreads.attempts().isCurrent();
	}

	@Override
	public QueueStatus queue() {
		return this.outbox.status();
	}

	@Override
	public Subscription subscribe(String topicFilter, int qos, MessageHandler handler) {
		return subscribe(topicFilter, qos, new InboundHandler.Immediate(handler));
	}

	@Override
	public Subscription subscribeAsync(String topicFilter, int qos, AsyncMessageHandler handler) {
		return subscribe(topicFilter, qos, InboundHandler.of(handler));
	}

	private Subscription subscribe(String topicFilter, int qos, InboundHandler handler) {
		TopicFilter filter = TopicFilter.of(topicFilter, qos);
		CompletableFuture<Void> settled = new CompletableFuture<>();
		Runnable settle = () -> tellResult(() -> settled.complete(null));
		Runnable task = this.subscriptions.add(filter, qos, handler)
				? () -> this.machine.subscriptionChanged(topicFilter, settle)
				: () -> this.machine.whenSubscriptionAnswered(topicFilter, settle);
		if (!this.thread.tryExecute(task)) {
			settled.complete(null);
		}
		return new HeldSubscription(filter, handler, settled);
	}

	@Override
	public Subscription listen(String topicFilter, MessageHandler handler) {
		TopicFilter filter = TopicFilter.of(topicFilter, 0);
		InboundHandler listener = new InboundHandler.Immediate(handler);
		this.subscriptions.listen(filter, listener);
		return new Listening(filter, listener);
	}

	@Override
	public InboundStatus inbound() {
		return this.inbound.status();
	}

	@Override
	public List<X509Certificate> peerCertificates() {
		return this.outbox.peerCertificates();
	}

	@Override
	public InboundStatus inbound(int qos) {
		return this.inbound.status(qos);
	}

	@Override
	public void addSessionListener(SessionListener listener) {
		this.sessionListeners.add(listener);
	}

	@Override
	public void close() {
		disconnect();
		synchronized (this.lifecycle) {
			if (this.closed) {
				return;
			}
			this.closed = true;
		}
		this.outbox.close();
		this.queueThread.close();
		this.storeThread.close();
		this.applicationThreads.close();
	}

	private final class HeldSubscription implements Subscription {

		private final TopicFilter filter;

		private final InboundHandler handler;

		private final CompletableFuture<Void> settled;

		private final AtomicBoolean held = new AtomicBoolean(true);

		HeldSubscription(TopicFilter filter, InboundHandler handler, CompletableFuture<Void> settled) {
			this.filter = filter;
			this.handler = handler;
			this.settled = settled;
		}

		@Override
		public String topicFilter() {
			return this.filter.value();
		}

		@Override
		public CompletableFuture<Void> settled() {
			return this.settled.copy();
		}

		@Override
		public void close() {
			DefaultLinkKitConnection outer = DefaultLinkKitConnection.this;
			if (this.held.getAndSet(false) && outer.subscriptions.remove(this.filter, this.handler)) {
				outer.thread.execute(() -> outer.machine.subscriptionChanged(this.filter.value()));
			}
		}

	}

	private final class Listening implements Subscription {

		private final TopicFilter filter;

		private final InboundHandler handler;

		private final AtomicBoolean held = new AtomicBoolean(true);

		Listening(TopicFilter filter, InboundHandler handler) {
			this.filter = filter;
			this.handler = handler;
		}

		@Override
		public String topicFilter() {
			return this.filter.value();
		}

		@Override
		public void close() {
			if (this.held.getAndSet(false)) {
				DefaultLinkKitConnection.this.subscriptions.stopListening(this.filter, this.handler);
			}
		}

	}

}
