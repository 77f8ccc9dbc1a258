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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.ConnectionStatus;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.event.LinkKitConnectionEvent;
import io.linkkit.simulator.SimulatedDevice;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import static org.awaitility.Awaitility.await;

/**
 * A Spring Boot application on the starter. Closing it asserts what must hold whatever
 * has happened, the {@link Invariants}.
 */
final class EdgeApplication implements AutoCloseable {

	private final Invariants invariants;

	private final ConfigurableApplicationContext context;

	private final Bookkeeping books;

	private final LinkKitConnection connection;

	private final EventRecorder recorder;

	private EdgeApplication(@Nullable SimulatedDevice device, Class<?>[] sources, String... properties) {
		this.invariants = new Invariants(device);
		this.context = new SpringApplicationBuilder(Configuration.class).sources(sources)
			.web(WebApplicationType.NONE)
			.properties("linkkit.simulator.enabled=false", "linkkit.reconnect.min=1s", "linkkit.reconnect.max=2s",
					// the simulator does not mind, and tests shall not wait for a minute
					// to pass
					"linkkit.reconnect.max-per-minute=0")
			.properties(properties)
			.run();
		this.books = Bookkeeping.of(this.context.getBean(LinkKitConnection.class));
		this.connection = this.books.connection();
		this.recorder = this.context.getBean(EventRecorder.class);
	}

	/**
	 * Start an application whose platform does not tell what it sees of it.
	 */
	static EdgeApplication start(List<String> properties, String... more) {
		return new EdgeApplication(null, new Class<?>[0], joined(properties, more));
	}

	static EdgeApplication start(SimulatedDevice device, List<String> properties, String... more) {
		return new EdgeApplication(device, new Class<?>[0], joined(properties, more));
	}

	static EdgeApplication startWith(Class<?> source, @Nullable SimulatedDevice device, List<String> properties,
			String... more) {
		return new EdgeApplication(device, new Class<?>[] { source }, joined(properties, more));
	}

	private static String[] joined(List<String> properties, String... more) {
		return Stream.concat(properties.stream(), Stream.of(more)).toArray(String[]::new);
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
		return awaitEvent(type, 1);
	}

	/**
	 * Wait for the nth event of a type.
	 */
	<T extends LinkKitConnectionEvent> T awaitEvent(Class<T> type, int number) {
		await().atMost(Duration.ofSeconds(30)).until(() -> eventsOf(type).size() >= number);
		return eventsOf(type).get(number - 1);
	}

	@Override
	public void close() {
		try (this.context) {
			ConnectionStatus status = status();
			this.invariants.assertGoesOn(status);
			this.invariants.assertSubscribed(this.books, status);
			this.invariants.assertNothingIsLost(this.books);
		}
		finally {
			this.invariants.ended();
		}
		this.invariants.assertLegalOrder(events());
		this.invariants.assertNoThreadIsLeft();
		this.invariants.assertNoSecretIsTold(this.context.getEnvironment(), events(), status());
		this.invariants.assertEverythingIsSettled(this.books);
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

		// before listeners of tests, which may throw
		@EventListener
		@Order(Ordered.HIGHEST_PRECEDENCE)
		void on(LinkKitConnectionEvent event) {
			this.events.add(event);
		}

	}

}
