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
package io.linkkit.messaging.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.messaging.alink.AlinkCode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlatformErrorLog}.
 */
class PlatformErrorLogTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final List<String> lines = new ArrayList<>();

	private final PlatformErrorLog log = new PlatformErrorLog(this.now::get, this.lines::add);

	private final PlatformErrorEvent event = new PlatformErrorEvent(this,
			new DeviceIdentity("a1B2c3D4e5F", "sensor_01"), AlinkCode.TOO_MANY_REQUESTS, null, null);

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
	}

	@Test
	void namesCodeAndRemedy() {
		this.log.say(this.event);
		assertThat(this.lines).singleElement()
			.asString()
			.contains("sensor_01&a1B2c3D4e5F", "429", AlinkCode.TOO_MANY_REQUESTS.remedy());
	}

	@Test
	void doesNotFillTheDiskWhenEveryMessageIsRefused() {
		for (int i = 0; i < 1000; i++) {
			this.log.say(this.event);
		}
		assertThat(this.lines).hasSize(PlatformErrorLog.MOST_PER_MINUTE).noneMatch((line) -> line.contains("more"));
		pass(Duration.ofSeconds(59));
		this.log.say(this.event);
		assertThat(this.lines).hasSize(PlatformErrorLog.MOST_PER_MINUTE);
		pass(Duration.ofSeconds(1));
		this.log.say(this.event);
		this.log.say(this.event);
		assertThat(this.lines).hasSize(PlatformErrorLog.MOST_PER_MINUTE + 2);
		assertThat(this.lines.get(PlatformErrorLog.MOST_PER_MINUTE)).contains("991 more reports");
		assertThat(this.lines.get(PlatformErrorLog.MOST_PER_MINUTE + 1)).doesNotContain("more");
	}

}
