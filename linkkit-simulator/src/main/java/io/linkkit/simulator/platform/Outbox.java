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

package io.linkkit.simulator.platform;

import java.util.Locale;
import java.util.Optional;

import io.linkkit.simulator.log.LogEvent;

/**
 * Sends messages to devices: only what a device has subscribed to, at the publisher's
 * quality of service (reference §6.1).
 */
final class Outbox {

	private final PlatformContext context;

	Outbox(PlatformContext context) {
		this.context = context;
	}

	PublishOutcome send(Device device, String topic, byte[] payload, int qos) {
		PublishOutcome outcome = trySend(device, topic, payload, qos);
		LogEvent event = switch (outcome) {
			case SENT -> LogEvent.DELIVERED;
			case STORED -> LogEvent.STORED;
			case OFFLINE, NOT_SUBSCRIBED, THROTTLED -> LogEvent.DELIVERY_DROPPED;
		};
		String reason = (event == LogEvent.DELIVERY_DROPPED) ? word(outcome) : "";
		this.context.traces()
			.down(this.context, device, topic, qos, payload, (outcome != PublishOutcome.SENT) ? word(outcome) : "");
		this.context.log()
			.add(event, device.identity().username(), reason,
					topic + " (QoS " + qos + ", " + payload.length + " bytes)");
		return outcome;
	}

	private static String word(PublishOutcome outcome) {
		return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private boolean isTooMuch(Device device) {
		boolean congested = device.online().filter((online) -> !online.connection().isWritable()).isPresent();
		return congested || (this.context.settings().rateLimited() && !device.rates().mayReceive(this.context.now()));
	}

	private PublishOutcome trySend(Device device, String topic, byte[] payload, int qos) {
		Session session = device.session();
		Optional<OnlineDevice> online = device.online();
		if (online.isEmpty() && !session.isPersistent()) {
			return PublishOutcome.OFFLINE;
		}
		if (!session.covers(topic, device.automaticSubscription())) {
			return PublishOutcome.NOT_SUBSCRIBED;
		}
		if (isTooMuch(device)) {
			return PublishOutcome.THROTTLED;
		}
		if (qos == 0) {
			online.ifPresent((connected) -> connected.connection().deliver(Delivery.atMostOnce(topic, payload)));
			return online.isPresent() ? PublishOutcome.SENT : PublishOutcome.OFFLINE;
		}
		Optional<Delivery> delivery = session.store(topic, payload);
		if (delivery.isEmpty()) {
			return PublishOutcome.THROTTLED;
		}
		if (online.isEmpty()) {
			return PublishOutcome.STORED;
		}
		session.markSent(delivery.get());
		online.get().connection().deliver(delivery.get());
		return PublishOutcome.SENT;
	}

}
