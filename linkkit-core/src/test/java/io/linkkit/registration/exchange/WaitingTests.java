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

package io.linkkit.registration.exchange;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.linkkit.registration.RegistrationException;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Waiting}.
 */
@Timeout(30)
class WaitingTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final RegistrationFailure LATE = new RegistrationFailure(RegistrationFailureReason.NO_ANSWER, null,
			"late", null);

	private final CompletableFuture<String> answer = new CompletableFuture<>();

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@Test
	void answerGoesBeforeTheLimit() {
		this.answer.complete("answer");
		assertThat(Waiting.await(this.answer, Duration.ZERO, () -> LATE)).isEqualTo("answer");
	}

	@Test
	void answerGoesBeforeAnInterrupt() {
		this.answer.complete("answer");
		Thread.currentThread().interrupt();
		assertThat(Waiting.await(this.answer, LONG, () -> LATE)).isEqualTo("answer");
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	@Test
	void answerThatComesWhileGivingUpIsTaken() {
		String taken = Waiting.await(this.answer, Duration.ZERO, () -> {
			this.answer.complete("answer");
			return LATE;
		});
		assertThat(taken).isEqualTo("answer");
	}

	@Test
	void limitEndsTheWaiting() {
		assertFails(Duration.ofMillis(1), RegistrationFailureReason.NO_ANSWER);
		assertThat(this.answer.complete("too late")).isFalse();
	}

	@Test
	void interruptEndsTheWaiting() {
		Thread.currentThread().interrupt();
		assertFails(LONG, RegistrationFailureReason.INTERRUPTED);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThat(this.answer.complete("too late")).isFalse();
	}

	@Test
	void failureIsThrownWithTheStackOfTheCaller() {
		this.answer.completeExceptionally(new RegistrationException(LATE));
		assertThatExceptionOfType(RegistrationException.class)
			.isThrownBy(() -> Waiting.await(this.answer, LONG, () -> LATE))
			.satisfies((ex) -> {
				assertThat(ex.getFailure()).isEqualTo(LATE);
				assertThat(ex.getStackTrace()[1].getClassName()).isEqualTo(Waiting.class.getName());
			});
	}

	@Test
	void interruptDoesNotDisturbButStays() {
		AtomicBoolean seen = new AtomicBoolean(true);
		Thread.currentThread().interrupt();
		Waiting.undisturbed(() -> seen.set(Thread.currentThread().isInterrupted()));
		assertThat(seen).isFalse();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	private void assertFails(Duration limit, RegistrationFailureReason reason) {
		assertThatExceptionOfType(RegistrationException.class)
			.isThrownBy(() -> Waiting.await(this.answer, limit, () -> LATE))
			.satisfies((ex) -> assertThat(ex.getFailure().reason()).isEqualTo(reason));
	}

}
