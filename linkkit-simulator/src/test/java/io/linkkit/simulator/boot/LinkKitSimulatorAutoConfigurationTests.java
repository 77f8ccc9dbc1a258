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

package io.linkkit.simulator.boot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.linkkit.auth.Secret;
import io.linkkit.boot.autoconfigure.LinkKitAlinkAutoConfiguration;
import io.linkkit.boot.autoconfigure.LinkKitAutoConfiguration;
import io.linkkit.boot.autoconfigure.LinkKitConnectionDetails;
import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.SessionRequestFactory;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.console.SimulatorConsole;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.tls.SslContextSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LinkKitSimulatorAutoConfiguration}.
 */
class LinkKitSimulatorAutoConfigurationTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final ApplicationContextRunner withoutProperties = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(LinkKitSimulatorAutoConfiguration.class, LinkKitAutoConfiguration.class));

	private final ApplicationContextRunner contextRunner = this.withoutProperties
		.withPropertyValues("linkkit.simulator.enabled=true");

	@Test
	void isInertUnlessEnabled() {
		this.withoutProperties.run((context) -> assertThat(context).doesNotHaveBean(LinkKitSimulator.class)
			.doesNotHaveBean(LinkKitConnection.class));
	}

	@Test
	void isSwitchedOffTogetherWithTheDevice() {
		this.contextRunner.withPropertyValues("linkkit.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LinkKitSimulator.class));
	}

	@Test
	void isInertWithoutTheAutoConfigurationOfTheDevice() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LinkKitSimulatorAutoConfiguration.class))
			.withPropertyValues("linkkit.simulator.enabled=true")
			.withClassLoader(new FilteredClassLoader(LinkKitAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("linkKitSimulator"));
	}

	@Test
	void putsADeviceOnlineWithNothingElseConfigured() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(LinkKitAlinkAutoConfiguration.class))
			.withBean(ConnectedEvents.class)
			.run((context) -> {
				assertThat(context.getBean(ConnectedEvents.class).next().getAttempts()).isOne();
				SimulatedDevice device = context.getBean(SimulatedDevice.class);
				assertThat(device.isOnline()).isTrue();
				assertThat(device.awaitDeviceInfo("SYS_SDK_LANGUAGE", SOON)).isEqualTo("Java");
				assertThat(context.getBean(SessionRequestFactory.class).endpoint().toString())
					.isEqualTo("ssl://localhost:" + context.getBean(LinkKitSimulator.class).tlsPort());
			});
	}

	@ParameterizedTest
	@CsvSource({ "tcp, none", "tcp, tls", "websocket, none", "websocket, tls" })
	void listensOnTheTransportTheDeviceIsConfiguredFor(String transport, String secure) {
		this.contextRunner.withPropertyValues("linkkit.transport=" + transport, "linkkit.secure=" + secure)
			.run((context) -> context.getBean(SimulatedDevice.class).awaitOnline(SOON));
	}

	@Test
	void findsTheDeviceOfTheRunBeforeInItsStateFile(@TempDir Path directory) {
		ApplicationContextRunner kept = this.contextRunner
			.withPropertyValues("linkkit.simulator.state-file=" + directory.resolve("state.json"));
		AtomicReference<String> secret = new AtomicReference<>();
		kept.run((context) -> {
			SimulatedDevice device = context.getBean(SimulatedDevice.class);
			device.awaitOnline(SOON);
			secret.set(device.deviceSecret());
		});
		kept.run((context) -> {
			SimulatedDevice device = context.getBean(SimulatedDevice.class);
			assertThat(device.isActivated()).isTrue();
			assertThat(device.deviceSecret()).isEqualTo(secret.get());
			device.awaitOnline(SOON);
		});
	}

	@ParameterizedTest
	@CsvSource({ "register, https", "register, mqtt", "regnwl, mqtt" })
	void registersTheDeviceAtTheSimulator(String authType, String transport, @TempDir Path directory) {
		this.contextRunner
			.withPropertyValues("linkkit.auth-type=" + authType, "linkkit.registration.transport=" + transport,
					"linkkit.credentials.directory=" + directory)
			.run((context) -> {
				context.getBean(SimulatedDevice.class).awaitOnline(SOON);
				assertThat(context.getBean(LinkKitSimulator.class).log().entries(LogEvent.REGISTERED)).hasSize(1);
			});
	}

	@Test
	void registersOverHttpsForAConnectionThatIsNotEncrypted(@TempDir Path directory) {
		this.contextRunner
			.withPropertyValues("linkkit.auth-type=register", "linkkit.secure=none",
					"linkkit.credentials.directory=" + directory)
			.run((context) -> context.getBean(SimulatedDevice.class).awaitOnline(SOON));
	}

	@Test
	void secondStartDoesWithoutRegisteringIfTheSimulatorRemembers(@TempDir Path directory) {
		ApplicationContextRunner runner = this.contextRunner.withPropertyValues("linkkit.auth-type=register",
				"linkkit.product-secret=PsPsPsPs12345678", "linkkit.credentials.directory=" + directory,
				"linkkit.simulator.state-file=" + directory.resolve("platform.json"));
		for (int registrations : new int[] { 1, 0 }) {
			runner.run((context) -> {
				context.getBean(SimulatedDevice.class).awaitOnline(SOON);
				assertThat(context.getBean(LinkKitSimulator.class).log().entries(LogEvent.REGISTERED))
					.hasSize(registrations);
			});
		}
	}

	@Test
	void createsTheDeviceThatIsConfigured() {
		this.contextRunner
			.withPropertyValues("linkkit.secure=none", "linkkit.product-key=a1B2c3D4e5F",
					"linkkit.device-name=sensor_01", "linkkit.device-secret=0123456789abcdef0123456789ABCDEF",
					"linkkit.host-name=cn-shanghai")
			.run((context) -> {
				LinkKitConnectionDetails details = context.getBean(LinkKitConnectionDetails.class);
				assertThat(details.getDeviceSecret()).isEqualTo(Secret.of("0123456789abcdef0123456789ABCDEF"));
				assertThat(context.getBean(LinkKitConnection.class).device())
					.isEqualTo(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"));
				context.getBean(SimulatedDevice.class).awaitOnline(SOON);
			});
	}

	@Test
	void namesTheKeyOfAMalformedIdentity() {
		this.contextRunner.withPropertyValues("linkkit.product-key=no key")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageContaining("linkkit.product-key"));
	}

	@Test
	void namesThePortThatIsNone() {
		this.contextRunner.withPropertyValues("linkkit.simulator.port=70000")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageContaining("linkkit.simulator.port"));
	}

	@Test
	void namesThePortOfThePageThatIsNone() {
		this.contextRunner.withPropertyValues("linkkit.simulator.console.port=-1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageContaining("linkkit.simulator.console.port"));
	}

	@Test
	void servesNoPageUnlessEnabled() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(SimulatorConsole.class)
			.doesNotHaveBean(ConsoleFeeder.class));
	}

	@Test
	void pageShowsWhatTheApplicationKnows() {
		this.contextRunner
			.withPropertyValues("linkkit.simulator.console.enabled=true", "linkkit.simulator.console.port=0")
			.run((context) -> {
				LinkKitConnection connection = context.getBean(LinkKitConnection.class);
				// the platform knows earlier than the device that it is online
				Awaitility.await().until(() -> connection.status().state() == ConnectionState.CONNECTED);
				URI url = context.getBean(SimulatorConsole.class).url();
				context.getBean(LinkKitSimulator.class).faults().answerConnackWith(4);
				connection.reconnect();
				String shown = shownUntil(url, "\"state\":\"SUSPENDED\"", "\"name\":\"DeviceConnectionFailed\"");
				assertThat(shown).contains("\"source\":\"device\",\"name\":\"DeviceConnected\"")
					.contains("\"reason\":\"BAD_CREDENTIALS\"")
					.contains("\"remedy\":\"" + FailureReason.BAD_CREDENTIALS.remedy())
					.contains("\"nextAttempt\":\"2")
					.doesNotContain(context.getBean(SimulatedDevice.class).deviceSecret());
			});
	}

	// state and events come by different ways, in any order
	private static String shownUntil(URI url, String... parts) throws IOException {
		StringBuilder shown = new StringBuilder();
		URLConnection connection = url.resolve("events").toURL().openConnection();
		connection.setReadTimeout((int) SOON.toMillis());
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
			while (!Stream.of(parts).allMatch((part) -> shown.toString().contains(part))) {
				shown.append(lines.readLine()).append('\n');
			}
		}
		return shown.toString();
	}

	@Test
	void usesTheSimulatorOfTheApplication() {
		try (LinkKitSimulator simulator = LinkKitSimulator.builder().tls().start()) {
			this.contextRunner.withBean(LinkKitSimulator.class, () -> simulator).run((context) -> {
				assertThat(context).hasSingleBean(LinkKitSimulator.class);
				context.getBean(SimulatedDevice.class).awaitOnline(SOON);
				assertThat(simulator.cloud().onlineDevices()).hasSize(1);
			});
		}
	}

	@Test
	void connectionDetailsOfTheApplicationGoFirst() {
		LinkKitConnectionDetails details = mock(LinkKitConnectionDetails.class);
		given(details.getDeviceIdentity()).willReturn(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"));
		given(details.getDeviceSecret()).willReturn(Secret.of("secret"));
		given(details.getSslContextSource()).willReturn(SslContextSource.ofPlatformAndJdk());
		given(details.getEndpoint(any()))
			.willReturn(new Endpoint("localhost", 1, Transport.TCP, TransportSecurity.TLS));
		this.contextRunner.withPropertyValues("linkkit.auto-connect=false")
			.withBean(LinkKitConnectionDetails.class, () -> details)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SimulatorConnectionDetails.class));
	}

	@Test
	void outlivesTheConnection() {
		List<DisconnectedEvents> events = new CopyOnWriteArrayList<>();
		this.contextRunner.withBean(ConnectedEvents.class).withBean(DisconnectedEvents.class).run((context) -> {
			context.getBean(ConnectedEvents.class).next();
			events.add(context.getBean(DisconnectedEvents.class));
		});
		assertThat(events.get(0).reasons).containsExactly(FailureReason.STOPPED_BY_APPLICATION);
	}

	static class ConnectedEvents {

		private final BlockingQueue<DeviceConnectedEvent> events = new LinkedBlockingQueue<>();

		@EventListener
		void connected(DeviceConnectedEvent event) {
			this.events.add(event);
		}

		DeviceConnectedEvent next() throws InterruptedException {
			DeviceConnectedEvent event = this.events.poll(SOON.toSeconds(), TimeUnit.SECONDS);
			assertThat(event).as("event within " + SOON).isNotNull();
			return event;
		}

	}

	static class DisconnectedEvents {

		private final List<FailureReason> reasons = new CopyOnWriteArrayList<>();

		@EventListener
		void disconnected(DeviceDisconnectedEvent event) {
			this.reasons.add(event.getReason());
		}

	}

}
