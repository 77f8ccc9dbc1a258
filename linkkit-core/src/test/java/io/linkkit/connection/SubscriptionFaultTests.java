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
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.SubscriptionRejectedEvent;
import io.linkkit.mqtt.FailureReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what becomes of subscriptions in virtual time: rows F21 and F31 of the fault
 * matrix and invariant I6.
 */
class SubscriptionFaultTests {

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private static final MessageHandler HANDLER = (message) -> {
	};

	private final MachineHarness harness = new MachineHarness(
			new ReconnectSettings(Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(60)));

	private final Set<String> refused = new HashSet<>();

	SubscriptionFaultTests() {
		this.harness.grants = (topicFilter) -> this.refused.contains(topicFilter) ? MachineHarness.refused() : 1;
	}

	@AfterEach
	void invariantsHold() {
		this.harness.close();
	}

	private void subscribe(String topicFilter) {
		if (this.harness.subscribe(TopicFilter.of(topicFilter, 1), 1, HANDLER)) {
			this.harness.machine.subscriptionChanged(topicFilter);
			this.harness.scheduler.settle();
		}
	}

	private void unsubscribe(String topicFilter) {
		if (this.harness.unsubscribe(TopicFilter.of(topicFilter, 1), HANDLER)) {
			this.harness.machine.subscriptionChanged(topicFilter);
			this.harness.scheduler.settle();
		}
	}

	private void loseAndComeBack() {
		this.harness.session().lose(FailureReason.CLOSED_BY_PLATFORM);
		this.harness.untilNextAttempt();
		this.harness.accept();
	}

	private List<String> asked() {
		return this.harness.session().subscribed.stream().flatMap(List::stream).toList();
	}

	private Set<String> rejected() {
		return this.harness.machine.status().rejectedSubscriptions();
	}

	private void refuse(String topicFilter) {
		this.refused.add(topicFilter);
		subscribe(topicFilter);
		this.harness.online();
		assertThat(rejected()).containsExactly(topicFilter);
	}

	@Test
	void f21IsNotAskedForAgainAfterEachLogin() {
		refuse("/not/mine");
		subscribe("/mine");
		for (int i = 0; i < 3; i++) {
			loseAndComeBack();
			assertThat(asked()).containsExactly("/mine");
			assertThat(rejected()).containsExactly("/not/mine");
		}
		assertThat(this.harness.eventsOf(SubscriptionRejectedEvent.class)).hasSize(1);
	}

	@Test
	void f21IsAskedForAgainEveryTenMinutesWhileOnlineAndToldOnce() {
		refuse("/not/mine");
		for (int asked = 2; asked <= 20; asked++) {
			this.harness.scheduler.advance(PATIENCE.minusNanos(1));
			assertThat(asked()).hasSize(asked - 1);
			this.harness.scheduler.advance(Duration.ofNanos(1));
			assertThat(asked()).hasSize(asked).containsOnly("/not/mine");
		}
		assertThat(this.harness.eventsOf(SubscriptionRejectedEvent.class)).hasSize(1);
	}

	@Test
	void f21HealsOnceThePlatformGrantsIt() {
		refuse("/not/mine");
		this.refused.clear();
		this.harness.scheduler.advance(PATIENCE);
		assertThat(rejected()).isEmpty();
		this.harness.scheduler.advance(Duration.ofHours(2));
		assertThat(asked()).hasSize(2);
		loseAndComeBack();
		assertThat(asked()).containsExactly("/not/mine");
	}

	@Test
	void f21TheTenMinutesGoOnThroughLossesOfTheConnection() {
		refuse("/not/mine");
		this.harness.scheduler.advance(Duration.ofMinutes(9));
		loseAndComeBack();
		assertThat(asked()).isEmpty();
		this.harness.scheduler.advance(Duration.ofMinutes(1));
		assertThat(asked()).containsExactly("/not/mine");
	}

	@Test
	void f21IsAskedForAtTheLoginIfTenMinutesHavePassedMeanwhile() {
		refuse("/not/mine");
		this.harness.session().lose(FailureReason.CLOSED_BY_PLATFORM);
		this.harness.untilNextAttempt();
		this.harness.session().refuse(FailureReason.CONNECT_REFUSED);
		this.harness.machine.stop();
		this.harness.scheduler.advance(PATIENCE);
		this.harness.online();
		assertThat(asked()).containsExactly("/not/mine");
	}

