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

package io.linkkit.integration.guide;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.linkkit.messaging.time.PlatformClock;
import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs what {@code docs/messaging.md} shows.
 */
@SpringBootTest(properties = { "linkkit.simulator.enabled=true", "linkkit.ntp.enabled=true" })
class MessagingGuideTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Door FRONT = new Door("front", true);

	@Autowired
	private LinkKitSimulator simulator;

	@Autowired
	private SimulatedDevice device;

	@Autowired
	private DoorReporter reporter;

	@Autowired
	private DoorListener listener;

	@Autowired
	private DoorErrors errors;

	@Autowired
	private Building building;

	@Autowired
	private PlatformClock clock;

	@BeforeEach
	void awaitOnline() {
		this.device.awaitOnline(TIMEOUT);
	}

	@Test
	void objectsArePublishedAsJson() {
		this.reporter.opened(FRONT);
		this.reporter.forgotten(FRONT);
		assertThat(this.device.awaitPublished(this.device.userTopic("door"), TIMEOUT).text())
			.isEqualTo("{\"name\":\"front\",\"open\":true}");
		assertThat(this.device.awaitPublished(this.device.userTopic("alarm"), TIMEOUT).qos()).isOne();
		assertThat(this.reporter.ask(FRONT)).isTrue();
	}

	@Test
	void listenersHear() {
		this.device.publish(this.device.userTopic("lock"), "{\"name\":\"back\",\"open\":false}");
		this.device.publish(this.device.userTopic("note"), "hello");
		this.device.publish(this.device.userTopic("note"), " ");
		this.simulator.cloud().products().get(0).broadcast("closing", "20:00");
		await().atMost(TIMEOUT)
			.untilAsserted(
					() -> assertThat(this.listener.heard()).contains("lock back", "note hello", "closing 20:00"));
		await().atMost(TIMEOUT).untilAsserted(() -> assertThat(this.errors.count()).isOne());
	}

	@Test
	void questionsAreAnswered() throws Exception {
		this.device.publish(this.device.userTopic("state/get"), "side");
		assertThat(this.device.awaitPublished(this.device.userTopic("state"), TIMEOUT).text())
			.isEqualTo("{\"name\":\"side\",\"open\":false}");
		assertThat(this.device.rrpc("1").get(10, TimeUnit.SECONDS).text()).isEqualTo("pong 1");
		assertThat(this.device.rrpc(this.device.userTopic("open"), "gate").get(10, TimeUnit.SECONDS).text())
			.isEqualTo("{\"name\":\"gate\",\"open\":true}");
	}

	@Test
	void thePlatformIsAsked() throws Exception {
		assertThat(this.building.movedTo("3").get(10, TimeUnit.SECONDS).code().isSuccess()).isTrue();
		assertThat(this.device.tags()).containsEntry("floor", "3");
		this.building.forgetFloor().get(10, TimeUnit.SECONDS);
		assertThat(this.device.tags()).doesNotContainKey("floor");
	}

	@Test
	void thePlatformTellsTheTimeAndWhatItDislikes() {
		await().atMost(TIMEOUT).untilAsserted(() -> assertThat(this.clock.offset()).isPresent());
		assertThat(this.building.now()).isNotNull();
		this.device.error(429, "too often");
		await().atMost(TIMEOUT).untilAsserted(() -> assertThat(this.building.told()).contains("error 429"));
	}

}
