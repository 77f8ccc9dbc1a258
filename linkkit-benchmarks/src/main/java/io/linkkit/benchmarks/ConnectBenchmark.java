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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.linkkit.benchmarks.Client.Link;
import io.linkkit.benchmarks.Table.Row;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.MqttSessionRequest;

/**
 * How long it takes from nothing to CONNACK, one connection after another.
 */
final class ConnectBenchmark implements Benchmark {

	private static final List<Client> CLIENTS = List.of(new LinkKitSessionClient(), new PahoClient());

	private static final int WINDOW = 20;

	private final Rounds rounds;

	private final Path directory;

	ConnectBenchmark(Rounds rounds, Path directory) {
		this.rounds = rounds;
		this.directory = directory;
	}

	@Override
	public String name() {
		return "connect";
	}

	@Override
	public Table run() throws Exception {
		List<Row> rows = new ArrayList<>();
		ServerCertificate certificate = ServerCertificate.create(this.directory);
		try (Server simulator = JavaServer.start("simulator", SimulatorMain.class, certificate.certificate(),
				certificate.key())) {
			rows.addAll(measure(simulator, certificate.trusted()));
		}
		Optional<Server> mosquitto = Mosquitto.start(this.directory, certificate);
		if (mosquitto.isPresent()) {
			try (Server server = mosquitto.get()) {
				rows.addAll(measure(server, certificate.trusted()));
			}
		}
		return new Table("connect",
				"Milliseconds from creating the client to CONNACK; %d connections of each client in turn after %d to warm up. TLS with a full handshake."
					.formatted(this.rounds.counted(), this.rounds.warmUp()),
				List.of("server", "transport", "client"), List.of("min ms", "median ms", "p95 ms", "max ms"), 1, rows);
	}

	private List<Row> measure(Server server, String trusted) throws Exception {
		List<Row> rows = new ArrayList<>();
		for (Endpoint endpoint : List.of(server.tcp(), server.tls())) {
			boolean tls = endpoint.security() == TransportSecurity.TLS;
			this.rounds.measure(CLIENTS, (client) -> {
				Device device = SimulatorMain.DEVICE;
				return millisToConnect(client, device, device.request(endpoint, tls ? trusted : null, WINDOW));
			})
				.forEach((client, time) -> rows.add(new Row(List.of(server.name(), tls ? "TLS" : "TCP", client.name()),
						List.of(time.min(), time.median(), time.p95(), time.max()))));
		}
		return rows;
	}

	private static double millisToConnect(Client client, Device device, MqttSessionRequest request) throws Exception {
		long start = System.nanoTime();
		try (Link link = client.connect(device, request)) {
			return (System.nanoTime() - start) / 1e6;
		}
	}

}
