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
 * Counts messages from the platform. Safe for use by several threads.
 */
final class InboundCounters {

	private final ByQos unconfirmed = new ByQos();

	private final ByQos confirmed = new ByQos();

	synchronized void received(int qos) {
		of(qos).received++;
	}

	synchronized void ended(Outcome outcome, int qos) {
		of(qos).ended(outcome);
	}

	synchronized InboundStatus status(int qos) {
		return of(qos).status();
	}

	synchronized InboundStatus status() {
		return this.unconfirmed.status().plus(this.confirmed.status());
	}

	private ByQos of(int qos) {
		return (qos > 0) ? this.confirmed : this.unconfirmed;
	}

	/**
	 * What became of a message, from the best to the worst that one of its handlers says.
	 */
	enum Outcome {

		/** Nobody listens to it. */
		UNHANDLED,

		/** No handler failed. */
		HANDLED,

		/** A handler failed. */
		FAILED,

		/** A handler did not take it. */
		DISCARDED

	}

	/**
	 * Counts of one quality of service.
	 */
	private static final class ByQos {

		private long received;

		private long handled;

		private long failed;

		private long unhandled;

		private long discarded;

		void ended(Outcome outcome) {
			switch (outcome) {
				case HANDLED -> this.handled++;
				case FAILED -> this.failed++;
				case UNHANDLED -> this.unhandled++;
				case DISCARDED -> this.discarded++;
			}
		}

		InboundStatus status() {
			long ended = this.handled + this.failed + this.unhandled + this.discarded;
			return new InboundStatus(this.received, this.received - ended, this.handled, this.failed, this.unhandled,
					this.discarded);
		}

	}

}
