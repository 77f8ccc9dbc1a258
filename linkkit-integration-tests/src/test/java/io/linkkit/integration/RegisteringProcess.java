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

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.ProductSecretAuthentication;
import io.linkkit.auth.RegnwlSecureMode;
import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.InboundMessage;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.mqtt.MqttSession;
import io.linkkit.mqtt.MqttSessionFactory;
import io.linkkit.mqtt.MqttSessionListener;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.PahoSessionFactory;
import io.linkkit.mqtt.ProtocolVersion;
import io.linkkit.registration.CredentialStore;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.registration.RegistrationExchange;
import io.linkkit.registration.RegistrationKind;
import io.linkkit.registration.RegistrationResult;
import io.linkkit.registration.exchange.HttpsRegistrationExchange;
import io.linkkit.registration.exchange.MqttRegistrationExchange;
import io.linkkit.registration.store.SteppedCredentialStore;
import io.linkkit.tls.SslContextSource;

/**
 * A process that registers a device and stands still at one step, so that it can be
 * killed there. It prints {@code READY} before it begins, {@link #REACHED} when it stands
 * still, and {@code DONE} if it never came to that step.
 */
public final class RegisteringProcess {

	static final String READY = "READY";

	static final String REACHED = "REACHED";

	static final String DONE = "DONE";

	static final String BEFORE_CONNECT = "BEFORE_CONNECT";

	static final String AFTER_CONNACK = "AFTER_CONNACK";

	static final String CREDENTIAL_ARRIVED = "CREDENTIAL_ARRIVED";

	static final String BEFORE_DISCONNECT = "BEFORE_DISCONNECT";

	private final String haltAt;

	private RegisteringProcess(String haltAt) {
		this.haltAt = haltAt;
	}

	/**
	 * Register.
	 * @param arguments way (https, register or regnwl), port, file of the certificate to
	 * trust, directory of the credentials, step at which to stand still
	 */
	public static void main(String[] arguments) throws Exception {
		RegisteringProcess process = new RegisteringProcess(arguments[4]);
		CredentialStore store = process.stepping(Path.of(arguments[3]));
		RegistrationExchange exchange = process.exchange(arguments[0], Integer.parseInt(arguments[1]),
				SslContextSource.ofPem(Files.readString(Path.of(arguments[2]))));
		try (DynamicRegistration registration = registration(arguments[0], exchange, store)) {
			System.out.println(READY);
			if (registration.register() instanceof RegistrationResult.Failed failed) {
				throw new IllegalStateException(failed.toString());
			}
			System.out.println(DONE);
			// holds still here, too: the one who started it decides when it ends
			new CountDownLatch(1).await();
		}
	}

	static DeviceIdentity device() {
		return new DeviceIdentity("a1B2c3D4e5F", "sensor_01");
	}

	static DynamicRegistration registration(String way, RegistrationExchange exchange, CredentialStore store) {
		return DynamicRegistration.create(device(), kind(way), exchange, store, false);
	}

	private static RegistrationKind kind(String way) {
		return way.equals("regnwl") ? RegistrationKind.REGNWL : RegistrationKind.REGISTER;
	}

	static RegistrationExchange exchange(String way, int port, SslContextSource trust, MqttSessionFactory sessions) {
		ProductSecretAuthentication authentication = ProductSecretAuthentication
			.builder(device(), Secret.of(NoSecretInOutput.PRODUCT_SECRET))
			.build();
		Duration timeout = Duration.ofSeconds(10);
		if (way.equals("https")) {
			return new HttpsRegistrationExchange(authentication, List.of(URI.create("https://localhost:" + port)),
					trust, timeout, HttpsRegistrationExchange.DEFAULT_DEADLINE);
		}
		return new MqttRegistrationExchange(authentication, kind(way), RegnwlSecureMode.TLS,
				new Endpoint("localhost", port, Transport.TCP, TransportSecurity.TLS), trust, sessions,
				ProtocolVersion.MQTTv311, timeout, MqttRegistrationExchange.DEFAULT_DEADLINE);
	}

	private RegistrationExchange exchange(String way, int port, SslContextSource trust) {
		RegistrationExchange exchange = exchange(way, port, trust, new SteppingSessions());
		return way.equals("https") ? (keeper) -> {
			reached(BEFORE_CONNECT);
			exchange.register(keeper);
		} : exchange;
	}

	private CredentialStore stepping(Path directory) {
		CredentialStore files = SteppedCredentialStore.create(directory, this::reached);
		return new CredentialStore() {

			@Override
			public DeviceCredential load(DeviceIdentity device) {
				return files.load(device);
			}

			@Override
			public void save(DeviceIdentity device, DeviceCredential credential) {
				reached(CREDENTIAL_ARRIVED);
				files.save(device, credential);
				reached(BEFORE_DISCONNECT);
			}

		};
	}

	private void reached(String step) {
		if (!step.equals(this.haltAt)) {
			return;
		}
		System.out.println(REACHED);
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private final class SteppingSessions implements MqttSessionFactory {

		private final MqttSessionFactory sessions = new PahoSessionFactory();

		@Override
		public MqttSession open(MqttSessionRequest request, MqttSessionListener listener) {
			reached(BEFORE_CONNECT);
			return this.sessions.open(request, new SteppingListener(listener, RegisteringProcess.this::reached));
		}

	}

	private record SteppingListener(MqttSessionListener delegate,
			Consumer<String> steps) implements MqttSessionListener {

		@Override
		public void connected(boolean sessionPresent) {
			this.steps.accept(AFTER_CONNACK);
			this.delegate.connected(sessionPresent);
		}

		@Override
		public void connectFailed(MqttFailure failure) {
			this.delegate.connectFailed(failure);
		}

		@Override
		public void lost(MqttFailure failure) {
			this.delegate.lost(failure);
		}

		@Override
		public void messageArrived(InboundMessage message) {
			this.delegate.messageArrived(message);
		}

	}

}
