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

package io.linkkit.integration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.linkkit.auth.DeviceAuthentication;
import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.SessionRequestFactory;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceKickedEvent;
import io.linkkit.doctor.Advice;
import io.linkkit.doctor.Diagnosis;
import io.linkkit.doctor.Doctor;
import io.linkkit.doctor.DoctorSettings;
import io.linkkit.doctor.Step;
import io.linkkit.doctor.Verdict;
import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.tls.TlsCertificate;
import io.linkkit.tls.SslContextSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Something that is wrong with a device, and what the doctor has to say about it.
 *
 * @param name what is wrong
 * @param step the step that has to show it
 * @param verdict the verdict on that step
 * @param advice the one remedy
 * @param examination sets up what is wrong and calls the doctor
 */
record Misconfiguration(String name, Step step, Verdict verdict, Advice advice, Examination examination) {

	private static final Duration MOMENT = Duration.ofSeconds(1);

	/**
	 * All that start, so that the doctor can be called.
	 */
	static List<Misconfiguration> all() {
		return List.of(
				failed("unknown host", Step.DNS, Advice.CHECK_HOST_NAME,
						() -> plain("linkkit.endpoint=no-such-host.invalid")),
				failed("instance id as endpoint", Step.DNS, Advice.MOVE_TO_INSTANCE_ID,
						() -> plain("linkkit.endpoint=iot-06z00abcdefghij")),
				failed("region as endpoint", Step.DNS, Advice.MOVE_TO_HOST_NAME,
						() -> plain("linkkit.endpoint=cn-shanghai")),
				failed("port refused", Step.TCP, Advice.CHECK_PORT, Misconfiguration::portRefused),
				failed("black hole", Step.TCP, Advice.CHECK_FIREWALL, Misconfiguration::blackHole),
				failed("port that says nothing", Step.TLS, Advice.USE_TLS_PORT, Misconfiguration::silentPort),
				failed("TLS on a plain port", Step.TLS, Advice.USE_TLS_PORT, Misconfiguration::tlsOnPlainPort),
				failed("plain TCP on a TLS-only instance", Step.LOGIN, Advice.USE_TLS,
						Misconfiguration::plainOnTlsPort),
				failed("roots of the JDK for a private root", Step.TLS, Advice.CHECK_TRUST,
						() -> tls(TlsCertificate.VALID, "linkkit.ca-certificates=")),
				failed("port of another CA", Step.TLS, Advice.CHECK_TRUST, Misconfiguration::otherCa),
				failed("expired certificate", Step.TLS, Advice.CHECK_DATE, () -> tls(TlsCertificate.EXPIRED)),
				failed("clock behind the certificate", Step.TLS, Advice.SET_CLOCK,
						() -> tls(TlsCertificate.NOT_YET_VALID)),
				failed("clock of 1970", Step.CLOCK, Advice.SET_CLOCK, Misconfiguration::clockOf1970),
				failed("wrong host", Step.TLS, Advice.USE_NAME_OF_CERTIFICATE, () -> tls(TlsCertificate.WRONG_HOST)),
				failed("wrong secret", Step.LOGIN, Advice.COMPARE_CREDENTIALS,
						() -> plain("linkkit.device-secret=" + NoSecretInOutput.WRONG_SECRET)),
				failed("product secret as device secret", Step.LOGIN, Advice.USE_DEVICE_SECRET,
						() -> plain("linkkit.device-secret=" + NoSecretInOutput.PRODUCT_SECRET)),
				failed("half a secret", Step.LOGIN, Advice.COPY_SECRET_WHOLE,
						() -> plain("linkkit.device-secret=" + NoSecretInOutput.WRONG_SECRET.substring(1))),
				failed("swapped keys", Step.LOGIN, Advice.SWAP_KEYS,
						() -> plain("linkkit.product-key=sensor01", "linkkit.device-name=a1B2c3D4e5F")),
				failed("disabled device", Step.LOGIN, Advice.ENABLE_DEVICE,
						() -> faulty((simulation) -> simulation.device().disable())),
				failed("deleted device", Step.LOGIN, Advice.ENABLE_DEVICE,
						() -> faulty((simulation) -> simulation.device().delete())),
				failed("MQTT version refused", Step.LOGIN, Advice.CHECK_PROTOCOL, () -> refusing(1)),
				failed("client id rejected", Step.LOGIN, Advice.CHECK_CLIENT_ID, () -> refusing(2)),
				failed("platform unavailable", Step.LOGIN, Advice.WAIT, () -> refusing(3)),
				failed("no CONNACK", Step.LOGIN, Advice.MATCH_PORT_AND_SECURITY,
						() -> faulty((simulation) -> simulation.simulator().faults().withholdConnack(),
								"linkkit.connack-timeout=1s")),
				failed("refused subscription", Step.TOPICS, Advice.DEFINE_TOPIC, Misconfiguration::refusedSubscription),
				new Misconfiguration("second client with the identity", Step.LOGIN, Verdict.WARNING,
						Advice.FIND_SECOND_CLIENT, Misconfiguration::secondClient),
				failed("dynamic registration switched off", Step.LOGIN, Advice.SWITCH_ON_REGISTRATION,
						Misconfiguration::registrationOff),
				failed("WebSocket on a plain port", Step.LOGIN, Advice.CHECK_TRANSPORT,
						() -> plain("linkkit.transport=WEBSOCKET")));
	}

