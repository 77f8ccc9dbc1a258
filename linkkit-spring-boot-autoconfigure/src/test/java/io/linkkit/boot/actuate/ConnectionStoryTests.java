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

package io.linkkit.boot.actuate;

import io.linkkit.connection.event.DeviceKickedEvent;
import io.linkkit.identity.DeviceIdentity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionStory}.
 */
class ConnectionStoryTests {

	private final ConnectionStory story = new ConnectionStory();

	@Test
	void eventsAreToldInWords() {
		tell(2);
		assertThat(this.story.entries()).singleElement().satisfies((entry) -> {
			assertThat(entry.device()).isEqualTo("sensor_01&a1B2c3D4e5F");
			assertThat(entry.event()).isEqualTo("DeviceKicked");
			assertThat(entry.details()).startsWith("kicks=2");
			assertThat(entry.time()).isNotNull();
		});
	}

	@Test
	void onlyTheLastHundredAreKept() {
		for (int i = 1; i <= 250; i++) {
			tell(i);
		}
		assertThat(this.story.entries()).hasSize(100);
		assertThat(this.story.entries().get(0).details()).startsWith("kicks=151,");
		assertThat(this.story.entries().get(99).details()).startsWith("kicks=250,");
	}

	private void tell(int kicks) {
		this.story.onApplicationEvent(
				new DeviceKickedEvent(this, new DeviceIdentity("a1B2c3D4e5F", "sensor_01"), kicks, null));
	}

}
