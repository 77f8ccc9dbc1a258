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
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceConnectingEvent;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.connection.event.DeviceKickedEvent;
import io.linkkit.connection.event.SubscriptionRejectedEvent;
import io.linkkit.mqtt.FailureReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ConnectionStateMachine} in virtual time. Rows of the fault matrix are
 * named F1 and so on.
 */
class ConnectionStateMachineTests {

	private static final Duration MIN = Duration.ofSeconds(2);

	private static final Duration MAX = Duration.ofSeconds(60);

	private static final Duration STABLE_AFTER = Duration.ofSeconds(60);

	private final MachineHarness harness = new MachineHarness(new ReconnectSettings(MIN, MAX, STABLE_AFTER));

	private final ConnectionStateMachine machine = this.harness.machine;

	@AfterEach
	void invariantsHold() {
		this.harness.close();
	}

	@Test
	void startsWithAnAttempt() {
		assertThat(this.harness.state()).isEqualTo(ConnectionState.INITIALIZED);
		this.harness.started();
		assertThat(this.harness.state()).isEqualTo(ConnectionState.CONNECTING);
		assertThat(this.harness.lastEvent(DeviceConnectingEvent.class).getAttempt()).isEqualTo(1);
	}

	@Test
	void isConnectedOnceThePlatformAccepts() {
		this.harness.started();
		this.harness.scheduler.advance(Duration.ofMillis(7));
		this.harness.session().acceptWithSessionPresent();
		this.harness.scheduler.settle();
		DeviceConnectedEvent event = this.harness.lastEvent(DeviceConnectedEvent.class);
		assertThat(event.isSessionPresent()).isTrue();
		assertThat(event.isReconnect()).isFalse();
		assertThat(event.getAttempts()).isEqualTo(1);
		assertThat(event.getDuration()).isEqualTo(Duration.ofMillis(7));
		assertThat(this.harness.sessionStory).containsExactly("ready");
	}

	@Test
	void staysConnectedWhenTheAttemptsTimerWouldHaveRunOut() {
		this.harness.online();
		this.harness.scheduler.advance(Duration.ofHours(3));
		assertThat(this.harness.state()).isEqualTo(ConnectionState.CONNECTED);
		assertThat(this.harness.sessions).hasSize(1);
	}

	@Test
	void secondStartChangesNothing() {
		this.harness.online();
		this.machine.start();
		assertThat(this.harness.sessions).hasSize(1);
	}

	@Test
	void f1ReconnectsAfterAboutTheShortestDelayWhenTheBrokerIsKilled() {
		this.harness.online();
		this.harness.scheduler.advance(STABLE_AFTER);
		this.harness.session().lose(FailureReason.CONNECTION_RESET);
		this.harness.scheduler.settle();
		DeviceDisconnectedEvent event = this.harness.lastEvent(DeviceDisconnectedEvent.class);
		assertThat(event.getReason()).isEqualTo(FailureReason.CONNECTION_RESET);
		Duration announced = Duration.between(this.harness.scheduler.instant(), event.getNextAttempt());
		assertThat(announced).isBetween(MIN, MIN.multipliedBy(2));
		assertThat(this.harness.untilNextAttempt()).isEqualTo(announced);
		this.harness.accept();
		assertThat(this.harness.lastEvent(DeviceConnectedEvent.class).isReconnect()).isTrue();
		assertThat(this.harness.sessionStory).containsExactly("ready", "ended", "ready again");
	}

	@Test
	void f1RestoresSubscriptionsInPacketsOfEightBeforeItIsConnected() {
		List<String> topics = IntStream.range(0, 19).mapToObj((i) -> "/a1B2c3D4e5F/sensor_01/user/" + i).toList();
		topics.forEach((topic) -> this.harness.subscribe(TopicFilter.of(topic, 1), 1, (message) -> {
		}));
		this.harness.online();
		this.harness.session().lose(FailureReason.CLOSED_BY_PLATFORM);
		this.harness.untilNextAttempt();
		assertThat(this.harness.session().subscribed).isEmpty();
		this.harness.accept();
		assertThat(this.harness.session().subscribed).extracting(List::size).containsExactly(8, 8, 3);
		assertThat(this.harness.session().subscribed.stream().flatMap(List::stream)).containsExactlyElementsOf(topics);
	}