	private static Misconfiguration failed(String name, Step step, Advice advice, Examination examination) {
		return new Misconfiguration(name, step, Verdict.FAILED, advice, examination);
	}

	private static Diagnosis examine(EdgeApplication application) {
		return application.context().getBean(Doctor.class).examine();
	}

	private static Diagnosis plain(String... properties) {
		return faulty((simulation) -> {
		}, properties);
	}

	private static Diagnosis refusing(int code) {
		return faulty((simulation) -> simulation.simulator().faults().answerConnackWith(code));
	}

	private static Diagnosis faulty(Fault fault, String... properties) {
		try (Simulation simulation = Simulation.plain()) {
			fault.strike(simulation);
			try (EdgeApplication application = simulation.start(properties)) {
				return examine(application);
			}
		}
	}

	private static Diagnosis tls(TlsCertificate certificate, String... properties) {
		LinkKitSimulator simulator = LinkKitSimulator.builder().tls().tlsCertificate(certificate).start();
		try (Simulation simulation = new Simulation(simulator);
				EdgeApplication application = EdgeApplication.start(simulation.tls(), properties)) {
			return examine(application);
		}
	}

	private static Diagnosis portRefused() throws IOException {
		int port;
		try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = closed.getLocalPort();
		}
		return plain("linkkit.port=" + port);
	}

	/**
	 * A port whose queue of connections is full does not answer another one.
	 */
	private static Diagnosis blackHole() throws IOException {
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort());
			boolean answers = true;
			while (answers) {
				try {
					new Socket().connect(address, 200);
				}
				catch (SocketTimeoutException ex) {
					answers = false;
				}
			}
			return plain("linkkit.port=" + full.getLocalPort(), "linkkit.connect-timeout=1s");
		}
	}

	private static Diagnosis silentPort() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			return plain("linkkit.secure=TLS", "linkkit.port=" + silent.getLocalPort(), "linkkit.connect-timeout=1s");
		}
	}

	private static Diagnosis tlsOnPlainPort() {
		return plain("linkkit.secure=TLS");
	}

	private static Diagnosis plainOnTlsPort() {
		try (Simulation simulation = Simulation.encrypted();
				EdgeApplication application = EdgeApplication.start(simulation.tls(), "linkkit.secure=NONE")) {
			return examine(application);
		}
	}

	private static Diagnosis otherCa() {
		try (Simulation other = Simulation.encrypted()) {
			return tls(TlsCertificate.VALID, "linkkit.ca-certificates=" + other.simulator().caCertificatePem());
		}
	}

	private static Diagnosis clockOf1970() {
		try (Simulation simulation = Simulation.encrypted();
				EdgeApplication application = EdgeApplication.start(simulation.tls())) {
			ConfigurableApplicationContext context = application.context();
			DoctorSettings settings = new DoctorSettings(application.connection().device(),
					context.getBean(SessionRequestFactory.class).endpoint(), null, null, MOMENT, MOMENT);
			return new Doctor(application.connection(), settings, context.getBean(SslContextSource.class),
					context.getBean(DeviceAuthentication.class), InstantSource.fixed(Instant.EPOCH))
				.examine();
		}
	}

	private static Diagnosis refusedSubscription() {
		try (Simulation simulation = Simulation.plain()) {
			String topic = simulation.device().userTopic("get");
			simulation.simulator().faults().refuseSubscription(topic);
			try (EdgeApplication application = simulation.start()) {
				application.connection().subscribe(topic, 1, (message) -> {
				}).settled().join();
				application.awaitState(ConnectionState.CONNECTED);
				return examine(application);
			}
		}
	}

	private static Diagnosis secondClient() {
		try (Simulation simulation = Simulation.plain(); EdgeApplication application = simulation.start()) {
			application.awaitState(ConnectionState.CONNECTED);
			simulation.device().kick();
			application.awaitEvent(DeviceKickedEvent.class);
			application.awaitEvent(DeviceConnectedEvent.class, 2);
			return examine(application);
		}
	}

	private static Diagnosis registrationOff() throws IOException {
		Path credentials = Files.createTempDirectory("linkkit-doctor");
		try (RegistrationSimulation simulation = new RegistrationSimulation(credentials)) {
			simulation.product().dynamicRegistration(false);
			try (EdgeApplication application = EdgeApplication.start(simulation.properties())) {
				return examine(application);
			}
		}
		finally {
			FileSystemUtils.deleteRecursively(credentials);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * Sets up what is wrong and calls the doctor.
	 */
	interface Examination {

		Diagnosis examine() throws Exception;

	}

	/**
	 * Goes wrong on the platform's side.
	 */
	private interface Fault {

		void strike(Simulation simulation);

	}

}
