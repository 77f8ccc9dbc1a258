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
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.linkkit.identity.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Backoff} and {@link ReconnectSettings}.
 */
class BackoffTests {

	private static ReconnectSettings settings(long min, long max) {
		return new ReconnectSettings(Duration.ofSeconds(min), Duration.ofSeconds(max), Duration.ofSeconds(60));
	}

	@Test
	void doublesFromTheShortestToTheLongestDelayAndNeverLeavesTheBounds() {
		for (int seed = 0; seed < 200; seed++) {
			Backoff backoff = new Backoff(settings(2, 60), new Random(seed));
			List<Duration> ceilings = Stream.of(4, 4, 8, 16, 32, 60, 60, 60).map(Duration::ofSeconds).toList();
			List<Duration> delays = new ArrayList<>();
			for (Duration ceiling : ceilings) {
				Duration delay = backoff.next();
				delays.add(delay);
				assertThat(delay).isLessThanOrEqualTo(ceiling).isGreaterThanOrEqualTo(ceiling.dividedBy(2));
			}
			assertThat(delays.get(1)).isEqualTo(Duration.ofSeconds(4));
			assertThat(delays)
				.allSatisfy((delay) -> assertThat(delay).isBetween(Duration.ofSeconds(2), ceilings.get(7)));
		}
	}

	@Test
	void spreadsTheFirstDelay() {
		List<Duration> first = Stream.iterate(0, (seed) -> seed + 1)
			.limit(200)
			.map((seed) -> new Backoff(settings(1, 60), new Random(seed)).next())
			.toList();
		assertThat(first)
			.allSatisfy((delay) -> assertThat(delay).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2)));
		assertThat(first.stream().distinct().count()).isGreaterThan(150);
	}

	@Test
	void spreadsDelays() {
		long distinct = Stream.iterate(0, (seed) -> seed + 1).limit(100).map((seed) -> {
			Backoff backoff = new Backoff(settings(1, 60), new Random(seed));
			backoff.next();
			backoff.next();
			backoff.next();
			return backoff.next();
		}).distinct().count();
		assertThat(distinct).isGreaterThan(90);
	}

	@Test
	void isExactWhenBothBoundsAreEqual() {
		Backoff backoff = new Backoff(settings(3, 3), new Random(0));
		assertThat(Stream.generate(backoff::next).limit(5)).containsOnly(Duration.ofSeconds(3));
	}

	@Test
	void startsAnewAfterReset() {
		Backoff backoff = new Backoff(settings(1, 60), new Random(0));
		backoff.next();
		backoff.next();
		backoff.next();
		backoff.reset();
		assertThat(backoff.next()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
		assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void doesNotOverflowAfterManyFailures() {
		Backoff backoff = new Backoff(settings(1, 1200), new Random(0));
		for (int i = 0; i < 10_000; i++) {
			assertThat(backoff.next()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(20));
		}
	}

	@Test
	void refusesANegativeNumberOfAttempts() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(
				() -> new ReconnectSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), -1))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("reconnect.max-per-minute"));
	}

	@Test
	void spreadsWhatIsPutOffToTheSameMoment() {
		Backoff backoff = new Backoff(settings(1, 60), new Random(0));
		List<Duration> delays = Stream.generate(() -> backoff.postpone(Duration.ofSeconds(20), Duration.ofSeconds(30)))
			.limit(200)
			.toList();
		assertThat(delays)
			.allSatisfy((delay) -> assertThat(delay).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(50)));
		assertThat(delays.stream().map(Duration::toSeconds).distinct()).hasSizeGreaterThan(15);
	}

	@ParameterizedTest
	@CsvSource({ "0, 60, reconnect.min", "1, 1201, reconnect.max", "61, 60, reconnect.min", "1, 0, reconnect.max" })
	void refusesBoundsOutOfRange(long min, long max, String setting) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings(min, max))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo(setting));
	}

}
