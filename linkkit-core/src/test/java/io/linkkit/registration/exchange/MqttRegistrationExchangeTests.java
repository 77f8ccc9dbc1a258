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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.DeviceToken;
import io.linkkit.auth.RegnwlSecureMode;
import io.linkkit.auth.Secret;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.ProtocolVersion;
import io.linkkit.registration.RegistrationExchange;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.registration.RegistrationKind;
import io.linkkit.tls.SslContextSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link MqttRegistrationExchange} with sessions that do what a test says;
 * {@link MqttRegistrationTests} has real ones.
 */
@Timeout(30)
class MqttRegistrationExchangeTests {

	private static final Duration LONG = Duration.ofSeconds(25);

	private static final Duration SHORT = Duration.ofMillis(200);

	private static final Endpoint TLS = new Endpoint("localhost", 8883, Transport.TCP, TransportSecurity.TLS);

	private final List<DeviceCredential> kept = new ArrayList<>();

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@Test
	void loginOfRegisterIsSent() throws Exception {
		MqttSessionRequest request = requestOf(RegistrationKind.REGISTER, RegnwlSecureMode.TOKEN);
		assertThat(request.login().clientId())
			.matches("a1B2c3D4e5F\\.sensor_01\\|securemode=2,authType=register,random=[0-9A-Za-z]{16,},"
					+ "signmethod=hmacsha256\\|");
		assertThat(request.login().username()).isEqualTo("sensor_01&a1B2c3D4e5F");
		assertThat(request.endpoint()).isEqualTo(TLS);
		assertThat(request.sslContext()).isSameAs(SSLContext.getDefault());
		assertThat(request.cleanSession()).isTrue();
		assertThat(request.protocolVersion()).isEqualTo(ProtocolVersion.MQTTv31);
	}

	@ParameterizedTest
	@CsvSource({ "TLS, 2", "TOKEN, -2" })
	void loginOfRegnwlIsSent(RegnwlSecureMode secureMode, String wireValue) throws Exception {
		assertThat(requestOf(RegistrationKind.REGNWL, secureMode).login().clientId())
			.contains("|securemode=" + wireValue + ",authType=regnwl,random=");
	}

	@Test
	void credentialIsKeptThenAcknowledgedThenTheSessionClosed() {
		Thread caller = Thread.currentThread();
		ScriptedSession session = new ScriptedSession((self) -> {
			self.accept();
			self.push("/ext/register", Registrations.SECRET_FIELDS);
		});
		exchange(session).register((credential) -> {
			session.calls().add("keep");
			assertThat(Thread.currentThread()).isSameAs(caller);
		});
		assertThat(session.calls()).startsWith("keep", "acknowledge /ext/register", "close")
			.doesNotContain("subscribe", "publish");
	}

	@ParameterizedTest
	@EnumSource
	void fieldsAndNotTheTopicTellTheKind(RegistrationKind kind) {
		ScriptedSession secret = new ScriptedSession((self) -> self.push("/ext/regnwl", Registrations.SECRET_FIELDS));
		exchange(kind, secret, LONG).register(this.kept::add);
		ScriptedSession token = new ScriptedSession((self) -> self.push("/ext/register", Registrations.TOKEN_FIELDS));
		exchange(kind, token, LONG).register(this.kept::add);
		assertThat(this.kept).containsExactly(new DeviceSecret(Secret.of(Registrations.DEVICE_SECRET)),
				new DeviceToken(Registrations.CLIENT_ID, Secret.of(Registrations.DEVICE_TOKEN)));
	}

	@Test
	void otherTopicsAreIgnored() {
		ScriptedSession session = new ScriptedSession((self) -> {
			self.accept();
			self.push("/ext/notify", "{}");
			self.push("/ext/register/x", Registrations.TOKEN_FIELDS);
			self.push("/ext/register", Registrations.SECRET_FIELDS);
		});
		exchange(session).register(this.kept::add);
		assertThat(this.kept).hasSize(1);
		assertThat(session.calls()).containsOnlyOnce("acknowledge /ext/register")
			.doesNotContain("acknowledge /ext/notify", "acknowledge /ext/register/x");
	}

