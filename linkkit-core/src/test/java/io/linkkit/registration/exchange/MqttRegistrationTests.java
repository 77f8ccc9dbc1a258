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

package io.linkkit.registration.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.DeviceToken;
import io.linkkit.auth.RegnwlSecureMode;
import io.linkkit.auth.Secret;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.PahoSessionFactory;
import io.linkkit.mqtt.ProtocolVersion;
import io.linkkit.mqtt.ScriptedServer;
import io.linkkit.mqtt.ScriptedServer.Connection;
import io.linkkit.mqtt.ScriptedServer.Packet;
import io.linkkit.mqtt.SessionThreadCount;
import io.linkkit.mqtt.TestCertificates;
import io.linkkit.registration.RegistrationExchange;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.registration.RegistrationKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link MqttRegistrationExchange} over real sessions.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MqttRegistrationTests {

	private static final Duration LONG = Duration.ofSeconds(40);

	private static final int PUBACK = 4;

	private static final int DISCONNECT = 14;

	private static SSLContext serverContext;

	private static SSLContext clientContext;

	private final List<DeviceCredential> kept = new ArrayList<>();

	private final List<Integer> received = new CopyOnWriteArrayList<>();

	@BeforeAll
	static void issueCertificates() throws Exception {
		TestCertificates certificates = new TestCertificates();
		serverContext = TestCertificates.serverContext(certificates.forLoopback());
		clientContext = certificates.clientContext();
	}

	@AfterEach
	void noThreadIsLeft() {
		SessionThreadCount.awaitNone();
	}

	@Test
	void secretPushedWithQos0IsKept() throws Exception {
		register(RegistrationKind.REGISTER, (connection) -> {
			connection.accept();
			connection.send(publish("/ext/register", 0, Registrations.SECRET_FIELDS));
			receiveAll(connection);
		});
		assertThat(this.kept).containsExactly(new DeviceSecret(Secret.of(Registrations.DEVICE_SECRET)));
		Awaitility.await().untilAsserted(() -> assertThat(this.received).containsExactly(DISCONNECT));
	}

	@RepeatedTest(5)
	void pushRightBehindConnackIsAcknowledgedBeforeDisconnect() throws Exception {
		register(RegistrationKind.REGNWL, (connection) -> {
			connection.receive();
			ByteArrayOutputStream both = new ByteArrayOutputStream();
			both.write(ScriptedServer.ACCEPTED);
			both.write(publish("/ext/regnwl", 1, Registrations.TOKEN_FIELDS));
			connection.send(both.toByteArray());
			receiveAll(connection);
		});
		assertThat(this.kept)
			.containsExactly(new DeviceToken(Registrations.CLIENT_ID, Secret.of(Registrations.DEVICE_TOKEN)));
		Awaitility.await().untilAsserted(() -> assertThat(this.received).containsExactly(PUBACK, DISCONNECT));
	}

	@ParameterizedTest
	@CsvSource({ "1, PARAMETER_REFUSED", "2, PARAMETER_REFUSED", "3, PLATFORM_ERROR", "4, CREDENTIALS_REFUSED",
			"5, NOT_AUTHORIZED" })
	void refusalByConnackIsTranslated(int code, RegistrationFailureReason reason) throws Exception {
		RegistrationFailure failure = assertFails(reason, LONG, (connection) -> {
			connection.receive();
			connection.send(0x20, 2, 0, code);
			connection.awaitEnd();
		});
		assertThat(failure.code()).isEqualTo(code);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void closeWithoutPushIsNoAnswer(boolean reset) throws Exception {
		assertFails(RegistrationFailureReason.NO_ANSWER, LONG, (connection) -> {
			connection.accept();
			if (reset) {
				connection.reset();
			}
		});
	}

	@Test
	void closeBeforeConnackIsTheNetworksFault() throws Exception {
		assertFails(RegistrationFailureReason.NETWORK, LONG, Connection::receive);
	}

	@Test
	void silenceIsNoAnswerAndEndsTheConnection() throws Exception {
		assertFails(RegistrationFailureReason.NO_ANSWER, Duration.ofSeconds(2), (connection) -> {
			connection.accept();
			connection.awaitEnd();
		});
	}

	@Test
	void certificateOfAnUnknownAuthorityIsRefused() throws Exception {
		SSLContext untrusted = TestCertificates.serverContext(new TestCertificates().forLoopback());
		try (ScriptedServer server = ScriptedServer.tls(untrusted, Connection::accept)) {
			RegistrationFailure failure = Registrations.assertFails(RegistrationFailureReason.TLS,
					() -> exchange(RegistrationKind.REGISTER, server, LONG).register(this.kept::add));
			assertThat(failure.message()).contains("that no trusted root signs");
		}
	}

	private void register(RegistrationKind kind, ScriptedServer.Script script) throws Exception {
		try (ScriptedServer server = ScriptedServer.tls(serverContext, script)) {
			exchange(kind, server, LONG).register(this.kept::add);
			Awaitility.await().until(server::endedConnections, (ended) -> ended == 1);
			assertThat(server.connections()).isOne();
		}
	}

	private RegistrationFailure assertFails(RegistrationFailureReason reason, Duration deadline,
			ScriptedServer.Script script) throws Exception {
		try (ScriptedServer server = ScriptedServer.tls(serverContext, script)) {
			RegistrationExchange exchange = exchange(RegistrationKind.REGISTER, server, deadline);
			RegistrationFailure failure = Registrations.assertFails(reason, () -> exchange.register(this.kept::add));
			Awaitility.await().until(server::endedConnections, (ended) -> ended == 1);
			assertThat(server.connections()).as("each CONNECT registers anew").isOne();
			assertThat(this.kept).isEmpty();
			return failure;
		}
	}

	private static RegistrationExchange exchange(RegistrationKind kind, ScriptedServer server, Duration deadline) {
		Endpoint endpoint = new Endpoint("127.0.0.1", server.port(), Transport.TCP, TransportSecurity.TLS);
		return new MqttRegistrationExchange(Registrations.authentication(), kind, RegnwlSecureMode.TLS, endpoint,
				() -> clientContext, new PahoSessionFactory(), ProtocolVersion.MQTTv311, LONG, deadline);
	}

	private void receiveAll(Connection connection) throws IOException {
		while (true) {
			Packet packet = connection.receive();
			this.received.add(packet.type());
		}
	}

	private static byte[] publish(String topic, int qos, String payload) throws IOException {
		byte[] name = Registrations.bytes(topic);
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		body.write(0);
		body.write(name.length);
		body.write(name);
		if (qos > 0) {
			body.write(0);
			body.write(7);
		}
		body.write(Registrations.bytes(payload));
		ByteArrayOutputStream packet = new ByteArrayOutputStream();
		packet.write(0x30 | (qos << 1));
		packet.write(0x80 | (body.size() & 0x7F));
		packet.write(body.size() >> 7);
		body.writeTo(packet);
		return packet.toByteArray();
	}

}
