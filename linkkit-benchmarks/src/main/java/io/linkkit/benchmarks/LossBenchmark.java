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
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.identity.Endpoint;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.tls.SslContextSource;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * How long it takes until the loss of a connection is noticed, by kind of loss, and
 * whether the reason given is the right one. All kinds happen at the same time.
 */
final class LossBenchmark implements Benchmark {

	private static final String OURS = "LinkKit connection";

	private static final String PAHO = "Paho 1.2.5";

	private static final String NOTICED = "noticed after ms";

	private static final String WRONG = "wrong reasons";

	private static final Duration LIMIT = Duration.ofSeconds(100);

	private static final double LATEST = MeasuredConnection.KEEP_ALIVE.plusSeconds(10).toMillis();

	private final int rounds;

	private final List<Kind> kinds;

	private final Path directory;

	LossBenchmark(int rounds, List<Kind> kinds, Path directory) {
		this.rounds = rounds;
		this.kinds = kinds;
		this.directory = directory;
	}

	@Override
	public String name() {
		return "loss";
	}

	@Override
	public List<Target> targets() {
		List<Target> targets = new ArrayList<>();
		for (Kind kind : this.kinds) {
			targets.add(Target.atMost("%s noticed within the keep-alive time and 10 s".formatted(kind.text),
					MedianRows.max(kind.text, NOTICED, OURS), LATEST));
			targets.add(Target.atMost("%s: the reason is right".formatted(kind.text),
					MedianRows.max(kind.text, WRONG, OURS), 0));
		}
		return targets;
	}

