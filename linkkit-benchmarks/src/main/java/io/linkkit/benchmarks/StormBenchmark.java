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

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import io.linkkit.connection.LinkKitConnection;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * How evenly devices come back that were all cut off at the same moment.
 */
final class StormBenchmark implements Benchmark {

	private static final String RATIO = "peak / mean";

	private static final String OURS = "LinkKit connection";

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private static final long BUCKET_MILLIS = 100;

	private static final long POLL_MILLIS = 10;

	private final Rounds rounds;

	private final int devices;

	StormBenchmark(Rounds rounds, int devices) {
		this.rounds = rounds;
		this.devices = devices;
	}

	@Override
	public String name() {
		return "storm";
	}

	@Override
	public List<Target> targets() {
		return List.of(Target.atMost("Peak of the returning devices at most 3 times the mean",
				MedianRows.median(RATIO, OURS), 3));
	}

	@Override
	public Table run() throws Exception {
		MedianRows rows = new MedianRows();
		Map<String, Starter> clients = new LinkedHashMap<>();
		clients.put(OURS, StormBenchmark::linkKit);
		clients.put("Paho 1.2.5, automatic reconnect", StormBenchmark::paho);
		clients.put("HiveMQ 1.4.0, automatic reconnect", StormBenchmark::hiveMq);
		this.rounds.observe(List.copyOf(clients.entrySet()), (client) -> Optional.of(measure(client.getValue())))
			.forEach((client, observed) -> observed.forEach((millis) -> tell(client.getKey(), millis, rows)));
		return new Table("storm",
				"%d devices in one JVM, cut off by RST at the same moment by a server that stays up, over TCP: CONNECTs in the busiest 100 ms, on the mean of all 100 ms between the first to return and the last, the ratio of both, and when these come, in milliseconds after the cut. Median of %d rounds after %d to warm up, with the least and the greatest."
					.formatted(this.devices, this.rounds.counted(), this.rounds.warmUp()),
				List.of("figure", "client"), MedianRows.COLUMNS, 1, rows.rows());
	}

	/**
	 * Return when each device was back, in milliseconds after the cut.
	 */
	private List<Long> measure(Starter starter) throws Exception {
		List<AutoCloseable> started = new ArrayList<>();
		try (ScriptedServer server = new ScriptedServer(null, (payload) -> {
		})) {
			for (int i = 0; i < this.devices; i++) {
				started.add(starter.start(Device.named("storm_" + i), server.port()));
			}
			await(server, this.devices);
			long cut = System.nanoTime();
			server.cut(true);
			await(server, 2 * this.devices);
			return server.logins()
				.subList(this.devices, 2 * this.devices)
				.stream()
				.map((login) -> (login - cut) / 1_000_000)
				.toList();
		}
		finally {
			for (AutoCloseable each : started) {
				each.close();
			}
		}
	}

	private static void tell(String client, List<Long> millis, MedianRows rows) {
		long first = millis.get(0);
		long last = millis.get(millis.size() - 1);
		int buckets = (int) ((last - first) / BUCKET_MILLIS) + 1;
		int[] returned = new int[buckets];
		millis.forEach((each) -> returned[(int) ((each - first) / BUCKET_MILLIS)]++);
		double peak = IntStream.of(returned).max().orElse(0);
		double mean = (double) millis.size() / buckets;
		rows.add(List.of("peak", client), peak);
		rows.add(List.of("mean", client), mean);
		rows.add(List.of(RATIO, client), peak / mean);
		rows.add(List.of("first ms", client), (double) first);
		rows.add(List.of("last ms", client), (double) last);
	}

	private static void await(ScriptedServer server, int logins) throws InterruptedException {
		long start = System.nanoTime();
		while (server.loginCount() < logins) {
			if (System.nanoTime() - start > LIMIT.toNanos()) {
				throw new IllegalStateException("Not all devices come online");
			}
			Thread.sleep(POLL_MILLIS);
		}
	}

	private static AutoCloseable linkKit(Device device, int port) {
		LinkKitConnection connection = MeasuredConnection.create(device, Endpoints.tcp(port), null, null, (event) -> {
		});
		connection.start();
		return connection;
	}

	private static AutoCloseable paho(Device device, int port) throws Exception {
		MqttAsyncClient client = new MqttAsyncClient("tcp://" + Endpoints.HOST + ":" + port,
				device.identity().deviceName(), new MemoryPersistence());
		MqttConnectOptions options = new MqttConnectOptions();
		options.setAutomaticReconnect(true);
		client.connect(options);
		return () -> {
			client.disconnectForcibly(0, 1, false);
			client.close(true);
		};
	}

	private static AutoCloseable hiveMq(Device device, int port) {
		Mqtt3AsyncClient client = Mqtt3Client.builder()
			.identifier(device.identity().deviceName())
			.serverHost(Endpoints.HOST)
			.serverPort(port)
			.automaticReconnectWithDefaultConfig()
			.buildAsync();
		client.connect();
		return client::disconnect;
	}

	/**
	 * Starts a device that connects and reconnects by itself.
	 */
	private interface Starter {

		AutoCloseable start(Device device, int port) throws Exception;

	}

}
