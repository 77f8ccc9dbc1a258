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

package io.linkkit.simulator.boot;

import java.nio.file.Path;

import io.linkkit.identity.InvalidSettingException;
import io.linkkit.simulator.console.SimulatorConsole;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of the simulator inside an application.
 *
 * @param enabled Whether to put the device online on a simulator inside the application
 * instead of the real platform.
 * @param port Port on which the simulator listens, 1 to 65535. By default one that is
 * free.
 * @param rateLimits Whether to enforce the rates of the platform, such as 5 logins a
 * minute.
 * @param stateFile File in which to keep products and devices for the next start. By
 * default they are forgotten.
 * @param console the page for developers
 */
@ConfigurationProperties("linkkit.simulator")
public record LinkKitSimulatorProperties(@DefaultValue("false") boolean enabled, @DefaultValue("0") int port,
		@DefaultValue("false") boolean rateLimits, @Nullable Path stateFile, @DefaultValue Console console) {

	private static final int MAX_PORT = 65535;

	public LinkKitSimulatorProperties {
		requirePort("simulator.port", port, "Leave it out for a port that is free.");
	}

	private static void requirePort(String key, int port, String remedy) {
		if (port < 0 || port > MAX_PORT) {
			throw new InvalidSettingException(key, String.valueOf(port), "must be a number from 1 to " + MAX_PORT,
					remedy);
		}
	}

	/**
	 * Configuration properties of the simulator's page for developers.
	 *
	 * @param enabled Whether to serve a page on 127.0.0.1 that shows what happens and has
	 * buttons that make the simulator misbehave.
	 * @param port Port of the page, 1 to 65535; another one if it is taken.
	 */
	public record Console(@DefaultValue("false") boolean enabled,
			@DefaultValue("" + SimulatorConsole.DEFAULT_PORT) int port) {

		public Console {
			requirePort("simulator.console.port", port, "Leave it out for port " + SimulatorConsole.DEFAULT_PORT + ".");
		}

	}

}
