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
import java.util.Map;

import io.linkkit.connection.PublishResult.Acknowledged;
import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.PublishResult.Dropped;
import io.linkkit.connection.PublishResult.RejectReason;
import io.linkkit.connection.PublishResult.Rejected;
import io.linkkit.connection.QueueStatus.RoundTrips;

/**
 * Counts what became of messages. Guarded by the lock of {@link Outbox}.
 */
final class QueueCounters {

	private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);

	private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);

	private long accepted;

	private long acknowledged;

	private long roundTrips;

	private long roundTripNanos;

	QueueCounters() {
		for (DropReason reason : DropReason.values()) {
			this.dropped.put(reason, 0L);
		}
		for (RejectReason reason : RejectReason.values()) {
			this.rejected.put(reason, 0L);
		}
	}

	void accepted() {
		this.accepted++;
	}

	void ended(PublishResult result) {
		if (result instanceof Acknowledged) {
			this.acknowledged++;
		}
		else if (result instanceof Dropped drop) {
			this.dropped.merge(drop.reason(), 1L, Long::sum);
		}
		else if (result instanceof Rejected rejection) {
			this.rejected.merge(rejection.reason(), 1L, Long::sum);
		}
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
		return new QueueStatus(depth, bytes, inFlight, unreported, this.accepted, this.acknowledged, this.dropped,
				this.rejected, new RoundTrips(this.roundTrips, Duration.ofNanos(this.roundTripNanos)),
				strangeAcknowledgements, persistent);
	}

}