	@Test
	void f1SendsUnacknowledgedMessagesAgainAsDuplicates() {
		this.harness.online();
		CompletableFuture<PublishResult> result = this.harness.outbox
			.publish(OutgoingMessage.of("/a/b", new byte[] { 1 }, 1));
		this.harness.scheduler.settle();
		assertThat(this.harness.session().published.keySet()).extracting("duplicate").containsExactly(false);
		this.harness.session().lose(FailureReason.CONNECTION_RESET);
		this.harness.untilNextAttempt();
		this.harness.accept();
		assertThat(this.harness.session().published.keySet()).extracting("duplicate").containsExactly(true);
		assertThat(result).isNotDone();
		this.harness.session().published.values().forEach((future) -> future.complete(null));
		this.harness.scheduler.settle();
		assertThat(result).isCompletedWithValue(new PublishResult.Acknowledged());
	}

	@Test
	void f23EndsASessionThatDoesNotAcknowledgeAndSendsAgain() {
		this.harness.online();
		FakeSession silent = this.harness.session();
		for (int i = 0; i < 30; i++) {
			this.harness.outbox.publish(OutgoingMessage.of("/a/b", new byte[] { (byte) i }, 1));
		}
		this.harness.scheduler.advance(QueueSettings.DEFAULT_ACKNOWLEDGE_TIMEOUT);
		assertThat(silent.aborted).isTrue();
		DeviceDisconnectedEvent event = this.harness.lastEvent(DeviceDisconnectedEvent.class);
		assertThat(event.getReason()).isEqualTo(FailureReason.ACKNOWLEDGE_TIMEOUT);
		assertThat(event.getDetail()).contains("/a/b");
		assertThat(this.harness.untilNextAttempt()).isBetween(MIN, MIN.multipliedBy(2));
		this.harness.accept();
		assertThat(this.harness.session().published.keySet()).hasSize(20)
			.extracting((message) -> (int) message.payload()[0])
			.isSorted()
			.startsWith(0);
		assertThat(this.harness.session().published.keySet()).extracting("duplicate").containsOnly(true);
	}

	@Test
	void f2ReportsThatAPeerFellSilent() {
		this.harness.online();
		this.harness.session().lose(FailureReason.KEEP_ALIVE_TIMEOUT);
		this.harness.scheduler.settle();
		assertThat(this.harness.lastEvent(DeviceDisconnectedEvent.class).getReason())
			.isEqualTo(FailureReason.KEEP_ALIVE_TIMEOUT);
		assertThat(this.harness.untilNextAttempt()).isBetween(MIN, MIN.multipliedBy(2));
	}

	@Test
	void f3GivesAnAttemptUpThatNeverEnds() {
		this.harness.started();
		FakeSession stuck = this.harness.session();
		this.harness.scheduler.advance(MachineHarness.CONNECT_TIMEOUT.plus(MachineHarness.CONNACK_TIMEOUT));
		assertThat(stuck.aborted).isFalse();
		this.harness.scheduler.advance(Duration.ofSeconds(5));
		assertThat(stuck.aborted).isTrue();
		assertThat(this.harness.lastEvent(DeviceConnectionFailedEvent.class).getReason())
			.isEqualTo(FailureReason.CONNACK_TIMEOUT);
		assertThat(this.harness.untilNextAttempt()).isBetween(MIN, MIN.multipliedBy(2));
	}

