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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.linkkit.connection.AsyncMessageHandler;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.Subscription;
import io.linkkit.messaging.observation.LinkKitObservations;
import io.linkkit.messaging.observation.LinkKitProcessContext;
import io.linkkit.mqtt.InboundMessage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.Lifecycle;

/**
 * Holds the subscriptions of a listener and brings their messages to it. May be started
 * and stopped at any time, also by the listener itself.
 */
public final class LinkKitListenerContainer implements Lifecycle {

	private static final Log logger = LogFactory.getLog(LinkKitListenerContainer.class);

	private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);

	private final ContainerSpec spec;

	private final LinkKitConnection connection;

	private final InboundListener listener;

	private final Supplier<Lanes> newLanes;

	private final LinkKitObservations observations;

	private final AtomicLong warned = new AtomicLong(System.nanoTime() - WARNING_INTERVAL.toNanos());

	private final Object lifecycle = new Object();

	private final List<Subscription> subscriptions = new ArrayList<>();

	private volatile @Nullable Lanes lanes;

	LinkKitListenerContainer(ContainerSpec spec, LinkKitConnection connection, InboundListener listener,
			Supplier<Lanes> newLanes, LinkKitObservations observations) {
		this.spec = spec;
		this.connection = connection;
		this.listener = listener;
		this.newLanes = newLanes;
		this.observations = observations;
	}

	/**
	 * Return what names the listener.
	 * @return the id
	 */
	public String getId() {
		return this.spec.id();
	}

	/**
	 * Return what the listener listens to.
	 * @return topic filters
	 */
	public List<String> getTopicFilters() {
		return this.spec.topicFilters();
	}

	boolean isAutoStartup() {
		return this.spec.autoStartup();
	}

	/**
	 * Return what calls the method, for what only one kind of them knows.
	 */
	InboundListener listener() {
		return this.listener;
	}

	String method() {
		return this.spec.method();
	}

	Duration shutdownTimeout() {
		return this.spec.shutdownTimeout();
	}

	/**
	 * Subscribe, and take messages from now on. Does nothing if running.
	 */
	@Override
	public void start() {
		synchronized (this.lifecycle) {
			if (this.lanes != null) {
				return;
			}
			this.lanes = this.newLanes.get();
			if (this.subscriptions.isEmpty()) {
				for (String topicFilter : this.spec.topicFilters()) {
					this.subscriptions
						.add(this.connection.subscribeAsync(topicFilter, this.spec.qos(), new Intake(topicFilter)));
				}
			}
		}
	}

	/**
	 * Unsubscribe, let the listener finish with the messages it has, and interrupt it if
	 * that takes too long ({@code linkkit.listener.shutdown-timeout}). QoS 1 messages it
	 * has not finished with are not acknowledged. Does nothing unless running.
	 */
	@Override
	public void stop() {
		List<Subscription> held;
		synchronized (this.lifecycle) {
			held = List.copyOf(this.subscriptions);
			this.subscriptions.clear();
		}
		held.forEach(Subscription::close);
		Lanes ending = pause();
		if (ending != null) {
			ending.end(this.spec.shutdownTimeout());
		}
	}

	/**
	 * Take no more messages, but stay subscribed: a platform that keeps the session shall
	 * keep what comes until the next start.
	 * @return what is still to be ended, or {@code null} if nothing is
	 */
	@Nullable Lanes pause() {
		synchronized (this.lifecycle) {
			Lanes ending = this.lanes;
			this.lanes = null;
			if (ending != null) {
				ending.close();
			}
			return ending;
		}
	}

	@Override
	public boolean isRunning() {
		return this.lanes != null;
	}

	private CompletionStage<?> onMessage(String topicFilter, InboundMessage message) {
		Lanes current = this.lanes;
		if (current == null) {
			return CompletableFuture.failedStage(new RejectedExecutionException("The listener is stopped"));
		}
		Reception reception = new Reception(message, Instant.now(), System.nanoTime());
		return current.add(message, () -> deal(topicFilter, reception))
			.whenComplete((done, failure) -> noteRoom(failure));
	}

	private CompletionStage<?> deal(String topicFilter, Reception reception) {
		if (this.observations.isNoop()) {
			return handle(reception);
		}
		LinkKitProcessContext context = new LinkKitProcessContext(this.connection.device(), this.spec.id(), topicFilter,
				reception.message());
		ListenerObservation observation = new ListenerObservation(this.observations.processing(context), context);
		return observation.observe(() -> handle(reception.observedBy(observation)));
	}

	private CompletionStage<?> handle(Reception reception) {
		return this.listener.onMessage(reception).whenComplete((done, failure) -> {
			if (failure != null) {
				failed(reception.message(), ListenerMethod.unwrap(failure));
			}
		});
	}

	private void failed(InboundMessage message, Throwable cause) {
		ListenerExecutionFailedException failure = new ListenerExecutionFailedException(this.spec.id(),
				this.spec.method(), message.topic(), cause);
		try {
			this.spec.errorHandler().handleError(message, failure);
		}
		catch (RuntimeException ex) {
			logger.error("The error handler of listener " + this.spec.id() + " failed itself", ex);
		}
	}

	private void noteRoom(@Nullable Throwable failure) {
		if (failure != null && ListenerMethod.unwrap(failure) instanceof RejectedExecutionException && isRunning()) {
			long last = this.warned.get();
			long now = System.nanoTime();
			if (now - last >= WARNING_INTERVAL.toNanos() && this.warned.compareAndSet(last, now)) {
				logger.warn("Listener " + this.spec.id() + " (" + this.spec.method()
						+ ") is too slow: messages that find its queue full are discarded. Does it block?");
			}
		}
	}

	@Override
	public String toString() {
		return "LinkKitListenerContainer[" + this.spec.id() + ", " + this.spec.topicFilters() + "]";
	}

	/**
	 * What a container is told about its listener.
	 *
	 * @param id names it
	 * @param method class and method
	 * @param topicFilters what it listens to
	 * @param qos quality of service of the subscriptions
	 * @param autoStartup whether it starts with the application
	 * @param errorHandler told about failures
	 * @param shutdownTimeout how long it may go on when it is stopped
	 */
	record ContainerSpec(String id, String method, List<String> topicFilters, int qos, boolean autoStartup,
			LinkKitListenerErrorHandler errorHandler, Duration shutdownTimeout) {

	}

	/**
	 * Puts messages into the lanes, and does nothing else.
	 */
	private final class Intake implements AsyncMessageHandler {

		private final String topicFilter;

		Intake(String topicFilter) {
			this.topicFilter = topicFilter;
		}

		@Override
		public CompletionStage<?> handle(InboundMessage message) {
			return onMessage(this.topicFilter, message);
		}

		@Override
		public boolean handsOver() {
			return true;
		}

	}

}
