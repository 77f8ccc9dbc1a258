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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.linkkit.auth.MqttLogin;
import io.linkkit.auth.Secret;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.ProtocolVersion;
import io.linkkit.thread.AllThreads;
import io.linkkit.thread.ThreadKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ApplicationEventPublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DefaultLinkKitConnection} with real threads and fake sessions.
 */
class DefaultLinkKitConnectionTests {

	private static final DeviceIdentity DEVICE = new DeviceIdentity("a1B2c3D4e5F", "default_connection");

	private static final String TOPIC = "/a1B2c3D4e5F/default_connection/user/get";

	private static final String UNANSWERED = "/unanswered";

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private final List<FakeSession> sessions = new CopyOnWriteArrayList<>();

	private final AtomicReference<ApplicationEventPublisher> listener = new AtomicReference<>((event) -> {
	});

	private final StubRequests requests = new StubRequests();

	private final LinkKitConnection connection = LinkKitConnection.create(DEVICE, settings(), this.requests,
			(request, sessionListener) -> {
				FakeSession session = new FakeSession(sessionListener,
						(topicFilter) -> UNANSWERED.equals(topicFilter) ? -1 : 1);
				this.sessions.add(session);
				return session;
			}, (event) -> {
				this.events.add(event);
				this.listener.get().publishEvent(event);
			});

