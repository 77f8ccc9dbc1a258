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

package io.linkkit.boot.actuate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.ConnectionStatus;
import io.linkkit.connection.InboundStatus;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.QueueStatus;
import io.linkkit.connection.QueueStatus.Counts;
import io.linkkit.connection.QueueStatus.RoundTrips;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.connection.event.DeviceKickedEvent;
import io.linkkit.connection.event.DeviceRegisteredEvent;
import io.linkkit.connection.event.DeviceRegistrationFailedEvent;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.messaging.listener.LinkKitListenerEndpointRegistry;
import io.linkkit.messaging.listener.RrpcStatus;
import io.linkkit.messaging.time.ClockSettings;
import io.linkkit.messaging.time.PlatformClock;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.registration.RegistrationKind;
import io.linkkit.thread.ThreadKind;
import io.linkkit.tls.SslContextSource;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LinkKitMetrics}.
 */
class LinkKitMetricsTests {

	private static final DeviceIdentity SENSOR = new DeviceIdentity("a1B2c3D4e5F", "sensor_01");

	private static final MqttFailure RESET = new MqttFailure(FailureReason.CONNECTION_RESET, "reset", null);

	private final LinkKitConnection connection = mock();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final LinkKitListenerEndpointRegistry listeners = mock();

	private final SslContextSource trust = mock();

	private final LinkKitMetrics metrics;

	LinkKitMetricsTests() {
		given(this.connection.device()).willReturn(SENSOR);
		given(this.connection.threads()).willReturn(ThreadKind.PLATFORM);
		given(this.connection.queue()).willReturn(new QueueStatus(3, 512, 1, 0, 10, 7, Map.of(DropReason.EXPIRED, 2L),
				Map.of(), List.of(new Counts(4, 3, Map.of()), new Counts(6, 4, Map.of(DropReason.EXPIRED, 2L))),
				new RoundTrips(4, Duration.ofSeconds(2)), 5, false));
		given(this.connection.status()).willReturn(new ConnectionStatus(ConnectionState.CONNECTED, Instant.EPOCH, 2,
				null, null, null, Set.of("/a"), null, null));
		this.metrics = new LinkKitMetrics(this.connection, this.registry);
		this.metrics.bindTo(this.registry);
		given(this.connection.inbound()).willReturn(new InboundStatus(15, 1, 2, 3, 4, 5));
		given(this.connection.inbound(0)).willReturn(new InboundStatus(8, 1, 1, 1, 3, 2));
		given(this.connection.inbound(1)).willReturn(new InboundStatus(7, 0, 1, 2, 1, 3));
		PlatformClock clock = new PlatformClock(this.connection,
				new ClockSettings(Duration.ofHours(1), Duration.ofSeconds(10)));
		given(this.listeners.rrpc()).willReturn(new RrpcStatus(7, 8, 9));
		new LinkKitTrustMetrics(this.connection, this.trust, () -> Instant.EPOCH).bindTo(this.registry);
		new LinkKitMessagingMetrics(SENSOR, this.listeners, clock).bindTo(this.registry);
	}

	@Test
	void whatComesFromThePlatformIsRead() {
		assertThat(this.registry.get("linkkit.inbound.in.progress").gauge().value()).isOne();
		assertThat(count("linkkit.inbound.messages", "handled")).isEqualTo(2);
		assertThat(count("linkkit.inbound.messages", "failed")).isEqualTo(3);
		assertThat(count("linkkit.inbound.messages", "unhandled")).isEqualTo(4);
		assertThat(count("linkkit.inbound.messages", "discarded")).isEqualTo(5);
		assertThat(count("linkkit.rrpc.requests", "answered")).isEqualTo(7);
		assertThat(count("linkkit.rrpc.requests", "late")).isEqualTo(8);
		assertThat(count("linkkit.rrpc.requests", "failed")).isEqualTo(9);
	}

	private double count(String name, String outcome) {
		return this.registry.get(name)
			.tag("outcome", outcome)
			.functionCounters()
			.stream()
			.mapToDouble(FunctionCounter::count)
			.sum();
	}

	private double countOfQos(String name, int qos, String... more) {
		return this.registry.get(name).tag("qos", String.valueOf(qos)).tags(more).functionCounter().count();
	}

	@Test
	void theTrustAnchorIsUnknownWithoutEncryption() {
		assertThat(this.registry.get("linkkit.tls.trust.anchor.expires").gauge().value()).isNaN();
	}

	@Test
	void theTrustAnchorEndsInDays() {
		X509Certificate anchor = mock();
		given(anchor.getNotAfter()).willReturn(Date.from(Instant.EPOCH.plus(Duration.ofHours(36))));
		given(this.connection.peerCertificates()).willReturn(List.of(anchor));
		given(this.trust.trustAnchors()).willReturn(List.of(anchor));
		// the meter goes on though nobody holds what was bound
		System.gc();
		assertThat(this.registry.get("linkkit.tls.trust.anchor.expires").gauge().value()).isEqualTo(1.5);
	}

	@Test
	void theOffsetOfTheClockIsUnknownAtFirst() {
		assertThat(this.registry.get("linkkit.clock.offset").gauge().value()).isNaN();
	}

	@Test
	void theRoundTripIsTimed() {
		FunctionTimer timer = this.registry.get("linkkit.messages.round.trip").functionTimer();
		assertThat(timer.count()).isEqualTo(4);
		assertThat(timer.mean(TimeUnit.MILLISECONDS)).isEqualTo(500);
	}

