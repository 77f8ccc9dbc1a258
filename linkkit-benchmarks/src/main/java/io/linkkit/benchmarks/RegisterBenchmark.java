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

package io.linkkit.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.ProductSecretAuthentication;
import io.linkkit.auth.RegnwlSecureMode;
import io.linkkit.auth.Secret;
import io.linkkit.benchmarks.Table.Row;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.mqtt.PahoSessionFactory;
import io.linkkit.mqtt.ProtocolVersion;
import io.linkkit.registration.CredentialStore;
import io.linkkit.registration.RegistrationExchange;
import io.linkkit.registration.RegistrationKind;
import io.linkkit.registration.exchange.HttpsRegistrationExchange;
import io.linkkit.registration.exchange.MqttRegistrationExchange;
import io.linkkit.registration.store.FileCredentialStore;
import io.linkkit.tls.SslContextSource;

/**
 * How long it takes to register a device, one registration after another, and how much of
 * that is storing the credential.
 */
final class RegisterBenchmark implements Benchmark {

	private static final DeviceIdentity DEVICE = SimulatorMain.DEVICE.identity();

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final DeviceCredential CREDENTIAL = new DeviceSecret(Secret.of("0123456789abcdef0123456789abcdef"));

	private final Rounds rounds;

	private final Path directory;

	RegisterBenchmark(Rounds rounds, Path directory) {
		this.rounds = rounds;
		this.directory = directory;
	}

	@Override
	public String name() {
		return "register";
	}

	@Override
	public Table run() throws Exception {
		ServerCertificate certificate = ServerCertificate.create(this.directory);
		String trusted = certificate.trusted();
		try (JavaServer simulator = JavaServer.start("simulator", SimulatorMain.class, certificate.certificate(),
				certificate.key()); CredentialStore store = new FileCredentialStore(this.directory.resolve("kept"))) {
			List<Way> ways = List.of(new Way("HTTPS", (keeper) -> https(simulator, trusted).register(keeper)),
					new Way("MQTT", (keeper) -> mqtt(simulator, trusted).register(keeper)),
					new Way("storing alone", (keeper) -> keeper.accept(CREDENTIAL)));
			List<Row> rows = this.rounds.measure(ways, (way) -> millis(way.exchange(), store))
				.entrySet()
				.stream()
				.map((measured) -> row(measured.getKey(), measured.getValue()))
				.toList();
			return new Table("register",
					"Milliseconds from a product secret to a device secret in the credential store; %d registrations each way in turn after %d to warm up. TLS with a full handshake, to the simulator."
						.formatted(this.rounds.counted(), this.rounds.warmUp()),
					List.of("way"), List.of("min ms", "median ms", "p95 ms", "max ms"), 1, rows);
		}
	}

	private static Row row(Way way, Statistics time) {
		return new Row(List.of(way.name()), List.of(time.min(), time.median(), time.p95(), time.max()));
	}

	private static double millis(RegistrationExchange exchange, CredentialStore store) {
		long start = System.nanoTime();
		exchange.register((credential) -> store.save(DEVICE, credential));
		return (System.nanoTime() - start) / 1e6;
	}

	private static RegistrationExchange https(JavaServer simulator, String trusted) {
		return new HttpsRegistrationExchange(authentication(), List.of(simulator.https()),
				SslContextSource.ofPem(trusted), TIMEOUT, HttpsRegistrationExchange.DEFAULT_DEADLINE);
	}

	private static RegistrationExchange mqtt(JavaServer simulator, String trusted) {
		return new MqttRegistrationExchange(authentication(), RegistrationKind.REGISTER, RegnwlSecureMode.TLS,
				simulator.tls(), SslContextSource.ofPem(trusted), new PahoSessionFactory(), ProtocolVersion.MQTTv311,
				TIMEOUT, MqttRegistrationExchange.DEFAULT_DEADLINE);
	}

	private static ProductSecretAuthentication authentication() {
		return ProductSecretAuthentication.builder(DEVICE, SimulatorMain.PRODUCT_SECRET).build();
	}

	private record Way(String name, RegistrationExchange exchange) {

	}

}
