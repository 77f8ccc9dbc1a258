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

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.InboundStatus;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.PublishResult.RejectReason;
import io.linkkit.connection.QueueStatus;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.connection.event.DeviceKickedEvent;
import io.linkkit.connection.event.DeviceRegisteredEvent;
import io.linkkit.connection.event.DeviceRegistrationFailedEvent;
import io.linkkit.connection.event.LinkKitConnectionEvent;
import io.linkkit.identity.DeviceIdentity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.context.ApplicationListener;

/**
 * Meters of a device's connection; {@code docs/metrics.md} lists them. What can be asked
 * at any time is a gauge or a function counter, what only an event tells is counted as it
 * comes.
 */
public final class LinkKitMetrics implements MeterBinder, ApplicationListener<LinkKitConnectionEvent> {

	private static final int[] QOS = { 0, 1 };

	private final LinkKitConnection connection;

	private final MeterRegistry registry;

	private final Tags tags;

	/**
	 * Create meters.
	 * @param connection the connection to measure
	 * @param registry takes what events tell
	 */
	public LinkKitMetrics(LinkKitConnection connection, MeterRegistry registry) {
		this.connection = connection;
		this.registry = registry;
		this.tags = tagsOf(connection.device());
	}

	static Tags tagsOf(DeviceIdentity device) {
		return Tags.of("product.key", device.productKey(), "device.name", device.deviceName());
	}

	@Override
	public void bindTo(MeterRegistry target) {
		for (ConnectionState state : ConnectionState.values()) {
			Gauge
				.builder("linkkit.connection.state", this.connection,
						(connection) -> (connection.status().state() == state) ? 1 : 0)
				.description("1 for the state the connection is in, 0 for the others")
				.tags(this.tags.and("state", tagValue(state)))
				.register(target);
		}
		gauge("linkkit.subscriptions.rejected", "Topic filters the platform refused", "subscriptions",
				(connection) -> connection.status().rejectedSubscriptions().size())
			.register(target);
		bindQueue(target);
		bindInbound(target);
	}

	private void bindInbound(MeterRegistry target) {
		gauge("linkkit.inbound.in.progress", "Messages from the platform that wait for a listener or are handled",
				"messages", (connection) -> connection.inbound().inProgress())
			.register(target);
		inbound("handled", InboundStatus::handled, target);
		inbound("failed", InboundStatus::failed, target);
		inbound("unhandled", InboundStatus::unhandled, target);
		inbound("discarded", InboundStatus::discarded, target);
	}

	private void inbound(String outcome, ToDoubleFunction<InboundStatus> value, MeterRegistry target) {
		for (int qos : QOS) {
			FunctionCounter
				.builder("linkkit.inbound.messages", this.connection,
						(connection) -> value.applyAsDouble(connection.inbound(qos)))
				.description("Messages from the platform")
				.tags(this.tags.and("outcome", outcome, "qos", String.valueOf(qos)))
				.register(target);
		}
	}

	private void bindQueue(MeterRegistry target) {
		gauge("linkkit.queue.depth", "Messages that wait or are in flight", "messages",
				(connection) -> connection.queue().depth())
			.register(target);
		gauge("linkkit.queue.size", "Topics and payloads in the queue", "bytes",
				(connection) -> connection.queue().bytes())
			.register(target);
		gauge("linkkit.queue.in.flight", "Messages that wait for their acknowledgement", "messages",
				(connection) -> connection.queue().inFlight())
			.register(target);
		for (int qos : QOS) {
			bindMessages(qos, target);
		}
		for (RejectReason reason : RejectReason.values()) {
			counter("linkkit.messages.rejected", "Messages not accepted",
					(queue) -> queue.rejected().getOrDefault(reason, 0L), Tags.of("reason", tagValue(reason)), target);
		}
		FunctionTimer
			.builder("linkkit.messages.round.trip", this.connection,
					(connection) -> connection.queue().roundTrips().count(),
					(connection) -> connection.queue().roundTrips().total().toNanos(), TimeUnit.NANOSECONDS)
			.description("Time from sending a QoS 1 message to its acknowledgement")
			.tags(this.tags)
			.register(target);
		counter("linkkit.acknowledgements.strange", "Acknowledgements that answer nothing in flight",
				QueueStatus::strangeAcknowledgements, Tags.empty(), target);
	}

	private void bindMessages(int qos, MeterRegistry target) {
		Tags ofQos = Tags.of("qos", String.valueOf(qos));
		counter("linkkit.messages.accepted", "Messages the queue accepted",
				(queue) -> queue.byQos().get(qos).accepted(), ofQos, target);
		counter("linkkit.messages.acknowledged", "Messages the platform took",
				(queue) -> queue.byQos().get(qos).acknowledged(), ofQos, target);
		for (DropReason reason : DropReason.values()) {
			counter("linkkit.messages.dropped", "Messages given up",
					(queue) -> queue.byQos().get(qos).dropped().getOrDefault(reason, 0L),
					ofQos.and("reason", tagValue(reason)), target);
		}
	}

	private Gauge.Builder<LinkKitConnection> gauge(String name, String description, String unit,
			ToDoubleFunction<LinkKitConnection> value) {
		return Gauge.builder(name, this.connection, value).description(description).baseUnit(unit).tags(this.tags);
	}

	private void counter(String name, String description, ToDoubleFunction<QueueStatus> value, Tags more,
			MeterRegistry target) {
		FunctionCounter.builder(name, this.connection, (connection) -> value.applyAsDouble(connection.queue()))
			.description(description)
			.tags(this.tags.and(more))
			.register(target);
	}

	@Override
	public void onApplicationEvent(LinkKitConnectionEvent event) {
		if (event.getSource() != this.connection) {
			return;
		}
		if (event instanceof DeviceConnectedEvent connected) {
			attempt("success", "none");
			Timer.builder("linkkit.connection.connect")
				.description("Time from the beginning of an attempt until the device was online")
				.tags(this.tags)
				.register(this.registry)
				.record(connected.getDuration());
		}
		else if (event instanceof DeviceConnectionFailedEvent failed) {
			attempt("failure", tagValue(failed.getReason()));
		}
		else if (event instanceof DeviceDisconnectedEvent disconnected) {
			count("linkkit.connection.losses", "Times the device went offline",
					Tags.of("reason", tagValue(disconnected.getReason())));
		}
		else if (event instanceof DeviceKickedEvent) {
			count("linkkit.connection.kicks", "Times another client with the same identity threw the device out",
					Tags.empty());
		}
		else if (event instanceof DeviceRegisteredEvent) {
			registration("success", "none");
		}
		else if (event instanceof DeviceRegistrationFailedEvent failed) {
			registration("failure", tagValue(failed.getReason()));
		}
	}

	private void attempt(String outcome, String reason) {
		count("linkkit.connection.attempts", "Attempts to connect", Tags.of("outcome", outcome, "reason", reason));
	}

	private void registration(String outcome, String reason) {
		count("linkkit.registration.attempts", "Attempts to register the device",
				Tags.of("outcome", outcome, "reason", reason));
	}

	private void count(String name, String description, Tags more) {
		Counter.builder(name).description(description).tags(this.tags.and(more)).register(this.registry).increment();
	}

	private static String tagValue(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
