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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.linkkit.connection.PublishResult.Acknowledged;
import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.PublishResult.Dropped;
import io.linkkit.connection.PublishResult.RejectReason;
import io.linkkit.connection.PublishResult.Rejected;
import io.linkkit.connection.QueueStatus.Counts;
import io.linkkit.connection.QueueStatus.RoundTrips;

/**
 * Counts what became of messages. Guarded by the lock of {@link Outbox}.
 */
final class QueueCounters {

	private final ByQos unconfirmed = new ByQos();

	private final ByQos confirmed = new ByQos();

	private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);

	private long roundTrips;

	private long roundTripNanos;

	QueueCounters() {
		for (RejectReason reason : RejectReason.values()) {
			this.rejected.put(reason, 0L);
		}
	}

	void accepted(int qos) {
		of(qos).accepted++;
	}

	void ended(PublishResult result, int qos) {
		if (result instanceof Acknowledged) {
			of(qos).acknowledged++;
		}
		else if (result instanceof Dropped drop) {
			of(qos).dropped.merge(drop.reason(), 1L, Long::sum);
		}
		else if (result instanceof Rejected rejection) {
			this.rejected.merge(rejection.reason(), 1L, Long::sum);
		}
	}

	private ByQos of(int qos) {
		return (qos > 0) ? this.confirmed : this.unconfirmed;
	}

	/**
	 * Count the time from sending a QoS 1 message to its acknowledgement.
	 */
	void roundTrip(long nanos) {
		this.roundTrips++;
		this.roundTripNanos += nanos;
	}

	QueueStatus status(int depth, long bytes, int inFlight, int unreported, long strangeAcknowledgements,
			boolean persistent) {
		return new QueueStatus(depth, bytes, inFlight, unreported, this.unconfirmed.accepted + this.confirmed.accepted,
				this.unconfirmed.acknowledged + this.confirmed.acknowledged, dropped(), this.rejected,
				List.of(this.unconfirmed.counts(), this.confirmed.counts()),
				new RoundTrips(this.roundTrips, Duration.ofNanos(this.roundTripNanos)), strangeAcknowledgements,
				persistent);
	}

	private Map<DropReason, Long> dropped() {
		Map<DropReason, Long> sum = new EnumMap<>(this.unconfirmed.dropped);
		this.confirmed.dropped.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
		return sum;
	}

	/**
	 * Counts of one quality of service.
	 */
	private static final class ByQos {

		private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);

		private long accepted;

		private long acknowledged;

		ByQos() {
			for (DropReason reason : DropReason.values()) {
				this.dropped.put(reason, 0L);
			}
		}

		Counts counts() {
			return new Counts(this.accepted, this.acknowledged, this.dropped);
		}

	}

}
