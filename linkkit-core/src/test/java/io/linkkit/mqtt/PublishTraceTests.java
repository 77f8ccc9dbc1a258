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

package io.linkkit.mqtt;

import java.time.Duration;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PublishTrace} in virtual time, row F22 of the fault matrix.
 */
class PublishTraceTests {

	private long now = 42;

	private final PublishTrace trace = new PublishTrace(() -> this.now);

	private void pass(Duration time) {
		this.now += time.toNanos();
	}

	@Test
	void f22SuspectsNothingBeforeAnythingWasPublished() {
		assertThat(this.trace.suspect()).isNull();
	}

	@Test
	void f22SuspectsTheLatestTopic() {
		this.trace.published("/a");
		this.trace.published("/b");
		assertThat(this.trace.suspect()).isEqualTo("/b");
	}

	@Test
	void f22SuspectsItForAFewSeconds() {
		this.trace.published("/a");
		pass(PublishTrace.SHORTLY);
		assertThat(this.trace.suspect()).isEqualTo("/a");
		pass(Duration.ofNanos(1));
		assertThat(this.trace.suspect()).isNull();
	}

	@Test
	void f22SuspectsNoTopicOnceAMessageToItWasAcknowledged() {
		this.trace.published("/a");
		this.trace.acknowledged("/a");
		this.trace.published("/a");
		assertThat(this.trace.suspect()).isNull();
	}

	@Test
	void f22SuspectsNoTopicThatTheConnectionOutlived() {
		for (int i = 0; i < 7; i++) {
			this.trace.published("/a");
			pass(Duration.ofSeconds(1));
		}
		this.trace.published("/a");
		assertThat(this.trace.suspect()).isNull();
	}

	@Test
	void f22RemembersABoundedNumberOfTopics() {
		for (int i = 0; i < 1000; i++) {
			this.trace.published("/" + i);
			this.trace.acknowledged("/" + i);
		}
		assertThat(this.trace).extracting("topics").asInstanceOf(InstanceOfAssertFactories.MAP).hasSize(100);
	}

}
