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
import java.nio.file.Files;
import java.nio.file.Path;

import io.linkkit.auth.Secret;
import io.linkkit.simulator.LinkKitSimulator;

/**
 * Main class of the process in which the simulator runs.
 */
public final class SimulatorMain {

	/** The only device it knows. */
	static final Device DEVICE = Device.named("sensor_01");

	/** What registers it. */
	static final Secret PRODUCT_SECRET = Secret.of("secret-of-product");

	private SimulatorMain() {
	}

	/**
	 * Run the simulator.
	 * @param arguments files with the certificate and its key in PEM form
	 */
	public static void main(String[] arguments) throws IOException {
		String certificate = Files.readString(Path.of(arguments[0]));
		String key = Files.readString(Path.of(arguments[1]));
		try (LinkKitSimulator simulator = LinkKitSimulator.builder()
			.tcp()
			.tls()
			.https()
			.certificate(certificate, key)
			.start()) {
			simulator.cloud()
				.createProduct(DEVICE.identity().productKey(), PRODUCT_SECRET.reveal())
				.createDevice(DEVICE.identity().deviceName(), DEVICE.secret().reveal());
			JavaServer.serve(simulator.tcpPort(), simulator.tlsPort(), simulator.httpsPort());
		}
	}

}
