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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.linkkit.benchmarks.Table.Row;
import io.linkkit.benchmarks.start.DeviceApplication;
import io.linkkit.benchmarks.start.EmptyApplication;
import io.linkkit.benchmarks.start.StockApplication;
import io.linkkit.identity.Endpoint;

/**
 * How long an application takes from main until it is ready, and until its device is
 * connected, each time in a new JVM.
 */
final class StartBenchmark implements Benchmark {

	private static final String READY = "ready";

	private static final String CONNECTED = "connected";

	private final Rounds rounds;

	private final Path directory;

	private final List<String> options;

	/**
	 * Create a benchmark.
	 * @param options options of the JVMs started
	 */
	StartBenchmark(Rounds rounds, Path directory, String... options) {
		this.rounds = rounds;
		this.directory = directory;
		this.options = List.of(options);
	}

	@Override
	public String name() {
		return "start";
	}

	@Override
	public List<Target> targets() {
		Figure ready = readiness("LinkKit");
		return List.of(
				Target.atMostTimes("Ready within 1.1 times what unconnected beans of Spring Integration take", ready,
						1.1, readiness("Spring Integration, unconnected")),
				Target.atMostTimes("A broker that is there does not delay being ready", ready, 1.1,
						readiness("LinkKit, broker refuses")),
				Target.atMostTimes("A broker that refuses does not delay being ready",
						readiness("LinkKit, broker refuses"), 1.1, ready),
				Target.atMostTimes("A broker that does not answer does not delay being ready",
						readiness("LinkKit, broker unreachable"), 1.1, ready));
	}

	private static Figure readiness(String application) {
		return new Figure(List.of(application, READY), "median ms");
	}

	@Override
	public Table run() throws Exception {
		ServerCertificate certificate = ServerCertificate.create(this.directory);
		try (Server simulator = JavaServer.start("simulator", SimulatorMain.class, certificate.certificate(),
				certificate.key()); UnreachablePort unreachable = new UnreachablePort()) {
			List<Subject> subjects = List.of(
					new Subject("empty", EmptyApplication.class, StartClassPath.BOOT, List.of(), List.of(READY)),
					new Subject("Spring Integration, unconnected", StockApplication.class, StartClassPath.INTEGRATION,
							List.of(), List.of(READY)),
					device("LinkKit", simulator.tls(), certificate, READY, CONNECTED),
					device("LinkKit, broker refuses", Endpoints.tls(closedPort()), certificate, READY),
					device("LinkKit, broker unreachable", Endpoints.tls(unreachable.port()), certificate, READY));
			return new Table("start",
					"Milliseconds from main to ApplicationReadyEvent, and to DeviceConnectedEvent of a device that connects over TLS to the simulator; %d starts of each application in turn after %d to warm up, each in a new JVM with the class path of its starter alone. A broker that refuses has its port closed; one unreachable does not answer."
						.formatted(this.rounds.counted(), this.rounds.warmUp()),
					List.of("application", "until"), List.of("median ms", "min ms", "max ms"), 0, measure(subjects));
		}
	}

	private List<Row> measure(List<Subject> subjects) throws Exception {
		Map<List<String>, List<Double>> figures = new LinkedHashMap<>();
		for (int round = -this.rounds.warmUp(); round < this.rounds.counted(); round++) {
			for (Subject subject : subjects) {
				Map<String, Double> moments = subject.start(this.options);
				if (round >= 0) {
					moments.forEach((moment, millis) -> figures
						.computeIfAbsent(List.of(subject.name(), moment), (absent) -> new ArrayList<>())
						.add(millis));
				}
			}
		}
		return figures.entrySet().stream().map((entry) -> {
			Statistics time = Statistics.of(entry.getValue());
			return new Row(entry.getKey(), List.of(time.median(), time.min(), time.max()));
		}).toList();
	}

	private static Subject device(String name, Endpoint endpoint, ServerCertificate certificate, String... moments) {
		Device device = SimulatorMain.DEVICE;
		return new Subject(name, DeviceApplication.class, StartClassPath.LINKKIT, Stream
			.of("product-key=" + device.identity().productKey(), "device-name=" + device.identity().deviceName(),
					"device-secret=" + device.secret().reveal(), "endpoint=" + endpoint.host(),
					"port=" + endpoint.port(), "ca-certificates=file:" + certificate.certificate())
			.map((property) -> "--linkkit." + property)
			.toList(), List.of(moments));
	}

	private static int closedPort() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * An application to be started.
	 *
	 * @param name what the table calls it
	 * @param mainClass its main class
	 * @param classPath what it finds
	 * @param arguments its properties
	 * @param moments what it tells, in any order
	 */
	private record Subject(String name, Class<?> mainClass, StartClassPath classPath, List<String> arguments,
			List<String> moments) {

		Map<String, Double> start(List<String> options) throws Exception {
			String path = this.classPath.of(System.getProperty("java.class.path"));
			Map<String, Double> millis = new LinkedHashMap<>();
			try (ChildProcess child = ChildProcess.start(Jdks.present(), path, options, this.mainClass,
					this.arguments)) {
				while (millis.size() < this.moments.size()) {
					List<String> line = child.awaitAny(this.moments);
					millis.put(line.get(0), Double.valueOf(line.get(1)));
				}
			}
			return millis;
		}

	}

}
