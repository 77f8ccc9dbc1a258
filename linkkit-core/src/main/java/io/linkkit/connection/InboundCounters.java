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

	private long received;

	private long handled;

	private long failed;

	private long unhandled;

	private long discarded;

	synchronized void received() {
		this.received++;
	}

	synchronized void ended(Outcome outcome) {
		switch (outcome) {
			case HANDLED -> this.handled++;
			case FAILED -> this.failed++;
			case UNHANDLED -> this.unhandled++;
			case DISCARDED -> this.discarded++;
		}
	}

	synchronized InboundStatus status() {
		long ended = this.handled + this.failed + this.unhandled + this.discarded;
		return new InboundStatus(this.received, this.received - ended, this.handled, this.failed, this.unhandled,
				this.discarded);
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

}
