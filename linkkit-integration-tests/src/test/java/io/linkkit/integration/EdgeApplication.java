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

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.ConnectionStatus;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceConnectingEvent;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.connection.event.LinkKitConnectionEvent;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Spring Boot application on the starter. Closing it checks what must hold whatever has
 * happened: the invariants I1 to I3 of the fault matrix.
 */
final class EdgeApplication implements AutoCloseable {

	private final Set<String> threadsBefore;

	private final ConfigurableApplicationContext context;

	private final LinkKitConnection connection;

	private final EventRecorder recorder;

	private EdgeApplication(Class<?>[] sources, String... properties) {
		this.threadsBefore = deviceThreads();
		this.context = new SpringApplicationBuilder(Configuration.class).sources(sources)
			.web(WebApplicationType.NONE)
			.properties("linkkit.simulator.enabled=false", "linkkit.reconnect.min=1s", "linkkit.reconnect.max=2s",
					// the simulator does not mind, and tests shall not wait for a minute
					// to pass
					"linkkit.reconnect.max-per-minute=0")
			.properties(properties)
			.run();
		this.connection = this.context.getBean(LinkKitConnection.class);
		this.recorder = this.context.getBean(EventRecorder.class);
	}

	static EdgeApplication start(List<String> properties, String... more) {
		return new EdgeApplication(new Class<?>[0],
				Stream.concat(properties.stream(), Stream.of(more)).toArray(String[]::new));
	}

	static EdgeApplication startWith(Class<?> source, List<String> properties) {
		return new EdgeApplication(new Class<?>[] { source }, properties.toArray(String[]::new));
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	LinkKitConnection connection() {
		return this.connection;
	}

	ConnectionStatus status() {
		return connection().status();
	}

	void awaitState(ConnectionState state) {
		await().atMost(Duration.ofSeconds(30)).until(() -> status().state() == state);
	}

	List<LinkKitConnectionEvent> events() {
		return this.recorder.events;
	}

	<T extends LinkKitConnectionEvent> List<T> eventsOf(Class<T> type) {
		return events().stream().filter(type::isInstance).map(type::cast).toList();
	}

	<T extends LinkKitConnectionEvent> T awaitEvent(Class<T> type) {
		await().atMost(Duration.ofSeconds(30)).until(() -> !eventsOf(type).isEmpty());
		return eventsOf(type).get(0);
	}

	/**
	 * Invariant I1.
	 */
	private void assertGoesOn() {
		ConnectionStatus status = status();
		switch (status.state()) {
			case WAITING, SUSPENDED -> assertThat(status.nextAttempt()).isNotNull();
			case INITIALIZED -> throw new AssertionError("Never started");
			case UNREGISTERED -> assertThat(status.registrationFailure()).isNotNull();
			case REGISTERING, CONNECTING, CONNECTED, STOPPED -> {
			}
		}
	}

	/**
	 * Invariant I2.
	 */
	private void assertLegalOrder() {
		boolean connecting = false;
		boolean connected = false;
		for (LinkKitConnectionEvent event : events()) {
			if (event instanceof DeviceConnectingEvent) {
				assertThat(connected).as("connecting while connected: %s", events()).isFalse();
				connecting = true;
			}
			else if (event instanceof DeviceConnectedEvent) {
				assertThat(connecting).as("connected without an attempt: %s", events()).isTrue();
				connecting = false;
				connected = true;
			}
			else if (event instanceof DeviceConnectionFailedEvent) {
				assertThat(connecting).as("failed without an attempt: %s", events()).isTrue();
				connecting = false;
			}
			else if (event instanceof DeviceDisconnectedEvent) {
				assertThat(connected).as("disconnected without being connected: %s", events()).isTrue();
				connected = false;
			}
		}
	}

	@Override
	public void close() {
		assertGoesOn();
		this.context.close();
		assertLegalOrder();
		// invariant I3
		await().untilAsserted(() -> assertThat(this.threadsBefore).containsAll(deviceThreads()));
	}

	private static Set<String> deviceThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("linkkit-") && !name.startsWith("linkkit-simulator"))
			.collect(Collectors.toSet());
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Configuration {

		@Bean
		EventRecorder eventRecorder() {
			return new EventRecorder();
		}

	}

	static class EventRecorder {

		private final List<LinkKitConnectionEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void on(LinkKitConnectionEvent event) {
			this.events.add(event);
		}

	}

}
