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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

import io.linkkit.auth.MqttLogin;
import io.linkkit.auth.Secret;
import io.linkkit.connection.event.LinkKitConnectionEvent;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.ProtocolVersion;
import io.linkkit.mqtt.SubscriptionAnswer;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.thread.ThreadKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * A {@link ConnectionStateMachine} in virtual time, with fake sessions, and the
 * invariants that must hold at every moment.
 */
final class MachineHarness implements AutoCloseable {

	static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

	static final Duration CONNACK_TIMEOUT = Duration.ofSeconds(10);

	final VirtualScheduler scheduler;

	final List<FakeSession> sessions = new ArrayList<>();

	/** When attempts were made, by the clock of the scheduler. */
	final List<Long> attempts = new ArrayList<>();

	final List<LinkKitConnectionEvent> events = new ArrayList<>();

	final List<String> sessionStory = new ArrayList<>();

	final SubscriptionRegistry subscriptions = new SubscriptionRegistry();

	final SerialExecutor messages = new SerialExecutor(ThreadKind.PLATFORM, "linkkit-messages-test", 100);

	final InboundDispatcher inbound = new InboundDispatcher(this.subscriptions, this.messages,
			new SerialExecutor(ThreadKind.PLATFORM, "linkkit-dispatch-test", 100));

	final Outbox outbox;

	final ConnectionStateMachine machine;

	ToIntFunction<String> grants = (topicFilter) -> 1;

	RuntimeException requestFailure;

	MachineHarness(ReconnectSettings reconnect) {
		this(reconnect, null);
	}

	MachineHarness(ReconnectSettings reconnect, DynamicRegistration registration) {
		this(reconnect, registration, new VirtualScheduler(), new Random(1));
	}

	/**
	 * Create one of several machines that live in the same time.
	 */
	MachineHarness(ReconnectSettings reconnect, VirtualScheduler scheduler, Random random) {
		this(reconnect, null, scheduler, random);
	}

	private MachineHarness(ReconnectSettings reconnect, DynamicRegistration registration, VirtualScheduler scheduler,
			Random random) {
		this.scheduler = scheduler;
		this.outbox = new Outbox(new QueueSettings(100, 1_000_000), 20, scheduler, Runnable::run, null, scheduler);
		LinkKitConnection connection = mock(LinkKitConnection.class);
		given(connection.device()).willReturn(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"));
		ConnectionSettings settings = new ConnectionSettings(ProtocolVersion.MQTTv311, Duration.ofSeconds(60), true, 20,
				CONNECT_TIMEOUT, CONNACK_TIMEOUT, reconnect, new QueueSettings(100, 1_000_000));
		SessionOpener opener = new SessionOpener(new StubRequests(settings), (request, listener) -> {
			FakeSession session = new FakeSession(listener, (topicFilter) -> this.grants.applyAsInt(topicFilter));
			this.sessions.add(session);
			this.attempts.add(this.scheduler.nanoTime());
			return session;
		});
		this.machine = new ConnectionStateMachine(settings, opener, this.subscriptions,
				new ConnectionStateMachine.Surroundings(Runnable::run,
						new ConnectionReporter(connection, this::published), this.inbound, this.outbox,
						new RecordingSessionListener(), registration),
				this.scheduler, this.scheduler, new Backoff(reconnect, random));
		if (registration != null) {
			registration.addListener((result) -> this.scheduler.execute(() -> this.machine.registrationEnded(result)));
		}
	}

	/**
	 * Rule 2 and invariant I1, at the moment an event goes out: whoever hears it can rely
	 * on the next attempt.
	 */
	private void published(LinkKitConnectionEvent event) {
		ConnectionStatus status = this.machine.status();
		boolean offline = status.state() == ConnectionState.WAITING || status.state() == ConnectionState.SUSPENDED;
		if (status.state() != ConnectionState.CONNECTED) {
			assertThat(status.nextAttempt() != null).as("next attempt is scheduled in %s", status).isEqualTo(offline);
		}
		this.events.add(event);
	}

	boolean subscribe(TopicFilter filter, int qos, MessageHandler handler) {
		return this.subscriptions.add(filter, qos, new InboundHandler.Immediate(handler));
	}

	boolean unsubscribe(TopicFilter filter, MessageHandler handler) {
		return this.subscriptions.remove(filter, new InboundHandler.Immediate(handler));
	}

	FakeSession session() {
		return this.sessions.get(this.sessions.size() - 1);
	}

	ConnectionState state() {
		return this.machine.status().state();
	}

	MachineHarness started() {
		this.machine.start();
		this.scheduler.settle();
		return this;
	}

	MachineHarness online() {
		started();
		accept();
		return this;
	}

	void accept() {
		session().accept();
		this.scheduler.settle();
		assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
	}

	/**
	 * Let time pass until the next attempt, and return how long that took.
	 */
	Duration untilNextAttempt() {
		int before = this.sessions.size();
		long start = this.scheduler.nanoTime();
		while (this.sessions.size() == before) {
			this.scheduler.advance(Duration.ofMillis(1));
			assertThat(Duration.ofNanos(this.scheduler.nanoTime() - start)).isLessThan(Duration.ofHours(2));
		}
		return Duration.ofNanos(this.scheduler.nanoTime() - start);
	}

	<T> T lastEvent(Class<T> type) {
		LinkKitConnectionEvent last = this.events.get(this.events.size() - 1);
		assertThat(last).isInstanceOf(type);
		return type.cast(last);
	}

	<T> List<T> eventsOf(Class<T> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	@Override
	public void close() {
		LegalEventOrder.assertHolds(this.events);
		this.messages.shutdown();
		this.messages.awaitEnd(Duration.ofSeconds(1));
	}

	static int refused() {
		return SubscriptionAnswer.REFUSED;
	}

	private final class StubRequests implements SessionRequestFactory {

		private final ConnectionSettings settings;

		StubRequests(ConnectionSettings settings) {
			this.settings = settings;
		}

		@Override
		public Endpoint endpoint() {
			return new Endpoint("localhost", 1883, Transport.TCP, TransportSecurity.NONE);
		}

		@Override
		public MqttSessionRequest create() {
			if (MachineHarness.this.requestFailure != null) {
				throw MachineHarness.this.requestFailure;
			}
			return new MqttSessionRequest(endpoint(), new MqttLogin("id", "user", Secret.of("password")), null,
					this.settings.protocolVersion(), this.settings.keepAlive(), true, 20, CONNECT_TIMEOUT,
					CONNACK_TIMEOUT);
		}

	}

	private final class RecordingSessionListener implements SessionListener {

		@Override
		public void sessionReady(MqttSession session, boolean reconnect) {
			MachineHarness.this.sessionStory.add(reconnect ? "ready again" : "ready");
		}

		@Override
		public void sessionEnded(MqttSession session) {
			MachineHarness.this.sessionStory.add("ended");
		}

	}

}
