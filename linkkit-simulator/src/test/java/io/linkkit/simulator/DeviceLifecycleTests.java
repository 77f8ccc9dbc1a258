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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;

import io.linkkit.simulator.PahoDevice.Received;
import io.linkkit.simulator.junit.LinkKitSimulatorExtension;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.platform.ConnectionCut;
import io.linkkit.simulator.platform.PublishOutcome;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a foreign client meets from its login to its end.
 */
class DeviceLifecycleTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@RegisterExtension
	static LinkKitSimulatorExtension platform = LinkKitSimulatorExtension.with((builder) -> builder.tcp());

	private LinkKitSimulator simulator;

	private SimulatedDevice device;

	@BeforeEach
	void createDevice() {
		this.simulator = platform.simulator();
		this.device = this.simulator.cloud().createProduct().createDevice("sensor_01");
	}

	@Test
	void onlineDevicesAreListed() throws Exception {
		assertThat(this.device.isOnline()).isFalse();
		try (PahoDevice paho = connect()) {
			assertThat(this.simulator.cloud().onlineDevices()).extracting(SimulatedDevice::toString)
				.contains(this.device.toString());
			paho.disconnect();
			this.device.awaitOffline(PATIENCE);
		}
	}

	@Test
	void mqtt31IsSpokenToo() throws Exception {
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device)) {
			paho.options().setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1);
			paho.connect();
			assertThat(this.device.isOnline()).isTrue();
		}
	}

	@Test
	void refusalReachesTheClientWithItsCodeAndTheLogWithItsReason() throws Exception {
		this.device.disable();
		assertThatRefused(5);
		this.device.enable();
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device)) {
			paho.options().setPassword("nonsense".toCharArray());
			assertThatExceptionOfType(MqttException.class).isThrownBy(paho::connect)
				.satisfies((ex) -> assertThat(ex.getReasonCode()).isEqualTo(4));
		}
		assertThat(this.simulator.log().entries(LogEvent.LOGIN_REFUSED))
			.filteredOn((entry) -> this.device.toString().equals(entry.device()))
			.extracting((entry) -> entry.reason())
			.containsExactly("disabled", "signature");
	}

	@Test
	void disablingCutsTheDeviceOff() throws Exception {
		try (PahoDevice paho = connect()) {
			this.device.disable();
			assertThat(paho.awaitLoss()).isNotNull();
			assertThat(this.device.isOnline()).isFalse();
		}
	}

	@Test
	void newerLoginThrowsTheOlderOutAfterANotice() throws Exception {
		try (PahoDevice older = PahoDevice.plain(this.simulator, this.device, "securemode=3,ext=3").connect();
				PahoDevice newer = connect()) {
			assertThat(older.awaitMessage()).isEqualTo(new Received("/ext/notify",
					"{\"title\":\"kick\",\"content\":\"Kicked by the same device\"}", 0, false));
			assertThat(older.awaitLoss()).isNotNull();
			assertThat(newer.isConnected()).isTrue();
			assertThat(this.device.isOnline()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource
	void cutConnectionIsLost(ConnectionCut how) throws Exception {
		try (PahoDevice paho = connect()) {
			assertThat(this.device.cutConnection(how)).isTrue();
			String seen = String.valueOf(paho.awaitLoss().getCause());
			assertThat(seen).contains((how == ConnectionCut.RST) ? "reset" : "EOF");
			assertThat(this.device.isOnline()).isFalse();
		}
	}

	@Test
	void keptSessionGetsWhatCameWhileTheDeviceWasAway() throws Exception {
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device)) {
			paho.options().setCleanSession(false);
			assertThat(paho.connectAndTell()).isFalse();
			paho.subscribe(this.device.userTopic("get"), 1);
			paho.disconnect();
			this.device.awaitOffline(PATIENCE);
			assertThat(this.device.publish(this.device.userTopic("get"), "late")).isEqualTo(PublishOutcome.STORED);
			assertThat(paho.connectAndTell()).isTrue();
			assertThat(paho.awaitMessage()).isEqualTo(new Received(this.device.userTopic("get"), "late", 1, false));
		}
	}

	@Test
	void acknowledgedMessageIsNotSentAgain() throws Exception {
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device)) {
			paho.options().setCleanSession(false);
			paho.connect();
			paho.subscribe(this.device.userTopic("get"), 1);
			this.device.publish(this.device.userTopic("get"), "once");
			assertThat(paho.awaitMessage().text()).isEqualTo("once");
			paho.publish(this.device.userTopic("update"), "flushes the PUBACK", 1);
			paho.disconnect();
			paho.connect();
			this.device.publish(this.device.userTopic("get"), "marker");
			assertThat(paho.awaitMessage().text()).isEqualTo("marker");
		}
	}

	@Test
	void manyMessagesGoBothWaysInOrder() throws Exception {
		try (PahoDevice paho = connect()) {
			paho.subscribe(this.device.userTopic("get"), 1);
			for (int i = 0; i < 500; i++) {
				paho.publishAsync(this.device.userTopic("update"), bytes(String.valueOf(i)), i % 2);
				this.device.publish(this.device.userTopic("get"), bytes(String.valueOf(i)), i % 2);
			}
			for (int i = 0; i < 500; i++) {
				assertThat(this.device.awaitPublished(this.device.userTopic("update"), PATIENCE).text())
					.isEqualTo(String.valueOf(i));
				assertThat(paho.awaitMessage().text()).isEqualTo(String.valueOf(i));
			}
		}
	}

	@Test
	void subscriptionBeyondTheRightsOrLimitsIsAnsweredWith0x80() throws Exception {
		try (PahoDevice paho = connect()) {
			assertThat(paho.subscribe("/another/device/user/get", 1)).isEqualTo(0x80);
			String[] nine = IntStream.range(0, 9)
				.mapToObj((i) -> this.device.userTopic(String.valueOf(i)))
				.toArray(String[]::new);
			assertThat(paho.subscribe(nine, 0)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0x80);
			paho.unsubscribe(nine[0]);
			assertThat(this.device.subscriptions()).hasSize(7).doesNotContain(nine[0]);
		}
	}

	@Test
	void forbiddenPublishIsAcknowledgedAndDropped() throws Exception {
		try (PahoDevice paho = connect()) {
			paho.publish("/another/device/user/update", "text", 1);
			assertThat(this.device.publishedMessages()).isEmpty();
			assertThat(paho.isConnected()).isTrue();
		}
	}

	@Test
	void qos2AndOversizedMessagesEndTheConnection() throws Exception {
		try (PahoDevice paho = connect()) {
			paho.publishAsync(this.device.userTopic("update"), new byte[0], 2);
			assertThat(paho.awaitLoss()).isNotNull();
		}
		try (PahoDevice paho = connect()) {
			paho.publishAsync(this.device.userTopic("update"), new byte[256 * 1024 + 1], 0);
			assertThat(paho.awaitLoss()).isNotNull();
		}
		assertThat(this.device.publishedMessages()).isEmpty();
	}

	@Test
	void willIsIgnored() throws Exception {
		SimulatedDevice device = this.device;
		try (PahoDevice paho = PahoDevice.plain(this.simulator, device)) {
			MqttMessage will = new MqttMessage(bytes("gone"));
			paho.options().setWill(device.userTopic("will"), will.getPayload(), 1, true);
			paho.connect();
			device.cutConnection(ConnectionCut.RST);
			paho.awaitLoss();
			device.awaitOffline(PATIENCE);
		}
		assertThat(device.publishedMessages()).isEmpty();
	}

	@Test
	void deviceInfoIsUploadedAndAnswered() throws Exception {
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device, "securemode=3,_ss=1").connect()) {
			paho.publish(this.device.systemTopic("thing/deviceinfo/update"),
					"{\"id\":\"1\",\"version\":\"1.0\",\"method\":\"thing.deviceinfo.update\",\"params\":"
							+ "[{\"domain\":\"SYSTEM\",\"attrKey\":\"SYS_SDK_IF_INFO\",\"attrValue\":\"Eth|00AA\"}]}",
					1);
			assertThat(this.device.awaitDeviceInfo("SYS_SDK_IF_INFO", PATIENCE)).isEqualTo("Eth|00AA");
			Received reply = paho.awaitMessage();
			assertThat(reply.topic()).isEqualTo(this.device.systemTopic("thing/deviceinfo/update_reply"));
			assertThat(reply.text()).contains("\"code\":200").contains("\"id\":\"1\"");
			assertThat(this.device.isSubscribedAutomatically()).isTrue();
		}
	}

	@Test
	void waitingInVainTellsWhatHappenedInstead() throws Exception {
		try (PahoDevice paho = connect()) {
			paho.publish(this.device.userTopic("other"), "text", 1);
			assertThatExceptionOfType(SimulatorTimeoutException.class)
				.isThrownBy(() -> this.device.awaitPublished(this.device.userTopic("update"), Duration.ZERO))
				.withMessageContaining("has not published to")
				.withMessageContaining("PUBLISHED")
				.withMessageContaining(this.device.userTopic("other"));
		}
	}

	@Test
	void lossWithoutDisconnectIsNoticed() throws Exception {
		PahoDevice paho = connect();
		paho.close();
		await().atMost(PATIENCE).until(() -> !this.device.isOnline());
	}

	private PahoDevice connect() throws Exception {
		return PahoDevice.plain(this.simulator, this.device).connect();
	}

	private void assertThatRefused(int code) throws Exception {
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device)) {
			assertThatExceptionOfType(MqttException.class).isThrownBy(paho::connect)
				.satisfies((ex) -> assertThat(ex.getReasonCode()).isEqualTo(code));
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
