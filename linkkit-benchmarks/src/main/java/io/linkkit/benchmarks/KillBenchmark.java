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

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.springframework.util.Assert;

/**
 * What is lost and what arrives twice when a process is killed while it queues messages
 * on disk, and the next one while it sends them.
 */
final class KillBenchmark implements Benchmark {

	private static final long LIMIT = 60;

	private final int rounds;

	private final int messages;

	private final Path directory;

	KillBenchmark(int rounds, int messages, Path directory) {
		this.rounds = rounds;
		this.messages = messages;
		this.directory = directory;
	}

	@Override
	public String name() {
		return "kill";
	}

	@Override
	public List<Target> targets() {
		return List.of(Target.atMost("Nothing that was stored is lost by SIGKILL", MedianRows.max("lost"), 0));
	}

	@Override
	public Table run() throws Exception {
		MedianRows rows = new MedianRows();
		for (int round = 0; round < this.rounds; round++) {
			measure(Files.createDirectory(this.directory.resolve("killed" + round)), rows);
		}
		return new Table("kill",
				"Messages with QoS 1 kept on disk by a process that is killed by SIGKILL when about %d are stored, and sent by a second one that is killed by SIGKILL when half of them have arrived, and a third one: how many were stored, how many of these did not arrive, and how many arrived once more than once. Median of %d rounds with the least and the greatest."
					.formatted(this.messages, this.rounds),
				List.of("messages"), MedianRows.COLUMNS, 0, rows.rows());
	}

	private void measure(Path queue, MedianRows rows) throws Exception {
		Map<Integer, Integer> arrived = new ConcurrentHashMap<>();
		CountDownLatch half = new CountDownLatch(this.messages / 2);
		try (ScriptedServer server = new ScriptedServer(null, (payload) -> {
			arrived.merge(Integer.valueOf(new String(payload, StandardCharsets.US_ASCII)), 1, Integer::sum);
			half.countDown();
		})) {
			int stored = storeUntilKilled(server, queue);
			try (ChildProcess draining = start(KillMain.DRAIN, server, queue)) {
				Assert.state(half.await(LIMIT, TimeUnit.SECONDS), "The second process does not send");
				draining.kill();
			}
			try (ChildProcess draining = start(KillMain.DRAIN, server, queue)) {
				draining.await("drained");
			}
			rows.add(List.of("stored"), stored);
			rows.add(List.of("lost"),
					(double) IntStream.range(0, stored).filter((i) -> !arrived.containsKey(i)).count());
			rows.add(List.of("duplicated"), (double) arrived.values().stream().filter((times) -> times > 1).count());
		}
	}

	private int storeUntilKilled(ScriptedServer server, Path queue) throws Exception {
		try (ChildProcess queueing = start(KillMain.QUEUE, server, queue)) {
			int stored = 0;
			while (stored < this.messages) {
				stored = Integer.parseInt(queueing.await("stored").get(0)) + 1;
			}
			queueing.kill();
			return queueing.last("stored").map((words) -> Integer.parseInt(words.get(0)) + 1).orElse(stored);
		}
	}

	private static ChildProcess start(String what, ScriptedServer server, Path queue) throws Exception {
		return ChildProcess.start(KillMain.class, List.of(what, String.valueOf(server.port()), queue.toString()));
	}

}
