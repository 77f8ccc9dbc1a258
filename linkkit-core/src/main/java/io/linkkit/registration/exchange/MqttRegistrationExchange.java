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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.MqttLogin;
import io.linkkit.auth.ProductSecretAuthentication;
import io.linkkit.auth.RegnwlSecureMode;
import io.linkkit.identity.Endpoint;
import io.linkkit.mqtt.InboundMessage;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.mqtt.MqttSessionFactory;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.ProtocolVersion;
import io.linkkit.registration.RegistrationException;
import io.linkkit.registration.RegistrationExchange;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.registration.RegistrationKind;
import io.linkkit.tls.SslContextSource;

/**
 * Registers a device over an MQTT session of its own, which is open just long enough for
 * the platform to push the credential (reference §4.2 and §5.1). The session is never
 * opened again by itself: each CONNECT registers anew, and the credential of the one
 * before is void.
 */
public final class MqttRegistrationExchange implements RegistrationExchange {

	/**
	 * How long an attempt may take unless told otherwise. The platform closes the
	 * connection after 15 seconds.
	 */
	public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(14);

	// not checked in this connection, which is over long before (reference §4.2)
	private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

	private final ProductSecretAuthentication authentication;

	private final RegistrationKind kind;

	private final RegnwlSecureMode secureMode;

	private final Endpoint endpoint;

	private final SslContextSource sslContexts;

	private final MqttSessionFactory sessions;

	private final ProtocolVersion protocolVersion;

	private final Duration connectTimeout;

	private final Duration deadline;

	private final CredentialReader credentials;

	/**
	 * Create an exchange.
	 * @param authentication proves that the device may be registered
	 * @param kind how the device is registered
	 * @param secureMode how a login says that it is encrypted when the kind is
	 * {@link RegistrationKind#REGNWL}; of no effect otherwise
	 * @param endpoint where to connect
	 * @param sslContexts says whom to trust
	 * @param sessions opens the session
	 * @param protocolVersion which version of MQTT to speak
	 * @param connectTimeout longest time for name look-up, TCP, TLS and WebSocket
	 * handshake together
	 * @param deadline longest time for an attempt until the credential has arrived
	 * @throws io.linkkit.identity.InvalidSettingException if the endpoint is not
	 * encrypted
	 */
	public MqttRegistrationExchange(ProductSecretAuthentication authentication, RegistrationKind kind,
			RegnwlSecureMode secureMode, Endpoint endpoint, SslContextSource sslContexts, MqttSessionFactory sessions,
			ProtocolVersion protocolVersion, Duration connectTimeout, Duration deadline) {
		endpoint.requireTls("dynamic registration");
		this.authentication = authentication;
		this.kind = kind;
		this.secureMode = secureMode;
		this.endpoint = endpoint;
		this.sslContexts = sslContexts;
		this.sessions = sessions;
		this.protocolVersion = protocolVersion;
		this.connectTimeout = connectTimeout;
		this.deadline = deadline;
		this.credentials = new CredentialReader(authentication.identity());
	}

	@Override
	public void register(Consumer<DeviceCredential> keeper) {
		Waiting.throwIfInterrupted();
		RegistrationListener listener = new RegistrationListener();
		MqttSession session = open(listener);
		try {
			InboundMessage message = Waiting.await(listener.message(), this.deadline,
					() -> listener.late(this.deadline));
			DeviceCredential credential = read(message);
			Waiting.undisturbed(() -> {
				keeper.accept(credential);
				session.acknowledge(message);
				disconnect(session);
			});
		}
		finally {
			session.abort();
		}
	}

	private MqttSession open(RegistrationListener listener) {
		try {
			MqttSessionRequest request = new MqttSessionRequest(this.endpoint, login(),
					this.sslContexts.getSslContext(), this.protocolVersion, KEEP_ALIVE, true, 1, this.connectTimeout,
					this.deadline);
			return this.sessions.open(request, listener);
		}
		catch (RuntimeException ex) {
			throw new RegistrationException(new RegistrationFailure(RegistrationFailureReason.LOCAL_ERROR, null,
					"the attempt could not begin", ex));
		}
	}

	private MqttLogin login() {
		return switch (this.kind) {
			case REGISTER -> this.authentication.register(this.endpoint);
			case REGNWL -> this.authentication.regnwl(this.endpoint, this.secureMode);
		};
	}

	private DeviceCredential read(InboundMessage message) {
		if (message.payload().length > CredentialReader.MAX_ANSWER_SIZE) {
			throw new RegistrationException(new RegistrationFailure(RegistrationFailureReason.MALFORMED_ANSWER, null,
					"it is longer than " + CredentialReader.MAX_ANSWER_SIZE + " bytes", null));
		}
		return this.credentials.read(CredentialReader.parse(message.payload()));
	}

	// The session ends by itself after the time-out; the longer wait is for one that
	// does not keep to its contract.
	private static void disconnect(MqttSession session) {
		Future<Void> closed = session.close(CLOSE_TIMEOUT);
		try {
			closed.get(2 * CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			// the credential is kept, and what is left of the session is aborted
		}
	}

}
