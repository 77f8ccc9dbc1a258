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
import java.util.Map;

import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.PublishResult.RejectReason;

/**
 * What the outbound queue looks like at one moment, and what became of the messages so
 * far. At every moment {@code accepted} is the sum of {@code acknowledged}, {@code depth}
 * and what was dropped.
 *
 * @param depth messages that wait or are in flight, and those kept on disk when the
 * connection was closed
 * @param bytes topics and payloads of everything that counts against the limits
 * @param inFlight messages that were sent and wait for their acknowledgement
 * @param unreported messages whose result is certain but was not yet told to the
 * application; they count against the limits as well
 * @param accepted messages accepted so far, and those found on disk
 * @param acknowledged messages acknowledged so far, or, with QoS 0, handed to the network
 * @param dropped messages given up so far, by reason; has every reason
 * @param rejected messages not accepted so far, by reason; has every reason
 * @param byQos the same by quality of service: first QoS 0, then QoS 1
 * @param roundTrips how long the platform took to acknowledge QoS 1 messages
 * @param strangeAcknowledgements acknowledgements so far that answered nothing in flight,
 * which change nothing
 * @param persistent whether QoS 1 messages are kept on disk; not yet while the file is
 * being opened
 */
public record QueueStatus(int depth, long bytes, int inFlight, int unreported, long accepted, long acknowledged,
		Map<DropReason, Long> dropped, Map<RejectReason, Long> rejected, List<Counts> byQos, RoundTrips roundTrips,
		long strangeAcknowledgements, boolean persistent) {

	public QueueStatus {
		dropped = Map.copyOf(dropped);
		rejected = Map.copyOf(rejected);
		byQos = List.copyOf(byQos);
	}

	/**
	 * Return how many messages were given up so far, for whatever reason.
	 * @return the number
	 */
	public long totalDropped() {
		return this.dropped.values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * What became of the messages with one quality of service.
	 *
	 * @param accepted messages accepted so far
	 * @param acknowledged messages acknowledged so far
	 * @param dropped messages given up so far, by reason; has every reason
	 */
	public record Counts(long accepted, long acknowledged, Map<DropReason, Long> dropped) {

		/**
		 * Create counts.
		 */
		public Counts {
			dropped = Map.copyOf(dropped);
		}

	}

	/**
	 * Times from sending a message to its acknowledgement.
	 *
	 * @param count how many messages
	 * @param total their times together
	 */
	public record RoundTrips(long count, Duration total) {

	}

}
