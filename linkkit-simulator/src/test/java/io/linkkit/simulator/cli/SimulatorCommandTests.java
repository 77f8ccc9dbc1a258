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

package io.linkkit.simulator.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SimulatorCommandTests {

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@TempDir
	private Path directory;

	@Test
	void helpExplainsTheOptions() {
		assertThat(execute("--help")).isZero();
		assertThat(this.out.toString()).contains("--port", "--product-secret", "--device-secret", "--ca-file");
	}

	@Test
	void unknownOptionIsNamed() {
		assertThat(execute("--prot=1")).isEqualTo(CommandLine.ExitCode.USAGE);
		assertThat(this.err.toString()).contains("--prot=1");
	}

	@Test
	void certificateAndKeyBelongTogether() {
		assertThat(execute("--certificate=x.pem", "--port=0")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
		assertThat(this.err.toString()).contains("--certificate and --key belong together");
	}

	@Test
	void portThatIsTakenIsNamedInOneLine() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(execute("--port=" + taken.getLocalPort())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
			assertThat(this.err.toString().lines()).hasSize(1)
				.first()
				.asString()
				.contains(String.valueOf(taken.getLocalPort()));
		}
	}

	@Test
	void runningSimulatorTellsHowToConnectAndWhatHappens() throws Exception {
		Path caFile = this.directory.resolve("ca.pem");
		Thread command = new Thread(() -> execute("--port=0", "--product-key=a1B2c3D4e5F",
				"--product-secret=PsPsPsPs12345678", "--device-name=gateway", "--device-secret=0123456789abcdef",
				"--ca-file=" + caFile, "--console=0"));
		command.start();
		try {
			await().atMost(Duration.ofSeconds(10)).until(() -> this.out.toString().contains("Ctrl-C"));
			assertThat(this.out.toString()).contains("product-key: a1B2c3D4e5F", "device-name: gateway",
					"device-secret: 0123456789abcdef", "ca-certificates: file:" + caFile,
					"product secret PsPsPsPs12345678", "/auth/register/device");
			assertThat(Files.readString(caFile)).startsWith("-----BEGIN CERTIFICATE-----");
			Matcher page = Pattern.compile("console +(http://127.0.0.1:\\d+/)").matcher(this.out.toString());
			assertThat(page.find()).isTrue();
			assertThat(URI.create(page.group(1)).toURL().openStream()).isNotEmpty();
			Matcher port = Pattern.compile("port: (\\d+)").matcher(this.out.toString());
			assertThat(port.find()).isTrue();
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)))) {
				socket.getOutputStream().write(0);
				await().atMost(Duration.ofSeconds(10)).until(() -> this.out.toString().contains("PROTOCOL_ERROR"));
			}
		}
		finally {
			command.interrupt();
			command.join(10_000);
		}
		assertThat(command.isAlive()).isFalse();
	}

	@Test
	void secondRunHasTheProductAndDeviceOfTheFirst() throws Exception {
		Path stateFile = this.directory.resolve("state.json");
		String first = guideOfARunWith("--state-file=" + stateFile, "--product-secret=PsPsPsPs12345678");
		this.out.getBuffer().setLength(0);
		String second = guideOfARunWith("--state-file=" + stateFile);
		assertThat(credentials(second)).isEqualTo(credentials(first)).hasSize(4);
		assertThat(second).contains("PsPsPsPs12345678");
	}

	private String guideOfARunWith(String... options) throws Exception {
		List<String> arguments = new ArrayList<>(List.of(options));
		arguments.add("--port=0");
		arguments.add("--ca-file=" + this.directory.resolve("ca.pem"));
		Thread command = new Thread(() -> execute(arguments.toArray(String[]::new)));
		command.start();
		try {
			await().atMost(Duration.ofSeconds(10)).until(() -> this.out.toString().contains("Ctrl-C"));
			return this.out.toString();
		}
		finally {
			command.interrupt();
			command.join(10_000);
		}
	}

	private static List<String> credentials(String guide) {
		return guide.lines().filter((line) -> line.matches("  (product|device) +(key|name|secret) .*")).toList();
	}

	@Test
	void stateFileThatCannotBeReadIsNamedInOneLine() throws Exception {
		Path stateFile = Files.writeString(this.directory.resolve("state.json"), "nonsense");
		assertThat(execute("--port=0", "--state-file=" + stateFile)).isEqualTo(CommandLine.ExitCode.SOFTWARE);
		assertThat(this.err.toString().lines()).singleElement().asString().contains(stateFile.toString());
	}

	private int execute(String... arguments) {
		CommandLine commandLine = SimulatorCommand.commandLine();
		commandLine.setOut(new PrintWriter(this.out, true));
		commandLine.setErr(new PrintWriter(this.err, true));
		return commandLine.execute(arguments);
	}

}