	@Test
	void f3GivesAnAttemptUpWhoseSubscriptionsAreNotAnswered() {
		this.harness.grants = (topicFilter) -> -1;
		this.harness.subscribe(TopicFilter.of("/a/b", 0), 0, (message) -> {
		});
		this.harness.started();
		this.harness.session().accept();
		this.harness.scheduler.settle();
		assertThat(this.harness.state()).isEqualTo(ConnectionState.CONNECTING);
		this.harness.scheduler.advance(MachineHarness.CONNACK_TIMEOUT);
		assertThat(this.harness.session().aborted).isTrue();
		assertThat(this.harness.lastEvent(DeviceConnectionFailedEvent.class).getReason())
			.isEqualTo(FailureReason.SUBACK_TIMEOUT);
	}

	@ParameterizedTest
	@EnumSource(
			names = { "TLS_CERTIFICATE_EXPIRED", "TLS_CERTIFICATE_NOT_YET_VALID", "TLS_UNKNOWN_CA", "TLS_WRONG_HOST" })
	void f4WaitsLongestWhenTheCertificateIsNotTrusted(FailureReason reason) {
		this.harness.started();
		this.harness.session().refuse(reason);
		this.harness.scheduler.settle();
		assertThat(this.harness.state()).isEqualTo(ConnectionState.SUSPENDED);
		assertThat(this.harness.lastEvent(DeviceConnectionFailedEvent.class).isFatal()).isFalse();
		assertThat(this.harness.untilNextAttempt()).isEqualTo(MAX);
	}

