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

/**
 * What became of a message.
 */
public sealed interface PublishResult {

	/**
	 * The platform acknowledged the message, or, with QoS 0, it was handed to the
	 * network.
	 */
	record Acknowledged() implements PublishResult {

	}

	/**
	 * The message was never accepted.
	 *
	 * @param reason why
	 * @param rule the rule it breaks, or the limit that is reached, in words
	 */
	record Rejected(RejectReason reason, String rule) implements PublishResult {

	}

	/**
	 * The message was accepted and then given up.
	 *
	 * @param reason why
	 */
	record Dropped(DropReason reason) implements PublishResult {

	}

	/**
	 * The connection was closed for good, and the message is on disk: the next connection
	 * of the device that keeps its messages in the same directory sends it.
	 */
	record Kept() implements PublishResult {

	}

	/**
	 * Why a message was not accepted.
	 */
	enum RejectReason {

		/**
		 * It breaks a rule of MQTT or of the platform (reference §6.1).
		 */
		INVALID,

		/**
		 * There is no room for it in the queue.
		 */
		QUEUE_FULL,

		/**
		 * It could not be written to disk, although messages are to be kept there.
		 */
		NOT_STORED,

		/**
		 * The connection is closed for good.
		 */
		CLOSED

	}

	/**
	 * Why a message was given up.
	 */
	enum DropReason {

		/**
		 * A QoS 0 message was on its way when the connection was lost.
		 */
		CONNECTION_LOST,

		/**
		 * Its time-to-live passed before it could be sent.
		 */
		EXPIRED,

		/**
		 * The queue was full, and {@link QueueOverflow} chose this message.
		 */
		OVERFLOW,

		/**
		 * The connection was closed for good.
		 */
		CLOSED

	}

}
