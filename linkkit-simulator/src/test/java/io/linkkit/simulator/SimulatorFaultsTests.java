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

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.linkkit.simulator.junit.LinkKitSimulatorExtension;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.platform.AlinkReplyFault;
import io.linkkit.simulator.platform.ConnectionCut;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

class SimulatorFaultsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@RegisterExtension
	LinkKitSimulatorExtension platform = LinkKitSimulatorExtension.with((builder) -> builder.tcp().tls());

	private LinkKitSimulator simulator;

	private SimulatorFaults faults;

	private SimulatedDevice device;

	@BeforeEach
	void createDevice() {
		this.simulator = this.platform.simulator();
		this.faults = this.simulator.faults();
		this.device = this.simulator.cloud().createProduct().createDevice("sensor_01");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void everyLoginIsRefusedUntilHealed(int code) throws Exception {
		this.faults.answerConnackWith(code);
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device)) {
			assertThatExceptionOfType(MqttException.class).isThrownBy(paho::connect)
				.satisfies((ex) -> assertThat(ex.getReasonCode()).isEqualTo(code));
			this.faults.heal();
			paho.connect();
		}
	}

	@Test
	void faultsAtWorkAreNamedUntilHealed() {
		this.faults.answerConnackWith(4);
		this.faults.withholdConnack();
		this.faults.withholdPuback();
		this.faults.refuseSubscription("#");
		this.faults.withholdRegistration();
		this.faults.failAlinkReplies(new AlinkReplyFault.Bare());
		this.faults.shiftClock(Duration.ofDays(1));
		this.faults.pause();
		this.faults.stopListening();
		assertThat(this.faults.active()).containsExactly("connack-4", "connack-withheld", "puback-withheld",
				"subscription-refused", "registration", "alink-replies", "clock-shifted", "black-hole",
				"not-listening");
		this.faults.heal();
		assertThat(this.faults.active()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 6 })
	void codeThatIsNoRefusalIsNotAccepted(int code) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.faults.answerConnackWith(code))
			.withMessageStartingWith("'code'");
	}

	@Test
	void connackIsWithheld() throws Exception {
		this.faults.withholdConnack();
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device)) {
			IMqttToken token = paho.connectAsync();
			await().atMost(PATIENCE)
				.until(() -> this.simulator.log()
					.entries(LogEvent.FAULT)
					.stream()
					.anyMatch((entry) -> entry.reason().equals("connack")));
			assertThat(token.isComplete()).isFalse();
			assertThat(this.device.isOnline()).isFalse();
			// Paho cannot be closed while it waits for CONNACK
			this.faults.cutAll(ConnectionCut.FIN);
			assertThatExceptionOfType(MqttException.class)
				.isThrownBy(() -> token.waitForCompletion(PATIENCE.toMillis()));
		}
	}

	@Test
	void pubackIsWithheldAlthoughTheMessageIsTaken() throws Exception {
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device).connect()) {
			this.faults.withholdPuback();
			IMqttDeliveryToken token = paho.publishAsync(this.device.userTopic("update"), bytes("text"), 1);
			this.device.awaitPublished(this.device.userTopic("update"), PATIENCE);
			// an answer to a later packet shows that none to the earlier is on the way
			paho.subscribe(this.device.userTopic("get"), 1);
			assertThat(token.isComplete()).isFalse();
		}
	}

	@Test
	void subscriptionIsRefused() throws Exception {
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device).connect()) {
			this.faults.refuseSubscription(this.device.userTopic("get"));
			assertThat(paho.subscribe(this.device.userTopic("get"), 1)).isEqualTo(0x80);
			assertThat(paho.subscribe(this.device.userTopic("other"), 1)).isEqualTo(1);
		}
	}

	@Test
	void pausedSimulatorIsSilentAndMakesUpForItAfterwards() throws Exception {
		try (PahoDevice paho = PahoDevice.tls(this.simulator, this.device).connect()) {
			paho.subscribe(this.device.userTopic("get"), 1);
			this.faults.pause();
			IMqttDeliveryToken token = paho.publishAsync(this.device.userTopic("update"), bytes("up"), 1);
			this.device.publish(this.device.userTopic("get"), "down");
			assertThatExceptionOfType(SimulatorTimeoutException.class)
				.isThrownBy(() -> this.device.awaitPublished(this.device.userTopic("update"), Duration.ofMillis(200)));
			assertThat(paho.hasMessage()).isFalse();
			assertThat(token.isComplete()).isFalse();
			assertThat(paho.isConnected()).isTrue();
			this.faults.resume();
			assertThat(this.device.awaitPublished(this.device.userTopic("update"), PATIENCE).text()).isEqualTo("up");
			assertThat(paho.awaitMessage().text()).isEqualTo("down");
			token.waitForCompletion(PATIENCE.toMillis());
		}
	}

	@Test
	void connectionMadeDuringAPauseIsServedAfterwards() throws Exception {
		this.faults.pause();
		try (PahoDevice paho = PahoDevice.tls(this.simulator, this.device)) {
			IMqttToken token = paho.connectAsync();
			assertThatExceptionOfType(SimulatorTimeoutException.class)
				.isThrownBy(() -> this.device.awaitOnline(Duration.ofMillis(200)));
			this.faults.resume();
			token.waitForCompletion(PATIENCE.toMillis());
			assertThat(this.device.isOnline()).isTrue();
		}
	}

	@Test
	void connectionClosedDuringAPauseStaysOpenForThePeer() throws Exception {
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device).connect()) {
			this.faults.pause();
			this.device.disable();
			assertThat(this.device.isOnline()).isFalse();
			assertThat(paho.awaitLoss(Duration.ofMillis(200))).isNull();
			this.faults.resume();
			assertThat(paho.awaitLoss()).isNotNull();
		}
	}

	@ParameterizedTest
	@EnumSource
	void everyConnectionIsCut(ConnectionCut how) throws Exception {
		try (PahoDevice plain = PahoDevice.plain(this.simulator, this.device).connect();
				PahoDevice tls = PahoDevice.tls(this.simulator, anotherDevice()).connect()) {
			this.faults.pause();
			this.faults.cutAll(how);
			String expected = (how == ConnectionCut.RST) ? "reset" : "EOF";
			assertThat(String.valueOf(plain.awaitLoss().getCause())).contains(expected);
			assertThat(String.valueOf(tls.awaitLoss().getCause())).contains(expected);
			this.device.awaitOffline(PATIENCE);
		}
	}

	@RepeatedTest(5)
	void closedPortsRefuseConnectionsAndOpenAgainWhereTheyWere() throws Exception {
		int port = this.simulator.tcpPort();
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device).connect()) {
			this.faults.stopListening();
			assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
			assertThat(this.device.isOnline()).isTrue();
			paho.publish(this.device.userTopic("update"), "still here", 1);
			this.faults.resumeListening();
			assertThat(this.simulator.tcpPort()).isEqualTo(port);
		}
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device).connect()) {
			assertThat(paho.isConnected()).isTrue();
		}
	}

	private SimulatedDevice anotherDevice() {
		return this.simulator.cloud().createProduct().createDevice("sensor_02");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
