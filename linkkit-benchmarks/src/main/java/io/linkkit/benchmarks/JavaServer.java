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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.linkkit.identity.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A server written in Java, in a JVM of its own. Its main method calls {@link #serve}.
 */
final class JavaServer implements Server {

	private static final long STOP_LIMIT = 5;

	private final String name;

	private final Process process;

	private final List<Integer> ports;

	private JavaServer(String name, Process process, List<Integer> ports) {
		this.name = name;
		this.process = process;
		this.ports = ports;
	}

	static JavaServer start(String name, Class<?> mainClass, Object... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("java.class.path"), mainClass.getName()));
		Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		@Nullable String ports = output.readLine();
		if (ports == null) {
			process.destroy();
			throw new IOException(name + " did not start");
		}
		return new JavaServer(name, process, Arrays.stream(ports.split(" ")).map(Integer::valueOf).toList());
	}

	/**
	 * Called by the server's own main method: tell the ports, then wait for the end of
	 * the process that started this one.
	 * @param ports the port for TCP and, as far as there are any, those for TLS and HTTPS
	 */
	static void serve(Integer... ports) throws IOException {
		System.out.println(String.join(" ", Arrays.stream(ports).map(String::valueOf).toList()));
		System.in.transferTo(System.err);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Endpoint tcp() {
		return Endpoints.tcp(this.ports.get(0));
	}

	@Override
	public Endpoint tls() {
		return Endpoints.tls(port(1, "TLS"));
	}

	/**
	 * Return where it answers HTTPS.
	 * @throws UnsupportedOperationException if it does not
	 */
	URI https() {
		return URI.create("https://" + Endpoints.HOST + ":" + port(2, "HTTPS"));
	}

	private int port(int index, String protocol) {
		if (this.ports.size() <= index) {
			throw new UnsupportedOperationException(this.name + " does not speak " + protocol);
		}
		return this.ports.get(index);
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.process.getOutputStream().close();
		if (!this.process.waitFor(STOP_LIMIT, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

}
