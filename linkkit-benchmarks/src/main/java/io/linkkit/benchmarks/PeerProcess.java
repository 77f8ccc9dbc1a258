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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The process of a peer. See {@link io.linkkit.benchmarks.peer.PeerMain} for what is
 * spoken with it.
 */
final class PeerProcess implements AutoCloseable {

	private static final long ANSWER_LIMIT = 60;

	private static final long STOP_LIMIT = 5;

	private final Process process;

	private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

	/**
	 * Start a peer.
	 * @param peer which
	 * @param log file for what it has to say besides
	 */
	PeerProcess(Peer peer, Path log) throws IOException {
		this.process = new ProcessBuilder(peer.command()).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
			.start();
		Thread reader = new Thread(this::read, "benchmark-peer-" + peer.name());
		reader.setDaemon(true);
		reader.start();
	}

	private void read() {
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (@Nullable
			String line = output.readLine(); line != null; line = output.readLine()) {
				this.answers.add(line);
			}
		}
		catch (IOException ex) {
			// it was killed
		}
		this.answers.add("error the process ended");
	}

	/**
	 * Ask for something and wait for the answer.
	 * @param command what
	 * @return the figures in the answer
	 * @throws IOException if it does not answer, or that it cannot
	 */
	Map<String, Double> ask(String command) throws IOException, InterruptedException {
		this.process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
		this.process.getOutputStream().flush();
		@Nullable String line = this.answers.poll(ANSWER_LIMIT, TimeUnit.SECONDS);
		if (line == null) {
			throw new IOException("no answer");
		}
		if (!line.startsWith("ok")) {
			throw new IOException(line);
		}
		return Arrays.stream(line.split(" "))
			.skip(1)
			.map((word) -> word.split("=", 2))
			.collect(Collectors.toMap((word) -> word[0], (word) -> Double.valueOf(word[1])));
	}

	@Override
	public void close() throws InterruptedException {
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			// it has ended
		}
		if (!this.process.waitFor(STOP_LIMIT, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

}
