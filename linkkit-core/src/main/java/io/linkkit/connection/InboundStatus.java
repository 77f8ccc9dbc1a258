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
 * What became of the messages from the platform so far. At every moment {@code received}
 * is the sum of all others.
 *
 * @param received messages that came
 * @param inProgress messages that wait for a handler or are being handled
 * @param handled messages that all their handlers took without a failure
 * @param failed messages on which a handler failed; acknowledged all the same
 * @param unhandled messages that nobody listens to; acknowledged
 * @param discarded messages for which a handler had no room; not acknowledged, so that
 * the platform sends those with QoS 1 again in the next session, if it keeps the session
 */
public record InboundStatus(long received, long inProgress, long handled, long failed, long unhandled, long discarded) {

	InboundStatus plus(InboundStatus other) {
		return new InboundStatus(this.received + other.received, this.inProgress + other.inProgress,
				this.handled + other.handled, this.failed + other.failed, this.unhandled + other.unhandled,
				this.discarded + other.discarded);
	}

}
