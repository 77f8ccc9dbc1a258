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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.linkkit.benchmarks.Peer.Ability;
import io.linkkit.benchmarks.Table.Row;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.TransportSecurity;

/**
 * How long it takes from nothing to CONNACK, one connection after another, and from there
 * to nothing again.
 */
final class ConnectBenchmark implements Benchmark {

	private static final int WINDOW = 20;

	private static final String CONNECT = "connect ms";

	private static final String STOP = "stop ms";

	private final Rounds rounds;

	private final Peers peers;

	private final Path directory;

	ConnectBenchmark(Rounds rounds, Peers peers, Path directory) {
		this.rounds = rounds;
		this.peers = peers;
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
		try (Contest contest = new Contest(this.peers, this.directory, certificate)) {
			try (Server simulator = JavaServer.start("simulator", SimulatorMain.class, certificate.certificate(),
					certificate.key())) {
				rows.addAll(measure(contest, simulator, EnumSet.of(Ability.PLATFORM_LOGIN)));
			}
			Optional<Server> mosquitto = Mosquitto.start(this.directory, certificate);
			if (mosquitto.isPresent()) {
				try (Server server = mosquitto.get()) {
					rows.addAll(measure(contest, server, EnumSet.noneOf(Ability.class)));
				}
			}
			return new Table("connect",
					"Milliseconds from creating the client to CONNACK, and to close it; %d connections of each client in turn after %d to warm up. TLS with a full handshake.%s"
						.formatted(this.rounds.counted(), this.rounds.warmUp(), contest.remarks()),
					List.of("server", "transport", "client"), Measured.columns(List.of(CONNECT, STOP)), 1, rows);
		}
	}

	private List<Row> measure(Contest contest, Server server, EnumSet<Ability> abilities) throws Exception {
		List<Row> rows = new ArrayList<>();
		for (Endpoint endpoint : List.of(server.tcp(), server.tls())) {
			boolean tls = endpoint.security() == TransportSecurity.TLS;
			EnumSet<Ability> needed = EnumSet.copyOf(abilities);
			if (tls) {
				needed.add(Ability.TLS);
			}
			String transport = tls ? "TLS" : "TCP";
			String where = "connect, " + server.name() + ", " + transport;
			this.rounds.observe(contest.with(needed), (peer) -> connect(contest, peer, endpoint, where))
				.forEach((peer, times) -> rows.add(new Row(List.of(server.name(), transport, peer.name()),
						Measured.figures(times, List.of(Times::connect, Times::stop)))));
		}
		return rows;
	}

	private static Optional<Times> connect(Contest contest, Peer peer, Endpoint endpoint, String where)
			throws InterruptedException {
		Optional<Map<String, Double>> connected = contest.ask(peer,
				contest.login(SimulatorMain.DEVICE, endpoint, WINDOW), where);
		if (connected.isEmpty()) {
			return Optional.empty();
		}
		return contest.ask(peer, "disconnect", where)
			.map((stopped) -> new Times(millis(connected.get()), millis(stopped)));
	}

	private static double millis(Map<String, Double> answer) {
		return answer.getOrDefault("millis", Double.NaN);
	}

	@Override
	public List<Target> targets() {
		List<Target> targets = new ArrayList<>();
		for (String server : List.of("simulator", "mosquitto")) {
			for (String transport : List.of("TCP", "TLS")) {
				List<String> ours = List.of(server, transport, Peers.LINKKIT);
				List<String> peers = List.of(server, transport, Peers.HIVEMQ);
				int limit = transport.equals("TCP") ? 10 : 25;
				targets.add(Target.atMostLargerOf(
						"%s, %s: connect ≤ %d ms or 1.1 × HiveMQ's".formatted(server, transport, limit),
						new Figure(ours, "median " + CONNECT), limit, 1.1, new Figure(peers, "median " + CONNECT)));
				targets.add(Target.atMost("%s, %s: stop ≤ 200 ms".formatted(server, transport),
						new Figure(ours, "max " + STOP), 200));
			}
		}
		return targets;
	}

	/**
	 * What one connection took.
	 *
	 * @param connect milliseconds until CONNACK
	 * @param stop milliseconds to close it
	 */
	private record Times(double connect, double stop) {

	}

}
