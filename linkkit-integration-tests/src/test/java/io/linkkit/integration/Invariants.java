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

package io.linkkit.integration;

import java.beans.PropertyDescriptor;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.ConnectionStatus;
import io.linkkit.connection.QueueStatus;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceConnectingEvent;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.connection.event.LinkKitConnectionEvent;
import io.linkkit.simulator.SimulatedDevice;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.core.env.Environment;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What must hold after every fault: the invariants I1 to I6 of the fault matrix, asserted
 * here and nowhere else. {@link EdgeApplication} does so whenever it is closed;
 * {@link FaultRow} adds what I4 says of the output.
 */
final class Invariants {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final List<String> SECRET_KEYS = List.of("linkkit.device-secret", "linkkit.product-secret",
			"linkkit.credentials.encryption-key");

	private static final AtomicInteger running = new AtomicInteger();

	private final Map<String, Long> threadsBefore = deviceThreads();

	private final @Nullable SimulatedDevice device;

	/**
	 * Begin, before the application does.
	 * @param device the platform's view of the device; {@code null} if the platform shows
	 * none, so that I6 cannot be asserted
	 */
	Invariants(@Nullable SimulatedDevice device) {
		this.device = device;
		running.incrementAndGet();
	}

	/**
	 * Note that the application has ended.
	 */
	void ended() {
		running.decrementAndGet();
	}

	/**
	 * I1: connected, or stopped, or the next attempt is scheduled.
	 */
	void assertGoesOn(ConnectionStatus status) {
		switch (status.state()) {
			case WAITING, SUSPENDED -> assertThat(status.nextAttempt()).isNotNull();
			case INITIALIZED -> throw new AssertionError("Never started");
			case UNREGISTERED -> assertThat(status.registrationFailure()).isNotNull();
			case REGISTERING, CONNECTING, CONNECTED, STOPPED -> {
			}
		}
	}

	/**
	 * I2: the order of events is legal.
	 */
	void assertLegalOrder(List<LinkKitConnectionEvent> events) {
		boolean connecting = false;
		boolean connected = false;
		for (LinkKitConnectionEvent event : events) {
			if (event instanceof DeviceConnectingEvent) {
				assertThat(connected).as("connecting while connected: %s", events).isFalse();
				connecting = true;
			}
			else if (event instanceof DeviceConnectedEvent) {
				assertThat(connecting).as("connected without an attempt: %s", events).isTrue();
				connecting = false;
				connected = true;
			}
			else if (event instanceof DeviceConnectionFailedEvent) {
				assertThat(connecting).as("failed without an attempt: %s", events).isTrue();
				connecting = false;
			}
			else if (event instanceof DeviceDisconnectedEvent) {
				assertThat(connected).as("disconnected without being connected: %s", events).isTrue();
				connected = false;
			}
		}
		assertThat(connected).as("still connected after the end: %s", events).isFalse();
	}

	/**
	 * I3: no thread is left that was not there before. Of several applications, the last
	 * one to end asserts it for all.
	 */
	void assertNoThreadIsLeft() {
		if (running.get() > 0) {
			return;
		}
		await().untilAsserted(() -> assertThat(deviceThreads()).allSatisfy(
				(name, count) -> assertThat(count).isLessThanOrEqualTo(this.threadsBefore.getOrDefault(name, 0L))));
	}

	/**
	 * Return how many threads there are of each name.
	 */
	static Map<String, Long> deviceThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("linkkit-") && !name.startsWith("linkkit-simulator")
					&& !name.startsWith(FaultProxy.THREADS))
			.collect(Collectors.groupingBy((name) -> name, Collectors.counting()));
	}

	/**
	 * I4, as far as the application's memory goes: neither events nor the status tell a
	 * secret.
	 */
	void assertNoSecretIsTold(Environment environment, List<LinkKitConnectionEvent> events, ConnectionStatus status) {
		Set<String> secrets = SECRET_KEYS.stream()
			.map(environment::getProperty)
			.filter((secret) -> secret != null)
			.collect(Collectors.toSet());
		assertThat(secrets).as("secrets of the application").isNotEmpty();
		Stream<String> told = Stream.concat(Stream.of(status.toString()),
				events.stream().flatMap(Invariants::everythingIn));
		assertThat(told)
			.allSatisfy((text) -> assertThat(secrets).allSatisfy((secret) -> assertThat(text).doesNotContain(secret)));
	}

	private static Stream<String> everythingIn(LinkKitConnectionEvent event) {
		return Stream.concat(Stream.of(event.toString()),
				Stream.of(BeanUtils.getPropertyDescriptors(event.getClass()))
					.map(PropertyDescriptor::getReadMethod)
					.filter((getter) -> getter != null)
					.map((getter) -> valueOf(getter, event)));
	}

	private static String valueOf(Method getter, LinkKitConnectionEvent event) {
		return String.valueOf(ReflectionUtils.invokeMethod(getter, event));
	}

	/**
	 * I5: what was accepted is acknowledged, still queued or dropped for a reason.
	 */
	void assertNothingIsLost(Bookkeeping books) {
		Bookkeeping.Balance balance = books.balance();
		assertThat(balance.acknowledged() + balance.queued() + balance.dropped()).as("%s", balance)
			.isEqualTo(balance.accepted());
		QueueStatus queue = books.queue();
		assertThat(queue.acknowledged() + queue.depth() + queue.totalDropped()).as("%s", queue)
			.isEqualTo(queue.accepted());
	}

	/**
	 * I5 after the end: nothing is queued any more, and everybody was told.
	 */
	void assertEverythingIsSettled(Bookkeeping books) {
		await().atMost(TIMEOUT).untilAsserted(() -> assertThat(books.balance().queued()).isZero());
		assertNothingIsLost(books);
	}

	/**
	 * I6: the subscriptions wanted are those that the platform has, whenever connected.
	 */
	void assertSubscribed(Bookkeeping books, ConnectionStatus status) {
		SimulatedDevice seen = this.device;
		if (seen == null || status.state() != ConnectionState.CONNECTED || !seen.isOnline()) {
			return;
		}
		Set<String> wanted = new HashSet<>(books.subscriptions());
		wanted.removeAll(status.rejectedSubscriptions());
		await().atMost(TIMEOUT).untilAsserted(() -> {
			assertThat(seen.subscriptions()).containsAll(wanted);
			assertThat(books.endedSubscriptions()).noneMatch(seen.subscriptions()::contains);
		});
	}

}