	@Test
	void closeAfterThePushDoesNotMatter() {
		ScriptedSession session = new ScriptedSession((self) -> {
			self.accept();
			self.push("/ext/register", Registrations.SECRET_FIELDS);
			self.push("/ext/register", Registrations.TOKEN_FIELDS);
			self.lose(FailureReason.CLOSED_BY_PLATFORM);
		});
		exchange(session).register(this.kept::add);
		assertThat(this.kept).containsExactly(new DeviceSecret(Secret.of(Registrations.DEVICE_SECRET)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hidden", "{}", "{\"deviceSecret\":\"hid den\"}", "{\"deviceToken\":\"hidden\"}",
			"{\"deviceSecret\":\"hidden" })
	void pushWithoutUsableCredentialIsMalformed(String payload) {
		ScriptedSession session = new ScriptedSession((self) -> self.push("/ext/register", payload));
		assertFails(RegistrationFailureReason.MALFORMED_ANSWER, session, LONG);
	}

	@Test
	void pushThatIsTooLongIsMalformed() {
		String padding = " ".repeat(CredentialReader.MAX_ANSWER_SIZE);
		ScriptedSession session = new ScriptedSession(
				(self) -> self.push("/ext/register", Registrations.SECRET_FIELDS + padding));
		assertFails(RegistrationFailureReason.MALFORMED_ANSWER, session, LONG);
	}

	@Test
	void pushForAnotherDeviceIsRefused() {
		ScriptedSession session = new ScriptedSession(
				(self) -> self.push("/ext/register", Registrations.SECRET_FIELDS.replace("sensor_01", "sensor_02")));
		RegistrationFailure failure = assertFails(RegistrationFailureReason.OTHER_DEVICE, session, LONG);
		assertThat(failure.message()).isEqualTo("it is for 'sensor_02' instead of 'sensor_01'");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "none", textBlock = """
			UNACCEPTABLE_PROTOCOL_VERSION, PARAMETER_REFUSED,   1
			IDENTIFIER_REJECTED,           PARAMETER_REFUSED,   2
			SERVER_UNAVAILABLE,            PLATFORM_ERROR,      3
			BAD_CREDENTIALS,               CREDENTIALS_REFUSED, 4
			NOT_AUTHORIZED,                NOT_AUTHORIZED,      5
			DNS,                           NETWORK,             none
			CONNECT_TIMEOUT,               NETWORK,             none
			CONNECT_REFUSED,               NETWORK,             none
			WEBSOCKET_REFUSED,             NETWORK,             none
			CONNACK_TIMEOUT,               NETWORK,             none
			CLOSED_BEFORE_CONNACK,         NETWORK,             none
			CONNECTION_RESET,              NETWORK,             none
			PROTOCOL_ERROR,                NETWORK,             none
			TLS_CERTIFICATE_EXPIRED,       TLS,                 none
			TLS_CERTIFICATE_NOT_YET_VALID, TLS,                 none
			TLS_UNKNOWN_CA,                TLS,                 none
			TLS_WRONG_HOST,                TLS,                 none
			TLS_FAILED,                    TLS,                 none
			LOCAL_ERROR,                   LOCAL_ERROR,         none
			""")
	void failureToConnectIsTranslated(FailureReason mqtt, RegistrationFailureReason reason, Integer code) {
		ScriptedSession session = new ScriptedSession((self) -> self.refuse(mqtt));
		RegistrationFailure failure = assertFails(reason, session, LONG);
		assertThat(failure.code()).isEqualTo(code);
		assertThat(failure.message()).isEqualTo("told by the test");
	}

	@ParameterizedTest
	@EnumSource(names = { "CLOSED_BY_PLATFORM", "CONNECTION_RESET", "KEEP_ALIVE_TIMEOUT" })
	void closeWithoutPushIsNoAnswer(FailureReason mqtt) {
		ScriptedSession session = new ScriptedSession((self) -> {
			self.accept();
			self.lose(mqtt);
		});
		assertFails(RegistrationFailureReason.NO_ANSWER, session, LONG);
	}

	@Test
	void silenceAfterConnackIsNoAnswer() {
		RegistrationFailure failure = assertFails(RegistrationFailureReason.NO_ANSWER,
				new ScriptedSession(ScriptedSession::accept), SHORT);
		assertThat(failure.message()).isEqualTo("nothing came within 200 ms");
	}

	@Test
	void silenceBeforeConnackIsTheNetworksFault() {
		assertFails(RegistrationFailureReason.NETWORK, new ScriptedSession((self) -> {
		}), SHORT);
	}

	@Test
	void latePushIsNotKept() {
		ScriptedSession session = new ScriptedSession(ScriptedSession::accept);
		assertFails(RegistrationFailureReason.NO_ANSWER, session, SHORT);
		session.push("/ext/register", Registrations.SECRET_FIELDS);
		assertThat(this.kept).isEmpty();
		assertThat(session.calls()).containsExactly("abort");
	}

	@Test
	void interruptEndsTheWaiting() {
		Thread waiting = Thread.currentThread();
		ScriptedSession session = new ScriptedSession((self) -> waiting.interrupt());
		assertFails(RegistrationFailureReason.INTERRUPTED, session, LONG);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	@Test
	void interruptedThreadDoesNotBegin() {
		Thread.currentThread().interrupt();
		RegistrationExchange exchange = exchange(new ScriptedSession((self) -> {
			throw new AssertionError("opened");
		}));
		Registrations.assertFails(RegistrationFailureReason.INTERRUPTED, () -> exchange.register(this.kept::add));
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	@Test
	void whatHasArrivedIsKeptInSpiteOfAnInterrupt() {
		Thread waiting = Thread.currentThread();
		ScriptedSession session = new ScriptedSession((self) -> {
			self.push("/ext/register", Registrations.SECRET_FIELDS);
			waiting.interrupt();
		});
		exchange(session).register((credential) -> {
			assertThat(Thread.currentThread().isInterrupted()).as("would make writing to a file fail").isFalse();
			this.kept.add(credential);
		});
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThat(this.kept).hasSize(1);
		assertThat(session.calls()).startsWith("acknowledge /ext/register", "close");
	}

	@Test
	void credentialThatIsNotKeptIsNotAcknowledged() {
		ScriptedSession session = new ScriptedSession(
				(self) -> self.push("/ext/register", Registrations.SECRET_FIELDS));
		assertThatIllegalStateException().isThrownBy(() -> exchange(session).register((credential) -> {
			throw new IllegalStateException("not kept");
		})).withMessage("not kept");
		assertThat(session.calls()).containsExactly("abort");
	}

	@Test
	void sessionThatCannotBeClosedIsAborted() {
		ScriptedSession session = new ScriptedSession((self) -> self.push("/ext/register", Registrations.SECRET_FIELDS),
				CompletableFuture.failedFuture(new IllegalStateException("told by the test")));
		exchange(session).register(this.kept::add);
		assertThat(this.kept).hasSize(1);
		assertThat(session.calls()).endsWith("close", "abort");
	}

	@Test
	void interruptWhileClosingAborts() {
		Thread waiting = Thread.currentThread();
		ScriptedSession session = new ScriptedSession((self) -> self.push("/ext/register", Registrations.SECRET_FIELDS),
				new CompletableFuture<>());
		exchange(session).register((credential) -> {
			this.kept.add(credential);
			waiting.interrupt();
		});
		assertThat(this.kept).hasSize(1);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThat(session.calls()).endsWith("close", "abort");
	}

	@Test
	void contextCannotBeMade() {
		SslContextSource broken = () -> {
			throw new IllegalStateException("no trust store");
		};
		RegistrationExchange exchange = new MqttRegistrationExchange(Registrations.authentication(),
				RegistrationKind.REGISTER, RegnwlSecureMode.TLS, TLS, broken, (request, listener) -> {
					throw new AssertionError("opened");
				}, ProtocolVersion.MQTTv311, LONG, LONG);
		RegistrationFailure failure = Registrations.assertFails(RegistrationFailureReason.LOCAL_ERROR,
				() -> exchange.register(this.kept::add));
		assertThat(failure.cause()).hasMessage("no trust store");
	}

	@ParameterizedTest
	@EnumSource
	void endpointWithoutTlsIsRefused(RegistrationKind kind) {
		Endpoint plain = new Endpoint("localhost", 1883, Transport.TCP, TransportSecurity.NONE);
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new MqttRegistrationExchange(Registrations.authentication(), kind, RegnwlSecureMode.TLS,
					plain, SslContextSource.ofPlatformAndJdk(), (request, listener) -> {
						throw new AssertionError("opened");
					}, ProtocolVersion.MQTTv311, LONG, LONG))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("secure"));
	}

	private MqttSessionRequest requestOf(RegistrationKind kind, RegnwlSecureMode secureMode) throws Exception {
		List<MqttSessionRequest> requests = new ArrayList<>();
		SSLContext context = SSLContext.getDefault();
		ScriptedSession session = new ScriptedSession(
				(self) -> self.push("/ext/register", Registrations.SECRET_FIELDS));
		new MqttRegistrationExchange(Registrations.authentication(), kind, secureMode, TLS, () -> context,
				(request, listener) -> {
					requests.add(request);
					return session.open(listener);
				}, ProtocolVersion.MQTTv31, LONG, LONG)
			.register(this.kept::add);
		assertThat(requests).hasSize(1);
		return requests.get(0);
	}

	private RegistrationFailure assertFails(RegistrationFailureReason reason, ScriptedSession session,
			Duration deadline) {
		Consumer<DeviceCredential> keeper = this.kept::add;
		RegistrationExchange exchange = exchange(RegistrationKind.REGISTER, session, deadline);
		RegistrationFailure failure = Registrations.assertFails(reason, () -> exchange.register(keeper));
		assertThat(this.kept).isEmpty();
		assertThat(session.calls()).containsExactly("abort");
		return failure;
	}

	private static RegistrationExchange exchange(ScriptedSession session) {
		return exchange(RegistrationKind.REGISTER, session, LONG);
	}

	private static RegistrationExchange exchange(RegistrationKind kind, ScriptedSession session, Duration deadline) {
		return new MqttRegistrationExchange(Registrations.authentication(), kind, RegnwlSecureMode.TLS, TLS,
				SslContextSource.ofPlatformAndJdk(), (request, listener) -> session.open(listener),
				ProtocolVersion.MQTTv311, LONG, deadline);
	}

}
