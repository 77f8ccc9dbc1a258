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

/**
 * How long it takes from publishing until a service has answered and a listener was
 * called.
 */
final class RoundTripBenchmark implements Benchmark {

	private static final int WINDOW = 20;

	private static final int BYTES = 64;

	private static final int LIMIT_MILLIS = 500;

	private static final List<String> PERCENTILES = List.of("p50 µs", "p99 µs", "p99.9 µs");

	private static final String SINK = "echo";

	private static final String MOSQUITTO = "mosquitto and a service";

	private final Rounds rounds;

	private final int count;

	private final Peers peers;

	private final Path directory;

	/**
	 * Prepare the benchmark.
	 * @param rounds how many rounds
	 * @param count how many messages a round
	 * @param peers who takes part
	 * @param directory where to write files
	 */
	RoundTripBenchmark(Rounds rounds, int count, Peers peers, Path directory) {
		this.rounds = rounds;
		this.count = count;
		this.peers = peers;
		this.directory = directory;
	}

	@Override
	public String name() {
		return "roundtrip";
	}

	@Override
	public Table run() throws Exception {
		List<Row> rows = new ArrayList<>();
		ServerCertificate certificate = ServerCertificate.create(this.directory);
		try (Contest contest = new Contest(this.peers, this.directory, certificate)) {
			try (Server echo = JavaServer.start(SINK, AcknowledgingSink.class)) {
				rows.addAll(measure(contest, echo, SINK));
			}
			Optional<Server> mosquitto = Mosquitto.start(this.directory, certificate);
			if (mosquitto.isPresent()) {
				try (Server server = mosquitto.get();
						Server service = JavaServer.start("service", Responder.class, server.tcp().port())) {
					rows.addAll(measure(contest, server, MOSQUITTO));
				}
			}
			return new Table("roundtrip",
					"Microseconds from publishing %d bytes until the listener was called with the answer, QoS 1 over TCP, one message at a time; percentiles of %d messages or those of half a second, %d rounds for each client in turn after %d to warm up. LinkKit listens by @LinkKitListener, others by their callback.%s"
						.formatted(BYTES, this.count, this.rounds.counted(), this.rounds.warmUp(), contest.remarks()),
					List.of("server", "client"), Measured.columns(PERCENTILES), 0, rows);
		}
	}

	private List<Row> measure(Contest contest, Server server, String name) throws Exception {
		List<Row> rows = new ArrayList<>();
		String where = "roundtrip, " + name;
		List<Peer> connected = contest.connect(contest.with(EnumSet.of(Ability.SUBSCRIBE)), server.tcp(), WINDOW,
				where);
		List<Peer> subscribed = new ArrayList<>();
		for (Peer peer : connected) {
			String topic = peer.device().topic().replace("/user/update", "/user/get");
			if (contest.ask(peer, "subscribe qos=1 topic=" + topic, where).isPresent()) {
				subscribed.add(peer);
			}
		}
		this.rounds.observe(subscribed, (peer) -> exchange(contest, peer, where))
			.forEach((peer, results) -> rows.add(new Row(List.of(name, peer.name()),
					Measured.figures(results, List.of(Result::p50, Result::p99, Result::p999)))));
		contest.disconnect(subscribed, where);
		return rows;
	}

	private Optional<Result> exchange(Contest contest, Peer peer, String where) throws InterruptedException {
		return contest
			.ask(peer,
					"roundtrip topic=%s bytes=%d qos=1 count=%d millis=%d".formatted(peer.device().topic(), BYTES,
							this.count, LIMIT_MILLIS),
					where)
			.map(Result::of);
	}

	@Override
	public List<Target> targets() {
		List<Target> targets = new ArrayList<>();
		for (String server : List.of(SINK, MOSQUITTO)) {
			for (String percentile : PERCENTILES.subList(0, 2)) {
				String column = "median " + percentile;
				targets.add(Target.atMostTimes(
						"%s: %s ≤ 1.5 × HiveMQ's".formatted(server, percentile.substring(0, percentile.indexOf(' '))),
						new Figure(List.of(server, Peers.LINKKIT), column), 1.5,
						new Figure(List.of(server, Peers.HIVEMQ), column)));
			}
		}
		return targets;
	}

	/**
	 * What came of a round, in microseconds.
	 *
	 * @param p50 the median
	 * @param p99 what 1 % exceed
	 * @param p999 what 0.1 % exceed
	 */
	private record Result(double p50, double p99, double p999) {

		static Result of(Map<String, Double> answer) {
			return new Result(answer.getOrDefault("p50", Double.NaN), answer.getOrDefault("p99", Double.NaN),
					answer.getOrDefault("p999", Double.NaN));
		}

	}

}
