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

package io.linkkit.benchmarks.peer;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Main class of a process with a client under measurement. Reads commands from standard
 * input, a verb and words like {@code qos=1} a line, and answers each by a line that
 * begins with {@code ok} or {@code error}. The same is spoken by clients that are not
 * written in Java.
 */
public final class PeerMain {

	private static final long LIMIT = 20;

	private final Class<? extends PeerClient> type;

	private final Semaphore arrived = new Semaphore(0);

	private @Nullable PeerClient client;

	private int window;

	private PeerMain(Class<? extends PeerClient> type) {
		this.type = type;
	}

	/**
	 * Run a client.
	 * @param arguments the class of the client
	 */
	public static void main(String[] arguments) throws Exception {
		// clients may be talkative
		PrintStream answers = System.out;
		System.setOut(System.err);
		PeerMain peer = new PeerMain(Class.forName(arguments[0]).asSubclass(PeerClient.class));
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (@Nullable
		String line = commands.readLine(); line != null; line = commands.readLine()) {
			answers.println(peer.answer(line));
		}
		// clients may leave threads
		System.exit(0);
	}

	private String answer(String line) {
		try {
			Map<String, String> words = new HashMap<>();
			String[] parts = line.split(" ");
			Arrays.stream(parts)
				.skip(1)
				.map((word) -> word.split("=", 2))
				.forEach((word) -> words.put(word[0], word[1]));
			return "ok " + switch (parts[0]) {
				case "connect" -> connect(Login.of(words));
				case "publish" -> publish(words);
				case "subscribe" -> subscribe(words);
				case "roundtrip" -> roundTrip(words);
				case "disconnect" -> disconnect();
				default -> throw new IllegalArgumentException("There is no command " + parts[0]);
			};
		}
		catch (Exception | LinkageError ex) {
			ex.printStackTrace();
			return "error " + ex.toString().replaceAll("\\s+", " ");
		}
	}

	private String connect(Login login) throws Exception {
		this.window = login.window();
		long start = System.nanoTime();
		PeerClient connecting = this.type.getDeclaredConstructor().newInstance();
		connecting.connect(login);
		long time = System.nanoTime() - start;
		this.client = connecting;
		return format("millis=%.4f", time / 1e6);
	}

	private String disconnect() throws Exception {
		PeerClient leaving = connected();
		this.client = null;
		long start = System.nanoTime();
		leaving.disconnect();
		return format("millis=%.4f", (System.nanoTime() - start) / 1e6);
	}

	// By time, not by number: clients differ by a factor of a hundred.
	private String publish(Map<String, String> words) throws Exception {
		PeerClient publisher = connected();
		String topic = Login.require(words, "topic");
		byte[] payload = new byte[Integer.parseInt(Login.require(words, "bytes"))];
		int qos = Integer.parseInt(Login.require(words, "qos"));
		long limit = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(Login.require(words, "millis")));
		int unfinished = publisher.unfinished(this.window);
		Semaphore free = new Semaphore(unfinished);
		long messages = 0;
		long cpuStart = cpuTime();
		long start = System.nanoTime();
		while (System.nanoTime() - start < limit) {
			acquire(free, 1);
			publisher.publish(topic, payload, qos, free::release);
			messages++;
		}
		acquire(free, unfinished);
		if (qos == 0) {
			fence(publisher, topic);
		}
		return format("messages=%d seconds=%.6f cpuSeconds=%.6f", messages, (System.nanoTime() - start) / 1e9,
				(cpuTime() - cpuStart) / 1e9);
	}

	// An acknowledgement says that the server has read all that went before.
	private static void fence(PeerClient publisher, String topic) throws Exception {
		Semaphore acknowledged = new Semaphore(0);
		publisher.publish(topic, new byte[1], 1, acknowledged::release);
		acquire(acknowledged, 1);
	}

	private String subscribe(Map<String, String> words) throws Exception {
		connected().subscribe(Login.require(words, "topic"), Integer.parseInt(Login.require(words, "qos")),
				this.arrived::release);
		return "";
	}

	private String roundTrip(Map<String, String> words) throws Exception {
		PeerClient asking = connected();
		String topic = Login.require(words, "topic");
		byte[] payload = new byte[Integer.parseInt(Login.require(words, "bytes"))];
		int qos = Integer.parseInt(Login.require(words, "qos"));
		long[] times = new long[Integer.parseInt(Login.require(words, "count"))];
		long limit = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(Login.require(words, "millis")));
		this.arrived.drainPermits();
		Semaphore free = new Semaphore(this.window);
		long begin = System.nanoTime();
		int count = 0;
		while (count < times.length && System.nanoTime() - begin < limit) {
			// acknowledgements may be late
			acquire(free, 1);
			long start = System.nanoTime();
			asking.publish(topic, payload, qos, free::release);
			acquire(this.arrived, 1);
			times[count] = System.nanoTime() - start;
			count++;
		}
		long[] sorted = Arrays.copyOf(times, count);
		Arrays.sort(sorted);
		return format("p50=%.2f p99=%.2f p999=%.2f", percentile(sorted, 0.5), percentile(sorted, 0.99),
				percentile(sorted, 0.999));
	}

	private static double percentile(long[] sorted, double share) {
		return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e3;
	}

	private PeerClient connected() {
		if (this.client == null) {
			throw new IllegalStateException("Not connected");
		}
		return this.client;
	}

	private static void acquire(Semaphore semaphore, int permits) throws InterruptedException {
		if (!semaphore.tryAcquire(permits, LIMIT, TimeUnit.SECONDS)) {
			throw new IllegalStateException("Nothing comes any more");
		}
	}

	private static long cpuTime() {
		return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
	}

	private static String format(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

}