	@Test
	void oneStateIsOne() {
		assertThat(this.registry.get("linkkit.connection.state").tag("state", "connected").gauge().value()).isOne();
		assertThat(this.registry.get("linkkit.connection.state").gauges().stream().mapToDouble((g) -> g.value()).sum())
			.isOne();
	}

	@Test
	void theQueueIsRead() {
		assertThat(this.registry.get("linkkit.queue.depth").gauge().value()).isEqualTo(3);
		assertThat(this.registry.get("linkkit.queue.size").gauge().value()).isEqualTo(512);
		assertThat(this.registry.get("linkkit.queue.in.flight").gauge().value()).isEqualTo(1);
		assertThat(countOfQos("linkkit.messages.accepted", 0)).isEqualTo(4);
		assertThat(countOfQos("linkkit.messages.accepted", 1)).isEqualTo(6);
		assertThat(countOfQos("linkkit.messages.acknowledged", 0)).isEqualTo(3);
		assertThat(countOfQos("linkkit.messages.acknowledged", 1)).isEqualTo(4);
		assertThat(countOfQos("linkkit.messages.dropped", 0, "reason", "expired")).isZero();
		assertThat(countOfQos("linkkit.messages.dropped", 1, "reason", "expired")).isEqualTo(2);
		assertThat(countOfQos("linkkit.inbound.messages", 0, "outcome", "handled")).isOne();
		assertThat(countOfQos("linkkit.inbound.messages", 1, "outcome", "discarded")).isEqualTo(3);
		assertThat(this.registry.get("linkkit.acknowledgements.strange").functionCounter().count()).isEqualTo(5);
		assertThat(this.registry.get("linkkit.subscriptions.rejected").gauge().value()).isOne();
	}

	@Test
	void eventsAreCountedByReason() {
		tellEverything();
		assertThat(this.registry.get("linkkit.connection.attempts")
			.tags("outcome", "success", "reason", "none")
			.counter()
			.count()).isOne();
		assertThat(this.registry.get("linkkit.connection.attempts")
			.tags("outcome", "failure", "reason", "connection-reset")
			.counter()
			.count()).isOne();
		assertThat(this.registry.get("linkkit.connection.losses").tag("reason", "connection-reset").counter().count())
			.isOne();
		assertThat(this.registry.get("linkkit.connection.kicks").counter().count()).isOne();
		assertThat(this.registry.get("linkkit.connection.connect").timer().max(TimeUnit.SECONDS)).isEqualTo(2);
		assertThat(this.registry.get("linkkit.registration.attempts").counters()).hasSize(2);
	}

	@Test
	void anotherConnectionIsNotCounted() {
		this.metrics.onApplicationEvent(new DeviceKickedEvent(mock(LinkKitConnection.class), SENSOR, 1, null));
		assertThat(this.registry.find("linkkit.connection.kicks").counter()).isNull();
	}

	@Test
	void everyMeterIsDocumentedAndNoOther() throws IOException {
		tellEverything();
		Map<String, Set<String>> documented = new TreeMap<>();
		try (Stream<String> lines = Files.lines(Path.of("..", "docs", "metrics.md"))) {
			lines.filter((line) -> line.startsWith("| `linkkit.")).map((line) -> line.split("\\|")).forEach((cells) -> {
				String tags = cells[3].replace("`", "").strip();
				documented.put(cells[1].replace("`", "").strip(),
						Stream.of(tags.split(", "))
							.filter((tag) -> !tag.isEmpty())
							.collect(Collectors.toCollection(TreeSet::new)));
			});
		}
		Map<String, Set<String>> registered = new TreeMap<>();
		for (Meter meter : this.registry.getMeters()) {
			Set<String> tags = meter.getId()
				.getTags()
				.stream()
				.map(Tag::getKey)
				.filter((tag) -> !tag.equals("product.key") && !tag.equals("device.name"))
				.collect(Collectors.toCollection(TreeSet::new));
			assertThat(meter.getId().getDescription()).isNotEmpty();
			assertThat(meter.getId().getTags()).contains(Tag.of("product.key", "a1B2c3D4e5F"),
					Tag.of("device.name", "sensor_01"));
			registered.put(meter.getId().getName(), tags);
		}
		assertThat(documented).isEqualTo(registered);
	}

	private void tellEverything() {
		this.metrics.onApplicationEvent(
				new DeviceConnectedEvent(this.connection, SENSOR, false, false, 1, Duration.ofSeconds(2)));
		this.metrics.onApplicationEvent(new DeviceConnectionFailedEvent(this.connection, SENSOR, RESET, Instant.EPOCH));
		this.metrics.onApplicationEvent(new DeviceDisconnectedEvent(this.connection, SENSOR, RESET, Instant.EPOCH));
		this.metrics.onApplicationEvent(new DeviceKickedEvent(this.connection, SENSOR, 1, null));
		this.metrics
			.onApplicationEvent(new DeviceRegisteredEvent(this.connection, SENSOR, RegistrationKind.REGISTER, true));
		this.metrics
			.onApplicationEvent(new DeviceRegistrationFailedEvent(this.connection, SENSOR, RegistrationKind.REGISTER,
					new RegistrationFailure(RegistrationFailureReason.THROTTLED, null, "x", null), null));
	}

}
