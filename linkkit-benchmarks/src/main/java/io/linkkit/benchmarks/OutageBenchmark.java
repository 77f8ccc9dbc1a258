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

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.event.DeviceConnectedEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What messages cost that are published while the device is offline, and how fast they
 * leave once it is online.
 */
final class OutageBenchmark implements Benchmark {

	private static final long LIMIT = 120;

	private static final int PAYLOAD = 64;

	private final Rounds rounds;

	private final int messages;

	private final Path directory;

	OutageBenchmark(Rounds rounds, int messages, Path directory) {
		this.rounds = rounds;
		this.messages = messages;
		this.directory = directory;
	}

	@Override
	public String name() {
		return "outage";
	}

	@Override
	public Table run() throws Exception {
		MedianRows rows = new MedianRows();
		try (Server sink = JavaServer.start("sink", AcknowledgingSink.class)) {
			for (int round = -this.rounds.warmUp(); round < this.rounds.counted(); round++) {
				MedianRows counted = (round < 0) ? new MedianRows() : rows;
				measure("memory", sink, null, counted);
				Path queue = Files.createDirectory(this.directory.resolve("queue" + round));
				measure("disk", sink, queue, counted);
			}
		}
		return new Table("outage",
				"%,d messages of %d bytes with QoS 1, published by one thread while the device is offline, in memory or on disk, and what follows when it comes online: messages a second taken by the queue, messages a second acknowledged by a sink from CONNACK to the last, bytes of heap a message after a collection, and bytes of the file a message. Median of %d rounds with the least and the greatest."
					.formatted(this.messages, PAYLOAD, this.rounds.counted()),
				List.of("queue in", "figure"), MedianRows.COLUMNS, 0, rows.rows());
	}

	private void measure(String where, Server sink, @Nullable Path queue, MedianRows rows) throws Exception {
		Device device = Device.named("outage_" + where);
		CountDownLatch connected = new CountDownLatch(1);
		LinkKitConnection connection = MeasuredConnection.create(device, sink.tcp(), null, queue, (event) -> {
			if (event instanceof DeviceConnectedEvent) {
				connected.countDown();
			}
		});
		try {
			long heap = usedHeap();
			List<CompletableFuture<PublishResult>> results = new ArrayList<>(this.messages);
			long start = System.nanoTime();
			for (int i = 0; i < this.messages; i++) {
				results.add(connection.publish(device.topic(), payload(i), 1));
			}
			rows.add(List.of(where, "queued a second"), rate(start));
			rows.add(List.of(where, "heap bytes a message"), (double) Math.max(0, usedHeap() - heap) / this.messages);
			if (queue != null) {
				rows.add(List.of(where, "file bytes a message"), (double) size(queue) / this.messages);
			}
			connection.start();
			Assert.state(connected.await(LIMIT, TimeUnit.SECONDS), "The device does not come online");
			start = System.nanoTime();
			CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)).get(LIMIT, TimeUnit.SECONDS);
			rows.add(List.of(where, "drained a second"), rate(start));
			Assert.state(results.stream().allMatch((result) -> result.join() instanceof PublishResult.Acknowledged),
					"A message was lost");
		}
		finally {
			connection.close();
		}
	}

	private static byte[] payload(int number) {
		return "%064d".formatted(number).getBytes(StandardCharsets.US_ASCII);
	}

	private double rate(long start) {
		return this.messages * 1e9 / (System.nanoTime() - start);
	}

	private static long usedHeap() {
		System.gc();
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static long size(Path queue) throws IOException {
		long size = 0;
		try (Stream<Path> files = Files.list(queue)) {
			for (Path file : files.toList()) {
				size += Files.size(file);
			}
		}
		return size;
	}

}
