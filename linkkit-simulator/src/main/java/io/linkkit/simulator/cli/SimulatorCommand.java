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

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedCloud;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.SimulatedProduct;
import io.linkkit.simulator.console.SimulatorConsole;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code java -jar linkkit-simulator-…-exec.jar}: runs a simulator with one device until
 * it is stopped, and tells what happens.
 */
@Command(name = "linkkit-simulator", mixinStandardHelpOptions = true, versionProvider = SimulatorVersion.class,
		sortOptions = false,
		description = { "Alibaba Cloud IoT Platform in one process: a device can log in, publish, subscribe.",
				"One port answers MQTT over TCP, TLS and WebSocket, and HTTPS." })
public final class SimulatorCommand implements Callable<Integer> {

	@Option(names = "--port", paramLabel = "PORT", defaultValue = "1883",
			description = "the port; 0 takes any that is free (default: ${DEFAULT-VALUE})")
	private int port;

	@Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
			description = "where to listen; 0.0.0.0 for the whole network (default: ${DEFAULT-VALUE})")
	private String address = "127.0.0.1";

	@Option(names = "--product-key", paramLabel = "KEY", description = "the product key (default: made up)")
	private @Nullable String productKey;

	@Option(names = "--product-secret", paramLabel = "SECRET",
			description = "the product secret, for dynamic registration (default: made up)")
	private @Nullable String productSecret;

	@Option(names = "--device-name", paramLabel = "NAME", defaultValue = "sensor_01",
			description = "the name of the device that is created (default: ${DEFAULT-VALUE})")
	private String deviceName = "sensor_01";

	@Option(names = "--device-secret", paramLabel = "SECRET", description = "the device secret (default: made up)")
	private @Nullable String deviceSecret;

	@Option(names = "--state-file", paramLabel = "FILE",
			description = "keep products and devices in this file; without it they are forgotten at the end")
	private @Nullable Path stateFile;

	@Option(names = "--ca-file", paramLabel = "FILE", defaultValue = "linkkit-simulator-ca.pem",
			description = "where to write the certificate that clients must trust (default: ${DEFAULT-VALUE})")
	private Path caFile = Path.of("linkkit-simulator-ca.pem");

	@Option(names = "--certificate", paramLabel = "FILE",
			description = "PEM chain to show instead of a certificate made up; needs --key")
	private @Nullable Path certificate;

	@Option(names = "--key", paramLabel = "FILE", description = "its private key, PEM, PKCS#8, not encrypted")
	private @Nullable Path key;

	@Option(names = "--console", paramLabel = "PORT", arity = "0..1",
			fallbackValue = "" + SimulatorConsole.DEFAULT_PORT,
			description = "serve a page on 127.0.0.1 that shows what happens and can make the simulator misbehave "
					+ "(default port: ${FALLBACK-VALUE})")
	private @Nullable Integer console;

	@Option(names = "--rate-limits", description = "enforce the platform's limits per device")
	private boolean rateLimits;

	@Option(names = "--quiet", description = "do not tell what happens")
	private boolean quiet;

	@Spec
	private @Nullable CommandSpec spec;

	/**
	 * Run the command.
	 * @param arguments the command line; {@code --help} explains it
	 */
	public static void main(String[] arguments) {
		// The events are printed here; without this SLF4J complains of having no logger.
		System.setProperty("slf4j.internal.verbosity", "ERROR");
		System.exit(commandLine().execute(arguments));
	}

	static CommandLine commandLine() {
		CommandLine commandLine = new CommandLine(new SimulatorCommand());
		commandLine.setExecutionExceptionHandler((ex, failed, parsed) -> {
			failed.getErr().println("linkkit-simulator: " + ex.getMessage());
			return ExitCode.SOFTWARE;
		});
		return commandLine;
	}

	@Override
	public Integer call() throws IOException {
		PrintWriter out = out();
		try (LinkKitSimulator simulator = builder().start()) {
			SimulatedProduct product = product(simulator.cloud());
			SimulatedDevice device = (this.deviceSecret != null)
					? product.createDevice(this.deviceName, this.deviceSecret) : product.createDevice(this.deviceName);
			Files.writeString(this.caFile, simulator.caCertificatePem());
			try (SimulatorConsole page = page(simulator)) {
				out.print(new ConnectionGuide(simulator, product, device, this.caFile.toAbsolutePath(), page).text());
				out.flush();
				if (!this.quiet) {
					simulator.log().addListener((entry) -> {
						out.println(entry);
						out.flush();
					});
				}
				waitForInterrupt();
			}
		}
		return ExitCode.OK;
	}

	private @Nullable SimulatorConsole page(LinkKitSimulator simulator) {
		return (this.console != null) ? SimulatorConsole.start(simulator, this.console) : null;
	}

	// Without a key, the product of the run before, if that was kept.
	private SimulatedProduct product(SimulatedCloud cloud) {
		String key = (this.productKey != null) ? this.productKey
				: cloud.products().stream().findFirst().map(SimulatedProduct::productKey).orElse(null);
		return cloud.createProduct(key, this.productSecret);
	}

	// A signal ends the process; an interrupt is for those who run this inside another,
	// and is answered by stopping.
	private static void waitForInterrupt() {
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			return;
		}
	}

	private LinkKitSimulator.Builder builder() throws IOException {
		LinkKitSimulator.Builder builder = LinkKitSimulator.builder()
			.tcp()
			.tls()
			.webSocket()
			.secureWebSocket()
			.https()
			.singlePort(this.port)
			.bindAddress(this.address)
			.rateLimits(this.rateLimits);
		if (this.stateFile != null) {
			builder.stateFile(this.stateFile);
		}
		if (this.certificate != null && this.key != null) {
			builder.certificate(Files.readString(this.certificate), Files.readString(this.key));
		}
		else if (this.certificate != null || this.key != null) {
			throw new IllegalArgumentException("--certificate and --key belong together");
		}
		return builder;
	}

	private PrintWriter out() {
		CommandSpec current = this.spec;
		if (current == null) {
			throw new IllegalStateException("Not run by picocli");
		}
		return current.commandLine().getOut();
	}

}
