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

package io.linkkit.registration.store;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.linkkit.identity.DeviceIdentity;

/**
 * Another Java process that uses a device until it is closed or killed.
 */
public final class LockingProcess implements AutoCloseable {

	private static final String READY = "loaded";

	private final Process process;

	private LockingProcess(Process process) {
		this.process = process;
	}

	static LockingProcess start(Path directory, DeviceIdentity device) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		String classPath = System.getProperty("java.class.path");
		Process process = new ProcessBuilder(List.of(java, "-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", classPath,
				LockingProcess.class.getName(), directory.toString(), device.productKey(), device.deviceName()))
			.redirectError(new File(directory.toFile(), "stderr"))
			.start();
		LockingProcess started = new LockingProcess(process);
		String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
			.lines()
			.filter((text) -> text.startsWith(READY))
			.findFirst()
			.orElse(null);
		if (line == null) {
			started.close();
			throw new IOException("The other process ended; see its stderr in " + directory);
		}
		return started;
	}

	long pid() {
		return this.process.pid();
	}

	/**
	 * Kill the process.
	 */
	@Override
	public void close() {
		this.process.destroyForcibly();
		boolean interrupted = false;
		while (this.process.isAlive()) {
			try {
				this.process.waitFor();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Load the credential of a device and wait.
	 * @param arguments the directory, the product key and the device name
	 * @throws IOException if the parent cannot be waited for
	 */
	public static void main(String[] arguments) throws IOException {
		FileCredentialStore store = new FileCredentialStore(Path.of(arguments[0]));
		System.out.println(READY + " " + store.load(new DeviceIdentity(arguments[1], arguments[2])));
		// until the parent ends or kills it
		while (System.in.read() >= 0) {
			continue;
		}
		store.close();
	}

}
