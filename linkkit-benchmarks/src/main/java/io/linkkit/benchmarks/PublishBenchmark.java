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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.linkkit.benchmarks.Peer.Ability;
import io.linkkit.benchmarks.Table.Row;

/**
 * How many messages a second one thread gets through, and what a message costs.
 */
final class PublishBenchmark implements Benchmark {

	private static final String RATE = "msg/s";

	private static final String COST = "CPU µs a message";

	private static final String SINK = "sink";

	private static final String MOSQUITTO = "mosquitto";

	private static final Load SMALL = new Load(false, 1, 64, 1000);

	private static final Load SMALL_QOS_0 = new Load(false, 0, 64, 1000);

	private static final Load NARROW = new Load(false, 1, 64, 20);

	private static final Load LARGE = new Load(false, 1, 16 * 1024, 1);

	/** What is measured with a sink. */
	static final List<Load> FOR_SINK = List.of(SMALL, NARROW, new Load(false, 1, 1024, 1000), LARGE, SMALL_QOS_0);

	/** What is measured with a broker. */
	static final List<Load> FOR_BROKER = forBroker();

	private final Rounds rounds;

	private final Duration roundTime;

	private final List<Load> forSink;

	private final List<Load> forBroker;

	private final Peers peers;

	private final Path directory;

	PublishBenchmark(Rounds rounds, Duration roundTime, List<Load> forSink, List<Load> forBroker, Peers peers,
			Path directory) {
		this.rounds = rounds;
		this.roundTime = roundTime;
		this.forSink = forSink;
		this.forBroker = forBroker;
		this.peers = peers;
		this.directory = directory;
	}

	private static List<Load> forBroker() {
		List<Load> loads = new ArrayList<>();
		for (boolean tls : List.of(false, true)) {
			for (int bytes : List.of(64, 1024, 16 * 1024)) {
				loads.add(new Load(tls, 1, bytes, 1000));
				loads.add(new Load(tls, 1, bytes, 20));
			}
			loads.add(new Load(tls, 0, 64, 1000));
		}
		loads.add(LARGE);
		return List.copyOf(loads);
	}

	@Override
	public String name() {
		return "publish";
	}

	@Override
	public Table run() throws Exception {
		List<Row> rows = new ArrayList<>();
		ServerCertificate certificate = ServerCertificate.create(this.directory);
		try (Contest contest = new Contest(this.peers, this.directory, certificate)) {
			try (Server sink = JavaServer.start(SINK, AcknowledgingSink.class)) {
				// once for the JITs alone, or the first load would be measured while they
				// work
				measure(contest, sink, this.forSink.subList(0, 1));
				rows.addAll(measure(contest, sink, this.forSink));
			}
			Optional<Server> mosquitto = Mosquitto.start(this.directory, certificate);
			if (mosquitto.isPresent()) {
				try (Server server = mosquitto.get()) {
					rows.addAll(measure(contest, server, this.forBroker));
				}
			}
			return new Table("publish",
					"Messages a second from one publishing thread, and processor time of the client's process; %d rounds of %d ms for each client in turn after %d to warm up, and more before the first load. QoS 1 counts to PUBACK; QoS 0 until the server has read the last message. The sink only acknowledges.%s"
						.formatted(this.rounds.counted(), this.roundTime.toMillis(), this.rounds.warmUp(),
								contest.remarks()),
					List.of("server", "load", "client"), Measured.columns(List.of(RATE, COST)), 2, rows);
		}
	}

	private List<Row> measure(Contest contest, Server server, List<Load> loads) throws Exception {
		List<Row> rows = new ArrayList<>();
		for (Load load : loads) {
			String where = server.name() + ", " + load;
			Set<Ability> needed = load.tls() ? EnumSet.of(Ability.TLS) : EnumSet.noneOf(Ability.class);
			List<Peer> connected = contest.connect(contest.with(needed), load.tls() ? server.tls() : server.tcp(),
					load.window(), where);
			this.rounds.observe(connected, (peer) -> publish(contest, peer, load, where))
				.forEach((peer, results) -> rows.add(new Row(List.of(server.name(), load.toString(), peer.name()),
						Measured.figures(results, List.of(Result::rate, Result::cost)))));
			contest.disconnect(connected, where);
		}
		return rows;
	}

