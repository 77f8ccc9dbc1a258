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
import java.util.ArrayList;
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

	private final Scheduler scheduler;

	/** What the platform has not answered in this session. */
	private final List<Unsettled> unsettled = new ArrayList<>();

	private Scheduler.Timer retry = Scheduler.Timer.NONE;

	SessionSubscriptions(SubscriptionRegistry registry, ConnectionReporter reporter, Scheduler scheduler) {
		this.registry = registry;
		this.reporter = reporter;
		this.scheduler = scheduler;
	}

	/**
	 * Subscribe to everything wanted, one packet after another.
	 * @param attempt a session that has just logged in
	 * @param done what to do when the last packet is answered
	 */
	void restore(Attempt attempt, Runnable done) {
		subscribe(this.registry.packets(this.scheduler.nanoTime()).iterator(), attempt, () -> {
			retryLater(attempt);
			done.run();
		});
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
	void changed(String topicFilter, Attempt attempt, Runnable settled) {
		TopicSubscription wanted = this.registry.wanted(topicFilter);
		if (wanted != null) {
			Unsettled waiting = new Unsettled(topicFilter);
			waiting.settled.add(settled);
			this.unsettled.add(waiting);
			attempt.subscribe(List.of(wanted), (answers) -> {
				answered(answers);
				retryLater(attempt);
				this.unsettled.remove(waiting);
				waiting.run();
			});
		}
		else {
			attempt.unsubscribe(topicFilter);
			settled.run();
		}
	}

	/**
	 * Do something once the platform has answered that a topic filter is wanted, at once
	 * if it has.
	 */
	void whenAnswered(String topicFilter, Runnable settled) {
		this.unsettled.stream()
			.filter((waiting) -> waiting.topicFilter.equals(topicFilter))
			.reduce((earlier, later) -> later)
			.ifPresentOrElse((waiting) -> waiting.settled.add(settled), settled);
	}

	/**
	 * Leave it at what is subscribed: the session is no longer in use.
	 */
	void stop() {
		this.retry.cancel();
		List<Unsettled> waiting = List.copyOf(this.unsettled);
		this.unsettled.clear();
		waiting.forEach(Unsettled::run);
	}

	private void answered(List<SubscriptionAnswer> answers) {
		for (SubscriptionAnswer answer : answers) {
			if (this.registry.answered(answer, this.scheduler.nanoTime())) {
				this.reporter.subscriptionRejected(answer.subscription().topicFilter());
			}
		}
	}

	private void retryLater(Attempt attempt) {
		this.retry.cancel();
		Duration wait = this.registry.untilRetry(this.scheduler.nanoTime());
		if (wait != null) {
			this.retry = this.scheduler.schedule(wait, () -> retry(attempt));
		}
	}

	private void retry(Attempt attempt) {
		subscribe(this.registry.retries(this.scheduler.nanoTime()).iterator(), attempt, () -> retryLater(attempt));
	}

	/**
	 * A topic filter about which the platform was told, and who waits for the answer.
	 */
	private static final class Unsettled {

		private final String topicFilter;

		private final List<Runnable> settled = new ArrayList<>();

		Unsettled(String topicFilter) {
			this.topicFilter = topicFilter;
		}

		void run() {
			this.settled.forEach(Runnable::run);
		}

	}

}