	@ParameterizedTest
	@EnumSource(names = { "BAD_CREDENTIALS", "NOT_AUTHORIZED", "IDENTIFIER_REJECTED", "UNACCEPTABLE_PROTOCOL_VERSION" })
	void f6f7f8IsSuspendedWhenThePlatformRefusesAndHealsByItself(FailureReason reason) {
		this.harness.started();
		this.harness.session().refuse(reason);
		this.harness.scheduler.settle();
		DeviceConnectionFailedEvent event = this.harness.lastEvent(DeviceConnectionFailedEvent.class);
		assertThat(event.getReason()).isEqualTo(reason);
		assertThat(event.isFatal()).isTrue();
		assertThat(event.getConnackCode()).isEqualTo(reason.connackCode()).isPositive();
		assertThat(this.harness.state()).isEqualTo(ConnectionState.SUSPENDED);
		assertThat(this.harness.untilNextAttempt()).isEqualTo(MAX);
		this.harness.accept();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVER_UNAVAILABLE", "DNS" })
	void f8f9BacksOffWhenTheFaultMayPass(FailureReason reason) {
		this.harness.started();
		this.harness.session().refuse(reason);
		assertThat(this.harness.untilNextAttempt()).isBetween(MIN, MIN.multipliedBy(2));
		this.harness.session().refuse(reason);
		assertThat(this.harness.untilNextAttempt()).isEqualTo(MIN.multipliedBy(2));
		assertThat(this.harness.eventsOf(DeviceConnectionFailedEvent.class)).extracting("fatal")
			.containsExactly(false, false);
	}

	@Test
	void f10GoesIntoQuarantineAfterThreeKicksAndStaysLongerEachTime() {
		this.harness.online();
		for (int kick = 1; kick <= 2; kick++) {
			kick();
			assertThat(this.harness.eventsOf(DeviceKickedEvent.class).get(kick - 1).getKicks()).isEqualTo(kick);
			assertThat(this.harness.lastEvent(DeviceDisconnectedEvent.class).getReason())
				.isEqualTo(FailureReason.KICKED);
			assertThat(this.harness.untilNextAttempt()).isLessThanOrEqualTo(MAX);
			this.harness.accept();
		}
		for (long minutes : new long[] { 5, 10, 20, 40, 60, 60 }) {
			kick();
			assertThat(this.harness.state()).isEqualTo(ConnectionState.SUSPENDED);
			assertThat(this.harness.untilNextAttempt()).isEqualTo(Duration.ofMinutes(minutes));
			this.harness.accept();
		}
	}

	private void kick() {
		this.harness.session().deliver("/ext/notify", "{\"title\":\"kick\",\"content\":\"Kicked by the same device\"}");
		this.harness.session().lose(FailureReason.CLOSED_BY_PLATFORM);
		this.harness.scheduler.settle();
	}

	@Test
	void f11BackoffGrowsWhenSessionsDoNotLast() {
		this.harness.online();
		Duration delay = Duration.ZERO;
		for (int i = 0; i < 6; i++) {
			this.harness.scheduler.advance(Duration.ofSeconds(3));
			this.harness.session().lose(FailureReason.CLOSED_BY_PLATFORM);
			delay = this.harness.untilNextAttempt();
			this.harness.accept();
		}
		assertThat(delay).isGreaterThanOrEqualTo(MAX.dividedBy(2));
		this.harness.scheduler.advance(STABLE_AFTER);
		this.harness.session().lose(FailureReason.CLOSED_BY_PLATFORM);
		assertThat(this.harness.untilNextAttempt()).isBetween(MIN, MIN.multipliedBy(2));
	}

	@Test
	void f21TellsOnceOfASubscriptionThatIsRefused() {
		this.harness.grants = (topicFilter) -> topicFilter.equals("/not/mine") ? MachineHarness.refused() : 1;
		this.harness.subscribe(TopicFilter.of("/not/mine", 1), 1, (message) -> {
		});
		this.harness.online();
		this.harness.session().lose(FailureReason.CLOSED_BY_PLATFORM);
		this.harness.untilNextAttempt();
		this.harness.accept();
		assertThat(this.harness.eventsOf(SubscriptionRejectedEvent.class)).extracting("topicFilter")
			.containsExactly("/not/mine");
		assertThat(this.machine.status().rejectedSubscriptions()).containsExactly("/not/mine");
	}

	@Test
	void aLossBeforeReadyIsAFailedAttempt() {
		this.harness.grants = (topicFilter) -> -1;
		this.harness.subscribe(TopicFilter.of("/a/b", 0), 0, (message) -> {
		});
		this.harness.started();
		this.harness.session().accept();
		this.harness.session().lose(FailureReason.CONNECTION_RESET);
		this.harness.scheduler.settle();
		assertThat(this.harness.lastEvent(DeviceConnectionFailedEvent.class).getReason())
			.isEqualTo(FailureReason.CONNECTION_RESET);
	}

	@Test
	void aRequestThatCannotBePreparedIsAFailedAttempt() {
		this.harness.requestFailure = new IllegalStateException("bundle not found");
		this.harness.started();
		DeviceConnectionFailedEvent event = this.harness.lastEvent(DeviceConnectionFailedEvent.class);
		assertThat(event.getReason()).isEqualTo(FailureReason.LOCAL_ERROR);
		assertThat(event.getDetail()).isEqualTo("bundle not found");
		this.harness.requestFailure = null;
		assertThat(this.harness.untilNextAttempt()).isBetween(MIN, MIN.multipliedBy(2));
	}

	@Test
	void ignoresWhatAnEarlierAttemptReports() {
		this.harness.online();
		FakeSession old = this.harness.session();
		old.lose(FailureReason.CONNECTION_RESET);
		this.harness.untilNextAttempt();
		this.harness.accept();
		int events = this.harness.events.size();
		old.lose(FailureReason.CONNECTION_RESET);
		old.accept();
		old.refuse(FailureReason.BAD_CREDENTIALS);
		this.harness.scheduler.settle();
		assertThat(this.harness.events).hasSize(events);
		assertThat(this.harness.state()).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void stopClosesTheSessionAndMakesNoFurtherAttempt() {
		this.harness.online();
		assertThat(this.machine.stop()).isCompleted();
		DeviceDisconnectedEvent event = this.harness.lastEvent(DeviceDisconnectedEvent.class);
		assertThat(event.getReason()).isEqualTo(FailureReason.STOPPED_BY_APPLICATION);
		assertThat(event.getNextAttempt()).isNull();
		assertThat(this.harness.session().closed).isTrue();
		this.harness.scheduler.advance(Duration.ofHours(1));
		assertThat(this.harness.sessions).hasSize(1);
		assertThat(this.harness.state()).isEqualTo(ConnectionState.STOPPED);
	}

	@Test
	void stopWhileWaitingCallsTheNextAttemptOff() {
		this.harness.started();
		this.harness.session().refuse(FailureReason.DNS);
		this.harness.scheduler.settle();
		int events = this.harness.events.size();
		assertThat(this.machine.stop()).isCompleted();
		this.harness.scheduler.advance(Duration.ofHours(1));
		assertThat(this.harness.sessions).hasSize(1);
		assertThat(this.harness.events).hasSize(events);
	}

	@Test
	void canBeStartedAgainAfterStop() {
		this.harness.online();
		this.machine.stop();
		this.harness.started();
		this.harness.accept();
		assertThat(this.harness.sessions).hasSize(2);
	}

	@Test
	void reconnectLeavesPolitelyAndComesBackAtOnce() {
		this.harness.online();
		FakeSession old = this.harness.session();
		this.machine.reconnect();
		this.harness.scheduler.settle();
		assertThat(old.closed).isTrue();
		assertThat(this.harness.eventsOf(DeviceDisconnectedEvent.class)).extracting("reason")
			.containsExactly(FailureReason.RECONNECT_REQUESTED);
		assertThat(this.harness.sessions).hasSize(2);
		this.harness.accept();
	}

	@Test
	void reconnectDoesNotWaitForTheNextAttempt() {
		this.harness.started();
		this.harness.session().refuse(FailureReason.BAD_CREDENTIALS);
		this.harness.scheduler.settle();
		this.machine.reconnect();
		assertThat(this.harness.sessions).hasSize(2);
		assertThat(this.harness.state()).isEqualTo(ConnectionState.CONNECTING);
		this.harness.scheduler.advance(Duration.ofSeconds(1));
		assertThat(this.harness.sessions).hasSize(2);
	}

	@Test
	void tellsThePlatformAtOnceWhatIsWantedWhileConnected() {
		TopicFilter filter = TopicFilter.of("/a/b", 1);
		MessageHandler handler = (message) -> {
		};
		this.harness.online();
		this.harness.subscribe(filter, 1, handler);
		this.machine.subscriptionChanged("/a/b");
		assertThat(this.harness.session().subscribed).containsExactly(List.of("/a/b"));
		this.harness.unsubscribe(filter, handler);
		this.machine.subscriptionChanged("/a/b");
		assertThat(this.harness.session().unsubscribed).containsExactly("/a/b");
	}

	@Test
	void doesNotUnsubscribeFromWhatIsWantedAgain() {
		this.harness.online();
		this.harness.subscribe(TopicFilter.of("/a/b", 1), 1, (message) -> {
		});
		this.machine.subscriptionChanged("/a/b");
		this.machine.subscriptionChanged("/a/b");
		assertThat(this.harness.session().unsubscribed).isEmpty();
	}

	@Test
	void leavesSubscriptionsToTheNextLoginWhileOffline() {
		this.harness.started();
		this.harness.subscribe(TopicFilter.of("/a/b", 1), 1, (message) -> {
		});
		this.machine.subscriptionChanged("/a/b");
		assertThat(this.harness.session().subscribed).isEmpty();
	}

	@Test
	void acknowledgesAMessageAfterItsHandlersReturnedOrThrew() {
		this.harness.subscribe(TopicFilter.of("/a/+", 1), 1, (message) -> {
			throw new IllegalStateException("on purpose");
		});
		this.harness.online();
		FakeSession session = this.harness.session();
		session.deliver("/a/b", "hello");
		await().untilAsserted(() -> assertThat(session.acknowledged).hasSize(1));
		assertThat(this.harness.state()).isEqualTo(ConnectionState.CONNECTED);
	}

}
