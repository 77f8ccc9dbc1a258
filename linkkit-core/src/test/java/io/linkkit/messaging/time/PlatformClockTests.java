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

package io.linkkit.messaging.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import io.linkkit.Fuzz;
import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.PublishResult;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.messaging.FakeConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link PlatformClock} with clocks that the test moves.
 */
class PlatformClockTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final String DEVICE = "platform_clock";

	private static final String RESPONSE = "/ext/ntp/a1B2c3D4e5F/platform_clock/response";

	private static final Instant PLATFORM = Instant.parse("2026-11-24T12:00:00Z");

	private final FakeConnection connection = new FakeConnection(DEVICE);

	private final WallClock wallClock = new WallClock();

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1000);

	private final PlatformClock clock = new PlatformClock(
			new PlatformTime(this.connection, ClockSettings.DEFAULTS, this.wallClock, this.nanoTime::get),
			ZoneOffset.UTC);

	@AfterEach
	void noThreadIsLeft() {
		this.clock.close();
		await().untilAsserted(() -> assertThat(Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.endsWith(DEVICE))
			.collect(Collectors.toSet())).isEmpty());
	}

	private void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
		this.wallClock.now = this.wallClock.now.plus(time);
	}

	private void answer(Instant received, Instant sent) {
		int last = this.connection.published.size() - 1;
		this.connection.deliver(RESPONSE,
				"{\"deviceSendTime\":\"" + this.connection.json(last).path("deviceSendTime").asString()
						+ "\",\"serverRecvTime\":\"" + received.toEpochMilli() + "\",\"serverSendTime\":\""
						+ sent.toEpochMilli() + "\"}");
	}

	private static void assertFails(CompletableFuture<?> future, String why) {
		assertThat(future).failsWithin(TIMEOUT)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOf(ClockException.class)
			.withMessageContaining(why);
	}

	@Test
	void showsTheSystemsTimeBeforeTheFirstAnswer() {
		assertThat(this.clock.instant()).isEqualTo(this.wallClock.now);
		assertThat(this.clock.offset()).isEmpty();
		assertThat(this.clock.roundTrip()).isEmpty();
		assertThat(this.clock.lastSynchronized()).isEmpty();
		assertThat(this.clock).hasToString("PlatformClock[Z, offset=unknown]");
	}

	@Test
	void isSubscribedToAnswersBeforeItAsks() {
		assertThat(this.connection.subscribed).containsExactly(RESPONSE);
		assertThat(this.connection.published).isEmpty();
	}

	@Test
	void showsThePlatformsTimeFromTheAnswerOn() {
		CompletableFuture<Duration> offset = this.clock.synchronize();
		assertThat(this.connection.published.get(0).topic()).isEqualTo("/ext/ntp/a1B2c3D4e5F/platform_clock/request");
		assertThat(this.connection.published.get(0).qos()).isZero();
		assertThat(this.connection.json(0).path("deviceSendTime").stringValue())
			.isEqualTo(String.valueOf(this.wallClock.now.toEpochMilli()));
		pass(Duration.ofMillis(100));
		// 40 ms there, 20 ms at the platform, 40 ms back
		answer(PLATFORM, PLATFORM.plusMillis(20));
		assertThat(offset).succeedsWithin(TIMEOUT);
		assertThat(this.clock.instant()).isEqualTo(PLATFORM.plusMillis(60));
		assertThat(this.clock.roundTrip()).contains(Duration.ofMillis(100));
		assertThat(this.clock.lastSynchronized()).contains(PLATFORM.plusMillis(60));
		pass(Duration.ofHours(1));
		assertThat(this.clock.instant()).isEqualTo(PLATFORM.plusMillis(60).plusSeconds(3600));
		assertThat(this.clock.offset())
			.contains(Duration.between(this.wallClock.now, PLATFORM.plusMillis(60).plusSeconds(3600)));
	}

	@Test
	void wallClockThatJumpsMovesNeitherTheMeasurementNorTheClock() {
		CompletableFuture<Duration> offset = this.clock.synchronize();
		this.wallClock.now = Instant.parse("1970-01-01T00:00:00Z");
		this.nanoTime.addAndGet(Duration.ofMillis(10).toNanos());
		answer(PLATFORM, PLATFORM);
		assertThat(offset).succeedsWithin(TIMEOUT);
		assertThat(this.clock.instant()).isEqualTo(PLATFORM.plusMillis(5));
		this.wallClock.now = Instant.parse("2099-01-01T00:00:00Z");
		assertThat(this.clock.instant()).isEqualTo(PLATFORM.plusMillis(5));
		assertThat(this.clock.offset()).contains(Duration.between(this.wallClock.now, PLATFORM.plusMillis(5)));
	}

	@Test
	void clocksOfOtherZonesShowTheSameTime() {
		PlatformClock shanghai = this.clock.withZone(ZoneId.of("Asia/Shanghai"));
		CompletableFuture<Duration> offset = this.clock.synchronize();
		answer(PLATFORM, PLATFORM);
		assertThat(offset).succeedsWithin(TIMEOUT);
		assertThat(shanghai.instant()).isEqualTo(this.clock.instant());
		assertThat(shanghai.getZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
	}

	@ParameterizedTest
	@CsvSource({ "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z", "2200-01-01T00:00:00Z, 2200-01-01T00:00:00Z",
			"2026-11-24T12:00:01Z, 2026-11-24T12:00:00Z", "2026-11-24T12:00:00Z, 2026-11-24T12:00:01Z" })
	void answerThatCannotBeTrueIsNotBelieved(Instant received, Instant sent) {
		CompletableFuture<Duration> offset = this.clock.synchronize();
		pass(Duration.ofMillis(10));
		answer(received, sent);
		assertFails(offset, "cannot be true");
		assertThat(this.clock.offset()).isEmpty();
		assertThat(this.clock.instant()).isEqualTo(this.wallClock.now);
	}

	@Test
	void answersToAnotherQuestionAndGarbageAreIgnored() {
		CompletableFuture<Duration> offset = this.clock.synchronize();
		this.connection.deliver(RESPONSE, "{\"deviceSendTime\":\"1\",\"serverRecvTime\":\"" + PLATFORM.toEpochMilli()
				+ "\",\"serverSendTime\":\"" + PLATFORM.toEpochMilli() + "\"}");
		this.connection.deliver(RESPONSE, "garbage");
		assertThat(offset).isNotDone();
		answer(PLATFORM, PLATFORM);
		assertThat(offset).succeedsWithin(TIMEOUT);
		answer(PLATFORM.plusSeconds(60), PLATFORM.plusSeconds(60));
		assertThat(this.clock.lastSynchronized()).contains(PLATFORM);
	}

	@Test
	void twoQuestionsAtATimeAreOne() {
		CompletableFuture<Duration> first = this.clock.synchronize();
		CompletableFuture<Duration> second = this.clock.synchronize();
		assertThat(this.connection.published).hasSize(1);
		answer(PLATFORM, PLATFORM);
		assertThat(first).succeedsWithin(TIMEOUT);
		assertThat(second).succeedsWithin(TIMEOUT);
	}

	@Test
	void asksNothingWhileOffline() {
		this.connection.state = ConnectionState.WAITING;
		assertFails(this.clock.synchronize(), "not online");
		assertThat(this.connection.published).isEmpty();
	}

	@Test
	void questionThatIsNotSentOrNotAnsweredFailsAndTheNextOneIsAsked() {
		this.connection.results = (message) -> CompletableFuture
			.completedFuture(new PublishResult.Dropped(PublishResult.DropReason.CONNECTION_LOST));
		assertFails(this.clock.synchronize(), "not sent");
		FakeConnection silent = new FakeConnection(DEVICE);
		try (PlatformClock impatient = new PlatformClock(silent,
				new ClockSettings(Duration.ofHours(1), Duration.ofMillis(30)))) {
			assertFails(impatient.synchronize(), "did not tell the time within");
			assertFails(impatient.synchronize(), "did not tell the time within");
			assertThat(silent.published).hasSize(2);
		}
	}

	@Test
	void asksAfterEachLogin() {
		PlatformClockSynchronizer synchronizer = new PlatformClockSynchronizer(this.connection, this.clock);
		synchronizer.onApplicationEvent(this.connection.login());
		await().until(() -> this.connection.published.size() == 1);
		answer(PLATFORM, PLATFORM);
		synchronizer.onApplicationEvent(this.connection.login());
		await().until(() -> this.connection.published.size() == 2);
		synchronizer.onApplicationEvent(new FakeConnection("other").login());
		assertThat(this.connection.published).hasSize(2);
	}

	@Test
	void closingEndsAnOpenQuestion() {
		CompletableFuture<Duration> offset = this.clock.synchronize();
		this.clock.close();
		assertFails(offset, "closed");
		assertThat(this.connection.isHeard(RESPONSE)).isFalse();
	}

	@Test
	void settingsOutOfBoundsAreNamed() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new ClockSettings(Duration.ofSeconds(1), Duration.ZERO))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("ntp.interval");
				assertThat(Set.of(ex.getSuppressed())).hasSize(1);
			});
	}

	@Test
	void answersOfEveryShapeAreReadOrIgnored() {
		Fuzz.examples(
				"{\"deviceSendTime\":\"1\",\"serverRecvTime\":\"1795521600000\",\"serverSendTime\":1795521600000}")
			.words("[", "{", "null", "\"", "9999999999999999999", "1e999999", "-")
			.check((input) -> NtpAnswer.read(input)
				.flatMap((answer) -> answer.sample(1, Duration.ofMillis(1)))
				.ifPresent((sample) -> assertThat(sample.at(1)).isAfter(Instant.parse("2024-01-01T00:00:00Z"))));
	}

	private static final class WallClock extends Clock {

		private volatile Instant now = Instant.parse("2026-11-24T11:00:00Z");

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			throw new UnsupportedOperationException();
		}

	}

}
