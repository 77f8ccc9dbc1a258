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

package io.linkkit.sample;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.simulator.LinkKitSimulator;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The profile for the real platform needs an identity and nothing else.
 */
@SpringBootTest(properties = { "linkkit.product-key=a1B2c3D4e5F", "linkkit.device-name=cold-room-01",
		"linkkit.device-secret=0123456789abcdef0123456789ABCDEF", "linkkit.auto-connect=false" })
@ActiveProfiles("platform")
class PlatformProfileTests {

	@Autowired
	private LinkKitConnection connection;

	@Autowired
	private ObjectProvider<LinkKitSimulator> simulator;

	@Test
	void runsWithoutTheSimulator() {
		assertThat(this.simulator.getIfAvailable()).isNull();
		assertThat(this.connection.device().deviceName()).isEqualTo("cold-room-01");
		assertThat(this.connection.status().state()).isEqualTo(ConnectionState.INITIALIZED);
	}

}
