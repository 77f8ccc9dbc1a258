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

package io.linkkit.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.linkkit.simulator.junit.LinkKitSimulatorExtension;
import io.linkkit.simulator.platform.AlinkReplyFault;
import io.linkkit.simulator.platform.PublishOutcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the cloud side says to devices: the time, errors, notifications,
 * broadcasts and replies that come late.
 */
class CloudMessagesTests {

	private static final Duration TOLERANCE = Duration.ofMinutes(1);

	@RegisterExtension
	LinkKitSimulatorExtension platform = LinkKitSimulatorExtension.with((builder) -> builder.tcp());

	private LinkKitSimulator simulator;

	private SimulatedProduct product;

	private SimulatedDevice device;

	@BeforeEach
	void createDevice() {
		this.simulator = this.platform.simulator();
		this.product = this.simulator.cloud().createProduct("a1B2c3D4e5F");
		this.device = this.product.createDevice("sensor_01");
	}

	private PahoDevice connect() throws Exception {
		return PahoDevice.plain(this.simulator, this.device).connect();
	}

	@Test
	void deviceThatAsksIsToldTheTime() throws Exception {
		try (PahoDevice paho = connect()) {
			paho.subscribe("/ext/ntp/a1B2c3D4e5F/sensor_01/response", 0);
			this.simulator.faults().shiftClock(Duration.ofDays(365));
			paho.publish("/ext/ntp/a1B2c3D4e5F/sensor_01/request", "{\"deviceSendTime\":\"17\"}", 0);
			PahoDevice.Received answer = paho.awaitMessage();
			assertThat(answer.topic()).isEqualTo("/ext/ntp/a1B2c3D4e5F/sensor_01/response");
			assertThat(answer.qos()).isZero();
			assertThat(answer.text())
				.matches("\\{\"deviceSendTime\":\"17\",\"serverRecvTime\":\"\\d+\",\"serverSendTime\":\"\\d+\"}");
			String received = answer.text().replaceAll(".*serverRecvTime\":\"(\\d+).*", "$1");
			Instant expected = Instant.now().plus(Duration.ofDays(365));
			assertThat(Instant.ofEpochMilli(Long.parseLong(received))).isBetween(expected.minus(TOLERANCE),
					expected.plus(TOLERANCE));
		}
	}

	@Test
	void errorIsReportedToADeviceThatHasSubscribed() throws Exception {
		try (PahoDevice paho = connect()) {
			assertThat(this.device.error(520, "lost")).isEqualTo(PublishOutcome.NOT_SUBSCRIBED);
			assertThat(paho.subscribe("/ext/error/a1B2c3D4e5F/sensor_01", 1)).isOne();
			assertThat(this.device.error(520, "session error")).isEqualTo(PublishOutcome.SENT);
			assertThat(paho.awaitMessage().text()).isEqualTo("{\"code\":520,\"data\":{\"deviceName\":\"sensor_01\","
					+ "\"productKey\":\"a1B2c3D4e5F\"},\"id\":\"1\",\"message\":\"session error\"}");
		}
	}

	@Test
	void notificationNeedsNoSubscription() throws Exception {
		assertThat(this.device.notification("news", "none")).isFalse();
		try (PahoDevice paho = connect()) {
			assertThat(this.device.notification("news", "good ones")).isTrue();
			PahoDevice.Received notification = paho.awaitMessage();
			assertThat(notification.topic()).isEqualTo("/ext/notify");
			assertThat(notification.text()).isEqualTo("{\"content\":\"good ones\",\"title\":\"news\"}");
		}
	}

	@Test
	void broadcastReachesSubscribersOfTheProduct() throws Exception {
		SimulatedDevice deaf = this.product.createDevice("sensor_02");
		SimulatedDevice foreign = this.simulator.cloud().createProduct().createDevice("sensor_03");
		try (PahoDevice paho = connect();
				PahoDevice second = PahoDevice.plain(this.simulator, deaf).connect();
				PahoDevice third = PahoDevice.plain(this.simulator, foreign).connect()) {
			assertThat(paho.subscribe("/broadcast/a1B2c3D4e5F/+", 1)).isOne();
			assertThat(third.subscribe("/broadcast/a1B2c3D4e5F/+", 1)).as("another product").isEqualTo(0x80);
			assertThat(this.product.broadcast("news", "to subscribers")).isOne();
			assertThat(paho.awaitMessage().text()).isEqualTo("to subscribers");
			assertThat(this.product.broadcastToOnlineDevices("42", "to all")).isEqualTo(2);
			assertThat(second.awaitMessage().topic()).isEqualTo("/sys/a1B2c3D4e5F/sensor_02/broadcast/request/42");
			assertThat(paho.awaitMessage().text()).isEqualTo("to all");
			assertThat(third.hasMessage()).isFalse();
		}
	}

	@Test
	void replyComesLateOnRequest() throws Exception {
		try (PahoDevice paho = connect()) {
			String topic = this.device.systemTopic("thing/deviceinfo/update");
			paho.subscribe(topic + "_reply", 1);
			this.simulator.faults().failAlinkReplies(new AlinkReplyFault.Delayed(Duration.ofMillis(200)));
			paho.publish(topic, "{\"id\":\"1\",\"params\":[{\"attrKey\":\"room\",\"attrValue\":\"1\"}]}", 1);
			this.simulator.faults().heal();
			paho.publish(topic, "{\"id\":\"2\",\"params\":[{\"attrKey\":\"room\",\"attrValue\":\"2\"}]}", 1);
			assertThat(paho.awaitMessage().text()).contains("\"id\":\"2\"");
			assertThat(paho.awaitMessage().text()).contains("\"id\":\"1\"");
			assertThat(this.device.tags()).isEqualTo(Map.of("room", "2"));
		}
	}

}
