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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A JVM whose main class is measured. It writes lines that say how far it is, and reads
 * lines that say how to go on; the end of its input is the end of it.
 */
final class ChildProcess implements AutoCloseable {

	private static final long STOP_LIMIT = 10;

	private final Process process;

	private final BufferedReader output;

	private ChildProcess(Process process) {
		this.process = process;
		this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	/**
	 * Start a JVM like this one.
	 * @param mainClass what to run
	 * @param arguments what to tell it
	 */
	static ChildProcess start(Class<?> mainClass, List<String> arguments) throws IOException {
		return start(Jdks.present(), System.getProperty("java.class.path"), List.of(), mainClass, arguments);
	}

	/**
	 * Start a JVM.
	 * @param javaHome where the JDK is
	 * @param classPath its class path
	 * @param options options of the JVM
	 * @param mainClass what to run
	 * @param arguments what to tell it
	 */
	static ChildProcess start(Path javaHome, String classPath, List<String> options, Class<?> mainClass,
			List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(javaHome.resolve("bin").resolve("java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, mainClass.getName()));
		command.addAll(arguments);
		return new ChildProcess(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
	}

	/**
	 * Wait for a line that begins with a word, past all others.
	 * @param word the word
	 * @return the words that follow
	 * @throws IllegalStateException if the process ends before
	 */
	List<String> await(String word) throws IOException {
		List<String> words = awaitAny(List.of(word));
		return words.subList(1, words.size());
	}

	/**
	 * Wait for a line that begins with one of these words, past all others.
	 * @param first the words
	 * @return all words of the line
	 * @throws IllegalStateException if the process ends before
	 */
	List<String> awaitAny(List<String> first) throws IOException {
		for (@Nullable
		String line = this.output.readLine(); line != null; line = this.output.readLine()) {
			List<String> words = List.of(line.strip().split(" "));
			if (first.contains(words.get(0))) {
				return words;
			}
		}
		throw new IllegalStateException("The process ended before it said one of " + first);
	}

	/**
	 * Read to the end what the process has said.
	 * @param word the word
	 * @return what followed the word when it was said last, nothing if it was not said
	 */
	Optional<List<String>> last(String word) {
		return this.output.lines()
			.map((line) -> List.of(line.strip().split(" ")))
			.filter((words) -> words.get(0).equals(word))
			.reduce((earlier, later) -> later)
			.map((words) -> words.subList(1, words.size()));
	}

	/**
	 * Give the process a line to read.
	 */
	void tell(String line) throws IOException {
		this.process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
		this.process.getOutputStream().flush();
	}

	/**
	 * End the process by SIGKILL and wait until it is gone. What it said before can still
	 * be read.
	 */
	void kill() throws InterruptedException {
		// not by the process object, which would close its output
		this.process.toHandle().destroyForcibly();
		Assert.state(this.process.waitFor(STOP_LIMIT, TimeUnit.SECONDS), "The process survived SIGKILL");
	}

	/**
	 * Called by the process itself: say something to the one that started it.
	 * @param word by which it is awaited
	 * @param words what follows
	 */
	static void say(String word, Object... words) {
		StringBuilder line = new StringBuilder(word);
		for (Object each : words) {
			line.append(' ').append(each);
		}
		System.out.println(line);
	}

	@Override
	public void close() throws InterruptedException {
		try {
			this.process.getOutputStream().close();
			if (!this.process.waitFor(STOP_LIMIT, TimeUnit.SECONDS)) {
				throw new TimeoutException();
			}
		}
		catch (IOException | TimeoutException ex) {
			kill();
		}
	}

}
