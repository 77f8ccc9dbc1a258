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

import java.util.Iterator;
import java.util.List;

import io.linkkit.mqtt.SubscriptionAnswer;
import io.linkkit.mqtt.TopicSubscription;

/**
 * Brings what the platform sends to a session in line with what the application wants.
 * Works on the scheduler's thread.
 */
final class SessionSubscriptions {

	private final SubscriptionRegistry registry;

	private final ConnectionReporter reporter;

	SessionSubscriptions(SubscriptionRegistry registry, ConnectionReporter reporter) {
		this.registry = registry;
		this.reporter = reporter;
	}

	/**
	 * Subscribe to everything wanted, one packet after another.
	 * @param attempt a session that has just logged in
	 * @param done what to do when the last packet is answered
	 */
	void restore(Attempt attempt, Runnable done) {
		subscribe(this.registry.packets().iterator(), attempt, done);
	}

	private void subscribe(Iterator<List<TopicSubscription>> packets, Attempt attempt, Runnable done) {
		if (packets.hasNext()) {
			attempt.subscribe(packets.next(), (answers) -> {
				answered(answers);
				subscribe(packets, attempt, done);
			});
		}
		else {
			done.run();
		}
	}

	/**
	 * Tell the platform at once that a topic filter is wanted, or is no more. What counts
	 * is what is wanted now, so it does not matter if calls overtake each other.
	 */
	void changed(String topicFilter, Attempt attempt) {
		TopicSubscription wanted = this.registry.wanted(topicFilter);
		if (wanted != null) {
			attempt.subscribe(List.of(wanted), this::answered);
		}
		else {
			attempt.unsubscribe(topicFilter);
		}
	}

	private void answered(List<SubscriptionAnswer> answers) {
		for (SubscriptionAnswer answer : answers) {
			if (this.registry.answered(answer)) {
				this.reporter.subscriptionRejected(answer.subscription().topicFilter());
			}
		}
	}

}