	private static ConnectionSettings settings() {
		return new ConnectionSettings(ProtocolVersion.MQTTv311, Duration.ofSeconds(60), true, 20,
				Duration.ofSeconds(10), Duration.ofSeconds(10),
				new ReconnectSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(60)),
				new QueueSettings(100, 1_000_000));
	}

	@AfterEach
	void noThreadIsLeft() {
		this.connection.close();
		await().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	private static Set<String> threads() {
		return AllThreads.names()
			.stream()
			.filter((name) -> name.endsWith(DEVICE.deviceName()))
			.collect(Collectors.toSet());
	}

	private FakeSession session() {
		return this.sessions.get(this.sessions.size() - 1);
	}

	private FakeSession online() {
		int before = this.sessions.size();
		this.connection.start();
		await().until(() -> this.sessions.size() > before);
		session().accept();
		awaitState(ConnectionState.CONNECTED);
		return session();
	}

	private void awaitState(ConnectionState state) {
		await().until(() -> this.connection.status().state() == state);
	}

	@Test
	void runsOnVirtualThreadsWhereWantedAndPossible() {
		ThreadKind kind = ThreadKind.virtualIf(true);
		Set<String> platformThreads = ConcurrentHashMap.newKeySet();
		Set<String> callers = ConcurrentHashMap.newKeySet();
		Runnable look = () -> {
			callers.add(Thread.currentThread().getName());
			AllThreads.platformNames()
				.stream()
				.filter((name) -> name.endsWith(DEVICE.deviceName()))
				.forEach(platformThreads::add);
		};
		try (LinkKitConnection other = LinkKitConnection.create(DEVICE, settings(), this.requests,
				(request, sessionListener) -> {
					look.run();
					FakeSession session = new FakeSession(sessionListener, (topicFilter) -> 1);
					this.sessions.add(session);
					return session;
				}, null, (event) -> look.run(), kind)) {
			assertThat(other.threads()).isEqualTo(kind);
			other.start();
			await().until(() -> !this.sessions.isEmpty());
			session().accept();
			await().until(() -> other.status().state() == ConnectionState.CONNECTED);
			await().until(() -> callers.size() == 2);
		}
		assertThat(callers).allMatch((name) -> name.endsWith(DEVICE.deviceName()));
		assertThat(platformThreads.isEmpty()).isEqualTo(kind == ThreadKind.VIRTUAL);
	}

	@Test
	void subscriptionsAreSettledWithoutAConnectionAndWithOne() {
		MessageHandler handler = (message) -> {
		};
		assertThat(this.connection.subscribe("/before", 1, handler).settled()).succeedsWithin(TIMEOUT);
		online();
		assertThat(this.connection.subscribe("/while", 1, handler).settled()).succeedsWithin(TIMEOUT);
		this.connection.disconnect();
		assertThat(this.connection.subscribe("/after", 1, handler).settled()).succeedsWithin(TIMEOUT);
	}

	@Test
	void aSecondHandlerIsSettledNoSoonerThanTheFirst() {
		MessageHandler handler = (message) -> {
		};
		FakeSession session = online();
		CompletableFuture<Void> first = this.connection.subscribe(UNANSWERED, 1, handler).settled();
		CompletableFuture<Void> second = this.connection.subscribe(UNANSWERED, 1, handler).settled();
		assertThat(this.connection.subscribe("/answered", 1, handler).settled()).succeedsWithin(TIMEOUT);
		assertThat(first).isNotDone();
		assertThat(second).isNotDone();
		session.lose(FailureReason.CLOSED_BY_PLATFORM);
		assertThat(first).succeedsWithin(TIMEOUT);
		assertThat(second).succeedsWithin(TIMEOUT);
	}

	@Test
	void listensToWhatComesUnaskedWithoutASubscription() {
		List<String> heard = new CopyOnWriteArrayList<>();
		Subscription listening = this.connection.listen("/ext/+", (message) -> heard.add(message.topic()));
		FakeSession session = online();
		session.deliver("/ext/notify", "{}");
		await().until(() -> heard.equals(List.of("/ext/notify")));
		assertThat(session.subscribed).isEmpty();
		listening.close();
		session.deliver("/ext/other", "{}");
		await().until(() -> session.acknowledged.size() == 2);
		assertThat(heard).containsExactly("/ext/notify");
		assertThat(session.unsubscribed).isEmpty();
	}

	@Test
	void hasNoThreadBeforeItIsStarted() {
		assertThat(threads()).isEmpty();
		assertThat(this.connection.status().state()).isEqualTo(ConnectionState.INITIALIZED);
	}

	@Test
	void publishesEventsInOrder() {
		online();
		this.connection.disconnect();
		await().untilAsserted(
				() -> assertThat(this.events.stream().map((event) -> event.getClass().getSimpleName()).toList())
					.containsExactly("DeviceConnectingEvent", "DeviceConnectedEvent", "DeviceDisconnectedEvent"));
	}

	@Test
	void disconnectTellsListenersBeforeItReturns() {
		online();
		this.connection.disconnect();
		assertThat(this.events.get(this.events.size() - 1)).isInstanceOf(DeviceDisconnectedEvent.class);
		assertThat(this.connection.status().state()).isEqualTo(ConnectionState.STOPPED);
	}

	@Test
	void aListenerThatThrowsDoesNotDisturb() {
		this.listener.set((event) -> {
			throw new IllegalStateException("on purpose");
		});
		FakeSession first = online();
		first.lose(FailureReason.CONNECTION_RESET);
		await().until(() -> this.sessions.size() == 2);
		session().accept();
		awaitState(ConnectionState.CONNECTED);
		assertThat(this.events).hasSizeGreaterThanOrEqualTo(2);
	}

	@Test
	void aListenerThatBlocksDoesNotDisturb() {
		CountDownLatch forEver = new CountDownLatch(1);
		this.listener.set((event) -> {
			try {
				forEver.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		FakeSession first = online();
		first.lose(FailureReason.CONNECTION_RESET);
		await().until(() -> this.sessions.size() == 2);
		session().accept();
		awaitState(ConnectionState.CONNECTED);
	}

	@Test
	void f28AnAttemptThatIsGivenUpWhileItIsPreparedIsNotMadeAnyMore() {
		this.requests.blocked = new CountDownLatch(1);
		this.connection.start();
		awaitState(ConnectionState.CONNECTING);
		await().until(() -> this.requests.waiting);
		this.connection.disconnect();
		assertThat(this.connection.status().state()).isEqualTo(ConnectionState.STOPPED);
		this.requests.blocked.countDown();
		online();
		assertThat(this.sessions).hasSize(1);
	}

	@Test
	void f27WaitsUntilThePlatformHasTakenWhatIsQueued() {
		FakeSession session = online();
		CompletableFuture<PublishResult> first = this.connection.publish(TOPIC, new byte[] { 1 }, 1);
		CompletableFuture<PublishResult> second = this.connection.publish(TOPIC, new byte[] { 2 }, 1);
		await().until(() -> session.published.size() == 2);
		CompletableFuture<Void> disconnected = disconnectWithin(Duration.ofHours(1));
		List<CompletableFuture<Void>> acknowledgements = List.copyOf(session.published.values());
		acknowledgements.get(0).complete(null);
		assertThat(first).succeedsWithin(TIMEOUT).isEqualTo(new PublishResult.Acknowledged());
		assertThat(session.closed).isFalse();
		assertThat(disconnected).isNotDone();
		acknowledgements.get(1).complete(null);
		assertThat(disconnected).succeedsWithin(TIMEOUT);
		assertThat(second).isCompletedWithValue(new PublishResult.Acknowledged());
		assertThat(session.closed).isTrue();
	}

	@Test
	void f27DoesNotWaitLongerThanTheTimeoutForABlackHole() {
		FakeSession session = online();
		CompletableFuture<PublishResult> result = this.connection.publish(TOPIC, new byte[] { 1 }, 1);
		assertThat(disconnectWithin(Duration.ofSeconds(2))).succeedsWithin(TIMEOUT);
		assertThat(session.closed).isTrue();
		assertThat(result).isNotDone();
		this.connection.close();
		assertThat(result).succeedsWithin(TIMEOUT)
			.isEqualTo(new PublishResult.Dropped(PublishResult.DropReason.CLOSED));
	}

	@Test
	void f27DoesNotWaitForTheNextSessionWhenTheBrokerDies() {
		FakeSession session = online();
		CompletableFuture<PublishResult> result = this.connection.publish(TOPIC, new byte[] { 1 }, 1);
		await().until(() -> session.published.size() == 1);
		CompletableFuture<Void> disconnected = disconnectWithin(Duration.ofHours(1));
		session.lose(FailureReason.CONNECTION_RESET);
		assertThat(disconnected).succeedsWithin(TIMEOUT);
		assertThat(this.connection.status().state()).isEqualTo(ConnectionState.STOPPED);
		assertThat(result).isNotDone();
	}

	@ParameterizedTest
	@EnumSource(names = { "INITIALIZED", "CONNECTING", "WAITING", "SUSPENDED" })
	void f27DoesNotWaitWhileOffline(ConnectionState state) {
		this.connection.publish(TOPIC, new byte[] { 1 }, 1);
		if (state != ConnectionState.INITIALIZED) {
			this.connection.start();
			await().until(() -> !this.sessions.isEmpty());
		}
		switch (state) {
			case WAITING -> session().refuse(FailureReason.CONNECT_REFUSED);
			case SUSPENDED -> session().refuse(FailureReason.BAD_CREDENTIALS);
			default -> {
			}
		}
		awaitState(state);
		assertThat(disconnectWithin(Duration.ofHours(1))).succeedsWithin(TIMEOUT);
	}

	private CompletableFuture<Void> disconnectWithin(Duration timeout) {
		return CompletableFuture.runAsync(() -> this.connection.disconnect(timeout));
	}

	@Test
	void aListenerMayDisconnect() {
		this.listener.set((event) -> {
			if (event instanceof DeviceConnectedEvent) {
				this.connection.disconnect();
			}
		});
		this.connection.start();
		await().until(() -> !this.sessions.isEmpty());
		session().accept();
		awaitState(ConnectionState.STOPPED);
		assertThat(session().closed).isTrue();
	}

	@Test
	void handlersGetMessagesOfTheirTopicsAndMayPublish() {
		CompletableFuture<String> received = new CompletableFuture<>();
		CompletableFuture<PublishResult> answered = new CompletableFuture<>();
		this.connection.subscribe(TOPIC, 1, (message) -> {
			this.connection.publish(TOPIC + "_reply", message.payload(), 1).thenAccept(answered::complete);
			received.complete(new String(message.payload()));
		});
		FakeSession session = online();
		session.deliver(TOPIC, "hello");
		assertThat(received).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("hello");
		await().until(() -> !session.published.isEmpty());
		session.published.values().forEach((future) -> future.complete(null));
		assertThat(answered).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new PublishResult.Acknowledged());
	}

	@Test
	void resultsComeOnAThreadOfTheirOwn() {
		CompletableFuture<String> thread = this.connection.publish(TOPIC, new byte[] { 1 }, 1)
			.thenApply((result) -> Thread.currentThread().getName());
		FakeSession session = online();
		await().until(() -> !session.published.isEmpty());
		session.published.values().forEach((future) -> future.complete(null));
		assertThat(thread).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("linkkit-results-default_connection");
	}

	@Test
	void resultsCannotBeAwaitedWhereTheyAreTold() {
		CompletableFuture<Boolean> there = this.connection.publish(TOPIC, new byte[] { 1 }, 1)
			.thenApply((result) -> this.connection.mayAwaitResults());
		FakeSession session = online();
		await().until(() -> !session.published.isEmpty());
		session.published.values().forEach((future) -> future.complete(null));
		assertThat(there).succeedsWithin(TIMEOUT).isEqualTo(false);
		assertThat(this.connection.mayAwaitResults()).isTrue();
	}

	@Test
	void handlersThatFinishLaterAreCountedWhenTheyHave() {
		CompletableFuture<Void> finished = new CompletableFuture<>();
		this.connection.subscribeAsync(TOPIC, 1, (message) -> finished);
		FakeSession session = online();
		session.deliver(TOPIC, "hello");
		assertThat(this.connection.inbound()).isEqualTo(new InboundStatus(1, 1, 0, 0, 0, 0));
		finished.complete(null);
		await().untilAsserted(() -> assertThat(session.acknowledged).hasSize(1));
		assertThat(this.connection.inbound()).isEqualTo(new InboundStatus(1, 0, 1, 0, 0, 0));
	}

	@Test
	void aClosedSubscriptionGetsNothing() {
		List<String> received = new CopyOnWriteArrayList<>();
		Subscription closed = this.connection.subscribe(TOPIC, 1, (message) -> received.add("closed"));
		this.connection.subscribe(TOPIC, 1, (message) -> received.add("open"));
		closed.close();
		closed.close();
		FakeSession session = online();
		session.deliver(TOPIC, "hello");
		await().until(() -> session.acknowledged.size() == 1);
		assertThat(received).containsExactly("open");
		assertThat(session.unsubscribed).isEmpty();
	}

	@Test
	void refusesAnIllegalSubscription() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.connection.subscribe("/a", 2, (message) -> {
		})).withMessageContaining("quality of service");
	}

	@Test
	void keepsMessagesAcrossDisconnectAndStart() {
		CompletableFuture<PublishResult> result = this.connection.publish(TOPIC, new byte[] { 1 }, 1);
		online();
		this.connection.disconnect();
		assertThat(result).isNotDone();
		FakeSession session = online();
		await().until(() -> !session.published.isEmpty());
		session.published.values().forEach((future) -> future.complete(null));
		assertThat(result).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new PublishResult.Acknowledged());
	}

	@Test
	void cannotBeStartedOnceClosed() {
		this.connection.close();
		assertThatIllegalStateException().isThrownBy(this.connection::start);
	}

	@Test
	void statusIsImmutable() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.connection.status().rejectedSubscriptions().add("/a"));
	}

	private static final class StubRequests implements SessionRequestFactory {

		private volatile CountDownLatch blocked = new CountDownLatch(0);

		private volatile boolean waiting;

		@Override
		public Endpoint endpoint() {
			return new Endpoint("localhost", 1883, Transport.TCP, TransportSecurity.NONE);
		}

		@Override
		public MqttSessionRequest create() {
			try {
				this.waiting = true;
				this.blocked.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			ConnectionSettings settings = settings();
			return new MqttSessionRequest(endpoint(), new MqttLogin("id", "user", Secret.of("password")), null,
					settings.protocolVersion(), settings.keepAlive(), true, settings.maxInflight(),
					settings.connectTimeout(), settings.connackTimeout());
		}

	}

}
