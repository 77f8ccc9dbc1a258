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

import io.linkkit.mqtt.FailureReason;

/**
 * Counts sessions that the other side ended shortly after they had become ready, since
 * the last one that was stable. Once may be chance; when it goes on, it is a sign of
 * another client with the same identity: without a notice, a platform that throws one out
 * just closes the connection (reference §6.5).
 */
final class ShortSessions {

	private static final Duration SHORT = Duration.ofSeconds(10);

	private static final int TOLERATED = 2;

	private int count;

	/**
	 * Count a session that ended without a notice.
	 * @param reason how it ended
	 * @param uptime how long it had lasted
	 */
	void ended(FailureReason reason, Duration uptime) {
		boolean closedByOther = switch (reason) {
			case CLOSED_BY_PLATFORM, CLOSED_AFTER_PUBLISH, CONNECTION_RESET -> true;
			default -> false;
		};
		if (closedByOther && uptime.compareTo(SHORT) <= 0) {
			this.count++;
		}
	}

	/**
	 * Forget everything: a session was stable.
	 */
	void forget() {
		this.count = 0;
	}

	boolean areSuspicious() {
		return this.count > TOLERATED;
	}

}
