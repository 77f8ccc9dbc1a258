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

package io.linkkit.messaging;

import io.linkkit.identity.DeviceIdentity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link DeviceTopics}.
 */
class DeviceTopicsTests {

	private final DeviceTopics topics = new DeviceTopics(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"));

	@Test
	void productKeyAndDeviceNameAreFilledIn() {
		assertThat(this.topics.resolve("/${productKey}/${deviceName}/user/get"))
			.isEqualTo("/a1B2c3D4e5F/sensor_01/user/get");
	}

	@Test
	void otherPlaceholdersAreLeftToOthers() {
		assertThat(this.topics.resolve("/${productKey}/${room}/${deviceName:x}/#{bean}"))
			.isEqualTo("/a1B2c3D4e5F/${room}/${deviceName:x}/#{bean}");
	}

	@Test
	void systemTopicsBeginWithSys() {
		assertThat(this.topics.system("thing/deviceinfo/update"))
			.isEqualTo("/sys/a1B2c3D4e5F/sensor_01/thing/deviceinfo/update");
	}

	@Test
	void userTopicsLieUnderTheDevice() {
		assertThat(this.topics.user("get")).isEqualTo("/a1B2c3D4e5F/sensor_01/user/get");
	}

}
