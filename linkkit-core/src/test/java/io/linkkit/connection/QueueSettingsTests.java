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
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.linkkit.identity.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link QueueSettings} and {@link OutgoingMessage}.
 */
class QueueSettingsTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	@Test
	void rejectsWhatExceedsTheLimitsUnlessToldOtherwise() {
		QueueSettings settings = new QueueSettings(1, 1);
		assertThat(settings.overflow()).isEqualTo(QueueOverflow.REJECT);
		assertThat(settings.timeToLive()).isNull();
		assertThat(settings.rateLimit()).isEqualTo(QueueRateLimit.NONE);
		assertThat(settings.acknowledgeTimeout()).hasSeconds(30);
	}

	static Stream<Arguments> illegal() {
		return Stream.of(illegal("max-queued-message", () -> new QueueSettings(-1, 1)),
				illegal("queue.max-size", () -> new QueueSettings(1, 0)),
				illegal("queue.block-timeout", () -> settings(Duration.ZERO, SECOND, SECOND)),
				illegal("queue.time-to-live", () -> settings(SECOND, Duration.ZERO, SECOND)),
				illegal("queue.acknowledge-timeout", () -> settings(SECOND, SECOND, SECOND.negated())));
	}

	private static Arguments illegal(String setting, Supplier<QueueSettings> settings) {
		return Arguments.of(setting, settings);
	}

	private static QueueSettings settings(Duration blockTimeout, Duration timeToLive, Duration acknowledgeTimeout) {
		return new QueueSettings(1, 1, QueueOverflow.BLOCK, blockTimeout, timeToLive, QueueRateLimit.NONE,
				acknowledgeTimeout, null);
	}

	@ParameterizedTest
	@MethodSource("illegal")
	void namesTheSettingThatIsIllegal(String setting, Supplier<QueueSettings> settings) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(settings::get)
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo(setting));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void aMessageMustBeAllowedToLive(int seconds) {
		OutgoingMessage message = OutgoingMessage.of("/a", new byte[0], 1);
		assertThatIllegalArgumentException().isThrownBy(() -> message.withTimeToLive(Duration.ofSeconds(seconds)));
	}

	@Test
	void aMessageDoesNotShowItsPayload() {
		assertThat(OutgoingMessage.of("/a", "secret".getBytes(), 1).withTimeToLive(SECOND))
			.hasToString("OutgoingMessage[topic=/a, 6 bytes, qos=1, timeToLive=PT1S]");
	}

}