	@Test
	void f21IsAskedForAtOnceWhenTheApplicationSubscribesAnew() {
		refuse("/not/mine");
		subscribe("/not/mine");
		assertThat(asked()).containsExactly("/not/mine", "/not/mine");
		assertThat(this.harness.eventsOf(SubscriptionRejectedEvent.class)).hasSize(2);
		this.refused.clear();
		subscribe("/not/mine");
		assertThat(asked()).hasSize(3);
		assertThat(rejected()).isEmpty();
	}

	@Test
	void f21IsForgottenWhenNobodyWantsItAnyMore() {
		refuse("/not/mine");
		unsubscribe("/not/mine");
		assertThat(rejected()).isEmpty();
		this.harness.scheduler.advance(Duration.ofHours(1));
		assertThat(asked()).hasSize(1);
	}

	@Test
	void f31RestoresWhatThePlatformForgotAlthoughItKeptTheSession() {
		List<String> topics = IntStream.range(0, 10).mapToObj((i) -> "/mine/" + i).toList();
		topics.forEach(this::subscribe);
		this.harness.online();
		this.harness.session().lose(FailureReason.CONNECTION_RESET);
		this.harness.untilNextAttempt();
		this.harness.session().acceptWithSessionPresent();
		this.harness.scheduler.settle();
		assertThat(this.harness.lastEvent(DeviceConnectedEvent.class).isSessionPresent()).isTrue();
		assertThat(asked()).containsExactlyElementsOf(topics);
	}

	/**
	 * Invariant I6 over random stories: whenever connected, what is active is what is
	 * wanted without what is refused, and no refusal is asked about too often.
	 */
	@Test
	void i6HoldsWhateverHappens() {
		Random random = new Random(21);
		Set<String> wanted = new HashSet<>();
		this.harness.online();
		for (int i = 0; i < 3000; i++) {
			String topic = "/t/" + random.nextInt(12);
			switch (random.nextInt(6)) {
				case 0 -> {
					if (wanted.add(topic)) {
						subscribe(topic);
					}
				}
				case 1 -> {
					if (wanted.remove(topic)) {
						unsubscribe(topic);
					}
				}
				case 2 -> this.refused.add(topic);
				case 3 -> this.refused.remove(topic);
				case 4 -> {
					this.harness.scheduler.advance(Duration.ofSeconds(61));
					loseAndComeBack();
				}
				default -> this.harness.scheduler.advance(Duration.ofSeconds(random.nextInt(400)));
			}
			Set<String> expected = new HashSet<>(wanted);
			expected.removeAll(rejected());
			assertThat(this.harness.session().active).isEqualTo(expected);
		}
		this.refused.clear();
		this.harness.scheduler.advance(PATIENCE);
		assertThat(this.harness.session().active).isEqualTo(wanted);
	}

	@Test
	void subscriptionIsSettledWhenThePlatformHasAnswered() {
		List<String> settled = new ArrayList<>();
		this.harness.online();
		this.harness.subscribe(TopicFilter.of("/mine", 1), 1, HANDLER);
		this.harness.machine.subscriptionChanged("/mine", () -> settled.add("mine"));
		assertThat(settled).as("before the answer is taken").isEmpty();
		this.harness.scheduler.settle();
		assertThat(settled).containsExactly("mine");
		loseAndComeBack();
		assertThat(settled).as("told once").containsExactly("mine");
	}

	@Test
	void subscriptionIsSettledWhenTheSessionEndsBeforeTheAnswer() {
		List<String> settled = new ArrayList<>();
		this.harness.grants = (topicFilter) -> -1;
		this.harness.online();
		this.harness.subscribe(TopicFilter.of("/mine", 1), 1, HANDLER);
		this.harness.machine.subscriptionChanged("/mine", () -> settled.add("mine"));
		this.harness.scheduler.settle();
		assertThat(settled).isEmpty();
		this.harness.session().lose(FailureReason.CLOSED_BY_PLATFORM);
		this.harness.scheduler.settle();
		assertThat(settled).containsExactly("mine");
	}

	@Test
	void subscriptionIsSettledAtOnceIfTheNextLoginMakesIt() {
		List<String> settled = new ArrayList<>();
		this.harness.subscribe(TopicFilter.of("/mine", 1), 1, HANDLER);
		this.harness.machine.subscriptionChanged("/mine", () -> settled.add("mine"));
		assertThat(settled).containsExactly("mine");
	}

}
