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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.linkkit.simulator.console.DeviceEvent;
import io.linkkit.simulator.console.DeviceSide;
import io.linkkit.simulator.console.DeviceView;
import io.linkkit.simulator.console.SimulatorConsole;
import io.linkkit.simulator.junit.LinkKitSimulatorExtension;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * The simulator's page, asked over HTTP as a browser does.
 */
class ConsoleTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final String DEVICE = "sensor_01&a1B2c3D4e5F";

	@RegisterExtension
	LinkKitSimulatorExtension platform = LinkKitSimulatorExtension.with((builder) -> builder.tcp());

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<String> received = new CopyOnWriteArrayList<>();

	private LinkKitSimulator simulator;

	private SimulatedProduct product;

	private SimulatedDevice device;

	private SimulatorConsole console;

	@BeforeEach
	void startConsole() {
		this.simulator = this.platform.simulator();
		this.product = this.simulator.cloud().createProduct("a1B2c3D4e5F");
		this.device = this.product.createDevice("sensor_01");
		this.console = SimulatorConsole.start(this.simulator, 0);
	}

	@AfterEach
	void closeConsole() {
		this.console.close();
	}

	@Test
	void browserSeesWhatHappenedAndWhatHappens() throws Exception {
		listen();
		awaitReceived("\"name\":\"DEVICE_CHANGED\"");
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device).connect()) {
			paho.subscribe(this.device.userTopic("get"), 1);
			awaitReceived("\"name\":\"LOGIN_ACCEPTED\"");
			awaitReceived("\"subscriptions\":[\"/a1B2c3D4e5F/sensor_01/user/get\"]");
			paho.publish(this.device.userTopic("update"), "<b>\nwarm</b>", 1);
			awaitReceived("\"direction\":\"UP\"", "/user/update", "\"payload\":\"<b>\\nwarm</b>\"");
			press("send", ",\"topic\":\"" + this.device.userTopic("get") + "\",\"payload\":\"open\"");
			assertThat(paho.awaitMessage().text()).isEqualTo("open");
			awaitReceived("\"direction\":\"DOWN\"", "/user/get", "\"payload\":\"open\"");
			press("kick", "");
			awaitReceived("\"name\":\"KICKED\"");
			paho.awaitLoss();
		}
		awaitReceived("\"onlineSince\":null");
	}

	@Test
	void longPayloadIsCut() throws Exception {
		listen();
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device).connect()) {
			paho.publish(this.device.userTopic("update"), "x".repeat(100_000), 1);
			awaitReceived("\"size\":100000", "\"cut\":true");
		}
		assertThat(this.received).allSatisfy((line) -> assertThat(line).hasSizeLessThan(4096));
	}

	@Test
	void messageIsNoEntryOfTheTimelineToo() throws Exception {
		listen();
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device).connect()) {
			paho.publish(this.device.userTopic("update"), "warm", 1);
			awaitReceived("\"direction\":\"UP\"");
			this.device.disable();
			awaitReceived("\"reason\":\"disabled\"");
		}
		assertThat(this.received).noneMatch((line) -> line.contains("\"name\":\"PUBLISHED\""));
	}

	@Test
	void deviceTellsItsSideAndIsToldToReconnect() throws Exception {
		AtomicInteger reconnects = new AtomicInteger();
		listen();
		this.console.attach(DEVICE, side(reconnects));
		awaitReceived("\"state\":\"WAITING\"", "\"reason\":\"KICKED\"", "\"remedy\":\"look for the other one\"");
		this.console.tell(new DeviceEvent(Instant.now(), DEVICE, "DeviceConnected", "", "attempts=1", null));
		awaitReceived("\"source\":\"device\"", "\"name\":\"DeviceConnected\"");
		assertThat(press("reconnect", "").statusCode()).isEqualTo(200);
		assertThat(reconnects).hasValue(1);
	}

	private static DeviceSide side(AtomicInteger reconnects) {
		return new DeviceSide() {

			@Override
			public DeviceView view() {
				return new DeviceView("WAITING", Instant.EPOCH, 1,
						new DeviceView.Trouble("KICKED", "another client", "look for the other one"), Instant.EPOCH, 7);
			}

			@Override
			public void reconnect() {
				reconnects.incrementAndGet();
			}

		};
	}

	@Test
	void deviceIsAskedAndItsAnswerTold() throws Exception {
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device).connect()) {
			paho.subscribe(this.device.systemTopic("rrpc/request/+"), 0);
			CompletableFuture<HttpResponse<String>> pressed = this.http
				.sendAsync(request("rrpc", ",\"payload\":\"door?\""), HttpResponse.BodyHandlers.ofString());
			String question = paho.awaitMessage().topic();
			paho.publish(question.replace("request", "response"), "closed", 0);
			assertThat(pressed).succeedsWithin(PATIENCE)
				.satisfies((answer) -> assertThat(answer.body()).isEqualTo("{\"text\":\"closed\"}"));
		}
	}

	@Test
	void noSecretIsShown() throws Exception {
		listen();
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device).connect()) {
			paho.publish(this.device.userTopic("update"), "warm", 1);
			awaitReceived("\"direction\":\"UP\"");
		}
		PahoDevice stranger = PahoDevice.plain(this.simulator,
				this.simulator.cloud().createProduct().createDevice("sensor_02"));
		this.simulator.faults().answerConnackWith(4);
		try (stranger) {
			assertThatExceptionOfType(MqttException.class).isThrownBy(stranger::connect);
		}
		awaitReceived("\"name\":\"LOGIN_REFUSED\"");
		assertThat(String.join("\n", this.received))
			.doesNotContain(this.device.deviceSecret(), this.product.productSecret())
			.doesNotContainPattern("\\b[0-9a-fA-F]{32,}\\b");
	}

	@Test
	void listensOnTheLoopbackAddressOnly() throws Exception {
		int port = this.console.url().getPort();
		assertThat(this.console.url()).hasHost("127.0.0.1");
		for (InetAddress address : otherAddresses()) {
			assertThatIOException().isThrownBy(() -> {
				try (Socket socket = new Socket()) {
					socket.connect(new InetSocketAddress(address, port), 1000);
				}
			});
		}
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
		}
	}

	private static List<InetAddress> otherAddresses() throws IOException {
		return NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((address) -> !address.isLoopbackAddress())
			.toList();
	}

	@Test
	void takesAnotherPortWhenTheOneAskedForIsTaken() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
				SimulatorConsole second = SimulatorConsole.start(this.simulator, taken.getLocalPort())) {
			assertThat(second.url().getPort()).isPositive().isNotEqualTo(taken.getLocalPort());
		}
	}

	@Test
	void closingEndsStreamsAndThreads() throws Exception {
		CompletableFuture<Void> stream = listen();
		awaitReceived("event: state");
		assertThat(threads()).hasSize(1);
		this.console.close();
		assertThat(stream).succeedsWithin(PATIENCE);
		assertThat(threads()).isEmpty();
		this.device.disable();
		this.console.tell(new DeviceEvent(Instant.now(), DEVICE, "DeviceConnected", "", "", null));
		this.console.close();
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("linkkit-console-"))
			.toList();
	}

	private CompletableFuture<Void> listen() {
		HttpRequest request = HttpRequest.newBuilder(this.console.url().resolve("events")).build();
		return this.http.sendAsync(request, HttpResponse.BodyHandlers.ofLines()).thenAccept((response) -> {
			try (Stream<String> lines = response.body()) {
				lines.forEach(this.received::add);
			}
			catch (UncheckedIOException ex) {
				this.received.add(ex.toString());
			}
		});
	}

	private void awaitReceived(String... parts) {
		await().atMost(PATIENCE)
			.until(() -> this.received.stream().anyMatch((line) -> Stream.of(parts).allMatch(line::contains)));
	}

	private HttpResponse<String> press(String action, String more) throws Exception {
		return this.http.send(request(action, more), HttpResponse.BodyHandlers.ofString());
	}

	private HttpRequest request(String action, String more) {
		URI uri = this.console.url().resolve("actions/" + action);
		return HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/json")
			.header("X-LinkKit-Console", "1")
			.POST(HttpRequest.BodyPublishers.ofString("{\"device\":\"" + DEVICE + "\"" + more + "}"))
			.build();
	}

}