	private Optional<Result> publish(Contest contest, Peer peer, Load load, String where) throws InterruptedException {
		return contest
			.ask(peer,
					"publish topic=%s bytes=%d qos=%d millis=%d".formatted(peer.device().topic(), load.payloadBytes(),
							load.qos(), this.roundTime.toMillis()),
					where)
			.map(Result::of);
	}

	@Override
	public List<Target> targets() {
		List<Target> targets = new ArrayList<>();
		targets.add(Target.atLeastTimes("mosquitto, QoS 1, window 1000: ≥ 0.90 × raw C socket",
				rate(MOSQUITTO, SMALL, Peers.LINKKIT), 0.9, rate(MOSQUITTO, SMALL, Peers.RAW_C)));
		targets.add(Target.atLeastTimes("mosquitto, QoS 0, window 1000: ≥ 0.90 × raw C socket",
				rate(MOSQUITTO, SMALL_QOS_0, Peers.LINKKIT), 0.9, rate(MOSQUITTO, SMALL_QOS_0, Peers.RAW_C)));
		targets.add(Target.atLeastTimes("mosquitto, QoS 1, window 20: ≥ HiveMQ", rate(MOSQUITTO, NARROW, Peers.LINKKIT),
				1, rate(MOSQUITTO, NARROW, Peers.HIVEMQ)));
		targets.add(Target.atLeastTimes("mosquitto, QoS 1, window 20: ≥ 2 × Alibaba Python",
				rate(MOSQUITTO, NARROW, Peers.LINKKIT), 2, rate(MOSQUITTO, NARROW, Peers.ALIBABA_PYTHON)));
		targets.add(Target.atLeastTimes("sink, QoS 1, window 1000: ≥ 4 × Paho", rate(SINK, SMALL, Peers.LINKKIT), 4,
				rate(SINK, SMALL, Peers.PAHO)));
		// four times Paho is more than the yardstick itself reaches here
		targets.add(Target.atLeastTimes("sink, QoS 1, window 20: ≥ 0.75 × raw C socket",
				rate(SINK, NARROW, Peers.LINKKIT), 0.75, rate(SINK, NARROW, Peers.RAW_C)));
		for (Load load : List.of(SMALL, NARROW)) {
			String head = "sink, QoS 1, window " + load.window() + ": ";
			targets.add(Target.atLeastTimes(head + "≥ 0.75 × HiveMQ", rate(SINK, load, Peers.LINKKIT), 0.75,
					rate(SINK, load, Peers.HIVEMQ)));
			targets.add(Target.atMost(head + "≤ 4 µs CPU a message",
					new Figure(List.of(SINK, load.toString(), Peers.LINKKIT), "median " + COST), 4));
		}
		for (String server : List.of(SINK, MOSQUITTO)) {
			targets.add(Target.atLeast(server + ", 16 KB one at a time: ≥ 5,000/s", rate(server, LARGE, Peers.LINKKIT),
					5000));
		}
		return targets;
	}

	private static Figure rate(String server, Load load, String peer) {
		return new Figure(List.of(server, load.toString(), peer), "median " + RATE);
	}

	/**
	 * What is published.
	 *
	 * @param tls whether over TLS
	 * @param qos 0 or 1
	 * @param payloadBytes length of a payload
	 * @param window most messages in flight
	 */
	record Load(boolean tls, int qos, int payloadBytes, int window) {

		@Override
		public String toString() {
			return "%s, QoS %d, %s, %s".formatted(this.tls ? "TLS" : "TCP", this.qos,
					(this.payloadBytes < 1024) ? this.payloadBytes + " B" : this.payloadBytes / 1024 + " KB",
					(this.window > 1) ? "window " + this.window : "one at a time");
		}

	}

	/**
	 * What came of a round.
	 *
	 * @param rate messages a second
	 * @param cost processor time of a message in microseconds
	 */
	private record Result(double rate, double cost) {

		static Result of(Map<String, Double> answer) {
			double messages = answer.getOrDefault("messages", Double.NaN);
			return new Result(messages / answer.getOrDefault("seconds", Double.NaN),
					answer.getOrDefault("cpuSeconds", Double.NaN) * 1e6 / messages);
		}

	}

}
