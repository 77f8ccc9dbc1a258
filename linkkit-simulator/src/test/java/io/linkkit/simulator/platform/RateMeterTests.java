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

package io.linkkit.simulator.platform;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateMeterTests {

	private final MutableClock clock = new MutableClock();

	private final RateMeter meter = new RateMeter(2, Duration.ofSeconds(1));

	@Test
	void nothingMorePassesUntilTheOldestLeavesTheWindow() {
		assertThat(tryPass()).isTrue();
		this.clock.advance(Duration.ofMillis(600));
		assertThat(tryPass()).isTrue();
		this.clock.advance(Duration.ofMillis(399));
		assertThat(tryPass()).isFalse();
		this.clock.advance(Duration.ofMillis(1));
		assertThat(tryPass()).isTrue();
		assertThat(tryPass()).isFalse();
	}

	private boolean tryPass() {
		return this.meter.tryPass(this.clock.instant());
	}

}