	@Override
	public Table run() throws Exception {
		ServerCertificate certificate = ServerCertificate.create(this.directory);
		MedianRows rows = new MedianRows();
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			for (int round = 0; round < this.rounds; round++) {
				List<Future<List<Loss>>> losses = new ArrayList<>();
				for (Kind kind : this.kinds) {
					losses.add(threads.submit(measurement(kind, certificate)));
				}
				for (int i = 0; i < this.kinds.size(); i++) {
					tell(this.kinds.get(i), losses.get(i).get(), rows);
				}
			}
		}
		finally {
			threads.shutdown();
		}
		return new Table("loss",
				"Milliseconds until a client tells that its connection is lost, by what happened, and how many of the reasons it gives are wrong; Paho gives none to compare. Keep-alive %d s; nothing is published. Median of %d rounds with the least and the greatest."
					.formatted(MeasuredConnection.KEEP_ALIVE.toSeconds(), this.rounds),
				List.of("loss", "figure", "client"), MedianRows.COLUMNS, 0, rows.rows());
	}

	private static void tell(Kind kind, List<Loss> losses, MedianRows rows) {
		for (Loss loss : losses) {
			rows.add(List.of(kind.text, NOTICED, loss.client()), loss.millis());
			FailureReason reason = loss.reason();
			if (reason != null) {
				rows.add(List.of(kind.text, WRONG, loss.client()), kind.allows(reason) ? 0 : 1);
			}
		}
	}

	private static Callable<List<Loss>> measurement(Kind kind, ServerCertificate certificate) {
		return switch (kind) {
			case RESET -> () -> scripted(null, null, (server) -> server.cut(true));
			case CLOSED -> () -> scripted(null, null, (server) -> server.cut(false));
			case DISCONNECT -> () -> scripted(null, null, ScriptedServer::sayDisconnect);
			case SILENCE -> () -> scripted(null, null, ScriptedServer::fallSilent);
			case TLS_ALERT -> () -> scripted(
					SslContextBuilder.forServer(certificate.certificate().toFile(), certificate.key().toFile()).build(),
					certificate.trusted(), ScriptedServer::alert);
			case KILLED -> LossBenchmark::killed;
			case KICKED -> LossBenchmark::kicked;
		};
	}

	private static List<Loss> scripted(@Nullable SslContext tls, @Nullable String trusted,
			Consumer<ScriptedServer> loss) throws Exception {
		try (ScriptedServer server = new ScriptedServer(tls, (payload) -> {
		})) {
			Endpoint endpoint = (tls != null) ? Endpoints.tls(server.port()) : Endpoints.tcp(server.port());
			try (Watched ours = new WatchedLinkKit(Device.named("lost"), endpoint, trusted);
					Watched paho = new WatchedPaho(Device.named("paho"), endpoint, trusted)) {
				return lose(List.of(ours, paho), () -> loss.accept(server));
			}
		}
	}

	private static List<Loss> killed() throws Exception {
		try (ChildProcess server = ChildProcess.start(DispatchServer.class, List.of())) {
			Endpoint endpoint = Endpoints.tcp(Integer.parseInt(server.await("listening").get(0)));
			try (Watched ours = new WatchedLinkKit(Device.named("lost"), endpoint, null);
					Watched paho = new WatchedPaho(Device.named("paho"), endpoint, null)) {
				return lose(List.of(ours, paho), server::kill);
			}
		}
	}

	private static List<Loss> kicked() throws Exception {
		Device device = Device.named("kicked");
		try (LinkKitSimulator simulator = LinkKitSimulator.builder().tcp().start()) {
			SimulatedDevice simulated = simulator.cloud()
				.createProduct(device.identity().productKey())
				.createDevice(device.identity().deviceName(), device.secret().reveal());
			try (Watched ours = new WatchedLinkKit(device, Endpoints.tcp(simulator.tcpPort()), null)) {
				return lose(List.of(ours), simulated::kick);
			}
		}
	}

	private static List<Loss> lose(List<Watched> clients, Action loss) throws Exception {
		for (Watched client : clients) {
			client.connect();
		}
		long start = System.nanoTime();
		loss.run();
		List<Loss> losses = new ArrayList<>();
		for (Watched client : clients) {
			Notice notice = client.lost().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
			losses.add(new Loss(client.name(), (notice.at() - start) / 1e6, notice.reason()));
		}
		return losses;
	}

	/**
	 * What can happen to a connection, and which reasons are right.
	 */
	enum Kind {

		/** RST. */
		RESET("RST", FailureReason.CONNECTION_RESET),

		/** FIN. */
		CLOSED("FIN", FailureReason.CLOSED_BY_PLATFORM),

		/** A packet that only later versions of MQTT allow, and FIN. */
		DISCONNECT("DISCONNECT from the server", FailureReason.CLOSED_BY_PLATFORM, FailureReason.PROTOCOL_ERROR),

		/** TCP is there, MQTT is not. */
		SILENCE("server falls silent", FailureReason.KEEP_ALIVE_TIMEOUT),

		/** The end of TLS, but not of TCP. */
		TLS_ALERT("TLS close_notify", FailureReason.CLOSED_BY_PLATFORM),

		/** The process is no more. */
		KILLED("server killed by SIGKILL", FailureReason.CLOSED_BY_PLATFORM, FailureReason.CONNECTION_RESET),

		/** The platform says so. */
		KICKED("kicked", FailureReason.KICKED);

		private final String text;

		private final FailureReason right;

		private final FailureReason alsoRight;

		Kind(String text, FailureReason right) {
			this(text, right, right);
		}

		Kind(String text, FailureReason right, FailureReason alsoRight) {
			this.text = text;
			this.right = right;
			this.alsoRight = alsoRight;
		}

		private boolean allows(FailureReason reason) {
			return reason == this.right || reason == this.alsoRight;
		}

	}

	/**
	 * Something that fails like anything else.
	 */
	private interface Action {

		void run() throws Exception;

	}

	/**
	 * A client that tells when its connection is lost.
	 */
	private interface Watched extends AutoCloseable {

		String name();

		void connect() throws Exception;

		CompletableFuture<Notice> lost();

	}

	/**
	 * That a connection is lost.
	 *
	 * @param at when
	 * @param reason why, if the client tells
	 */
	private record Notice(long at, @Nullable FailureReason reason) {

	}

	/**
	 * How a client noticed.
	 *
	 * @param client which client
	 * @param millis how long it took
	 * @param reason why, if the client tells
	 */
	private record Loss(String client, double millis, @Nullable FailureReason reason) {

	}

	private static final class WatchedLinkKit implements Watched {

		private final CountDownLatch connected = new CountDownLatch(1);

		private final CompletableFuture<Notice> lost = new CompletableFuture<>();

		private final LinkKitConnection connection;

		WatchedLinkKit(Device device, Endpoint endpoint, @Nullable String trusted) {
			this.connection = MeasuredConnection.create(device, endpoint, trusted, null, this::happened);
		}

		private void happened(Object event) {
			if (event instanceof DeviceConnectedEvent) {
				this.connected.countDown();
			}
			if (event instanceof DeviceDisconnectedEvent disconnected) {
				this.lost.complete(new Notice(System.nanoTime(), disconnected.getReason()));
			}
		}

		@Override
		public String name() {
			return OURS;
		}

		@Override
		public void connect() throws InterruptedException {
			this.connection.start();
			Assert.state(this.connected.await(LIMIT.toSeconds(), TimeUnit.SECONDS), "The device does not come online");
		}

		@Override
		public CompletableFuture<Notice> lost() {
			return this.lost;
		}

		@Override
		public void close() {
			this.connection.close();
		}

	}

	private static final class WatchedPaho implements Watched, MqttCallback {

		private final CompletableFuture<Notice> lost = new CompletableFuture<>();

		private final MqttConnectOptions options = new MqttConnectOptions();

		private final MqttAsyncClient client;

		WatchedPaho(Device device, Endpoint endpoint, @Nullable String trusted) throws Exception {
			this.client = new MqttAsyncClient(endpoint.toUri().toString(), device.identity().deviceName(),
					new MemoryPersistence());
			this.client.setCallback(this);
			this.options.setKeepAliveInterval((int) MeasuredConnection.KEEP_ALIVE.toSeconds());
			if (trusted != null) {
				this.options.setSocketFactory(SslContextSource.ofPem(trusted).getSslContext().getSocketFactory());
			}
		}

		@Override
		public String name() {
			return PAHO;
		}

		@Override
		public void connect() throws Exception {
			this.client.connect(this.options).waitForCompletion();
		}

		@Override
		public CompletableFuture<Notice> lost() {
			return this.lost;
		}

		@Override
		public void connectionLost(Throwable cause) {
			this.lost.complete(new Notice(System.nanoTime(), null));
		}

		@Override
		public void messageArrived(String topic, MqttMessage message) {
		}

		@Override
		public void deliveryComplete(IMqttDeliveryToken token) {
		}

		@Override
		public void close() throws Exception {
			this.client.close(true);
		}

	}

}
