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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A foreign client logs in, publishes and receives over every transport.
 */
class TransportTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	static Stream<Connector> transports() {
		return Stream.of(PahoDevice::plain, PahoDevice::tls, PahoDevice::webSocket, PahoDevice::secureWebSocket);
	}

	@ParameterizedTest
	@MethodSource("transports")
	void deviceTalksOnAPortOfItsOwn(Connector connector) throws Exception {
		try (LinkKitSimulator simulator = everything().start()) {
			assertThatDeviceTalks(simulator, connector);
		}
	}

	@ParameterizedTest
	@MethodSource("transports")
	void deviceTalksOnAPortThatAnswersEverything(Connector connector) throws Exception {
		try (LinkKitSimulator simulator = everything().singlePort(0).start()) {
			assertThat(simulator.tcpPort()).isEqualTo(simulator.tlsPort()).isEqualTo(simulator.webSocketPort());
			assertThatDeviceTalks(simulator, connector);
		}
	}

	@Test
	void httpsAnswersWithNotFoundAsJson() throws Exception {
		try (LinkKitSimulator simulator = LinkKitSimulator.builder().https().start()) {
			HttpClient client = HttpClient.newBuilder()
				.sslContext(PahoDevice.sslContext(simulator.caCertificatePem()))
				.build();
			HttpRequest request = HttpRequest
				.newBuilder(URI.create("https://localhost:" + simulator.httpsPort() + "/auth/devicename"))
				.build();
			HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
			assertThat(response.body()).contains("\"code\":404");
		}
	}

	@Test
	void portThatWasNotAskedForIsNotOpen() {
		try (LinkKitSimulator simulator = LinkKitSimulator.builder().tcp().start()) {
			assertThatIllegalStateException().isThrownBy(simulator::tlsPort).withMessageContaining("MQTT_TLS");
		}
	}

	@Test
	void simulatorWithoutListenersIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> LinkKitSimulator.builder().start());
	}

	private static LinkKitSimulator.Builder everything() {
		return LinkKitSimulator.builder().tcp().tls().webSocket().secureWebSocket().https();
	}

	private static void assertThatDeviceTalks(LinkKitSimulator simulator, Connector connector) throws Exception {
		SimulatedDevice device = simulator.cloud().createProduct().createDevice("sensor_01");
		try (PahoDevice paho = connector.create(simulator, device).connect()) {
			device.awaitOnline(PATIENCE);
			assertThat(paho.subscribe(device.userTopic("get"), 1)).isEqualTo(1);
			byte[] large = new byte[200_000];
			paho.publish(device.userTopic("update"), large, 1);
			assertThat(device.awaitPublished(device.userTopic("+"), PATIENCE).payload()).isEqualTo(large);
			device.publish(device.userTopic("get"), "on");
			assertThat(paho.awaitMessage()).isEqualTo(new PahoDevice.Received(device.userTopic("get"), "on", 1, false));
		}
	}

	/**
	 * Makes a client for one transport.
	 */
	@FunctionalInterface
	interface Connector {

		PahoDevice create(LinkKitSimulator simulator, SimulatedDevice device) throws Exception;

	}

}
