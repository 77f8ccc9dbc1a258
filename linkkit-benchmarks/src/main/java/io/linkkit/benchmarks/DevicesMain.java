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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.linkkit.benchmarks.Client.Link;

/**
 * Main class of the process that holds many connections. It connects one device, takes
 * that for the beginning, connects the others, and tells what they cost.
 */
public final class DevicesMain {

	private static final int CONNECTING_AT_A_TIME = 64;

	private static final int WINDOW = 20;

	private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

	private DevicesMain() {
	}

	/**
	 * Connect devices.
	 * @param arguments name of the client, port, how many, milliseconds to settle
	 */
	public static void main(String[] arguments) throws Exception {
		Client client = DevicesBenchmark.client(arguments[0]);
		int port = Integer.parseInt(arguments[1]);
		int devices = Integer.parseInt(arguments[2]);
		Duration settling = Duration.ofMillis(Long.parseLong(arguments[3]));
		List<Link> links = new ArrayList<>(connect(client, port, 0, 1));
		long residentBefore = settledResidentKib(settling.dividedBy(6));
		int threadsBefore = threads();
		long start = System.nanoTime();
		links.addAll(connect(client, port, 1, devices + 1));
		long millis = (System.nanoTime() - start) / 1_000_000;
		long resident = settledResidentKib(settling);
		ChildProcess.say("held", resident - residentBefore, threads() - threadsBefore, millis);
		// ends with the process that started this one, and keeps the links until then
		System.in.transferTo(System.err);
		Runtime.getRuntime().halt(links.size() - devices - 1);
	}

	private static List<Link> connect(Client client, int port, int from, int to) throws Exception {
		List<Link> links = new ArrayList<>();
		ExecutorService threads = Executors.newFixedThreadPool(CONNECTING_AT_A_TIME);
		try {
			List<Future<Link>> connecting = new ArrayList<>();
			for (int i = from; i < to; i++) {
				Device device = Device.named("device_" + i);
				connecting.add(threads
					.submit(() -> client.connect(device, device.request(Endpoints.tcp(port), null, WINDOW))));
			}
			for (Future<Link> each : connecting) {
				links.add(each.get());
			}
		}
		finally {
			threads.shutdown();
		}
		return links;
	}

	private static long settledResidentKib(Duration settling) throws IOException, InterruptedException {
		// threads that wait for more to do go meanwhile
		Thread.sleep(settling.toMillis());
		System.gc();
		System.gc();
		Thread.sleep(settling.toMillis() / 10);
		Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/self/status")));
		return resident.find() ? Long.parseLong(resident.group(1)) : 0;
	}

	private static int threads() {
		return ManagementFactory.getThreadMXBean().getThreadCount();
	}

}
