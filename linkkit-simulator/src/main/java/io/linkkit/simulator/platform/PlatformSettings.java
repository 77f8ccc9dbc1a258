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

package io.linkkit.simulator.platform;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How the platform shall be.
 *
 * @param rateLimited whether the rates of reference §6.3 hold
 * @param registrationPatience how long a connection for registering may stay
 * @param stateFile where to keep products and devices, or {@code null}
 */
public record PlatformSettings(boolean rateLimited, Duration registrationPatience, @Nullable Path stateFile) {

	/**
	 * What the real platform grants (reference §4.2).
	 */
	public static final Duration REGISTRATION_PATIENCE = Duration.ofSeconds(15);

	/**
	 * No rates; otherwise as strict as the real platform. Keeps nothing.
	 * @return the settings
	 */
	public static PlatformSettings lenient() {
		return new PlatformSettings(false, REGISTRATION_PATIENCE, null);
	}

	/**
	 * As strict as the real platform. Keeps nothing.
	 * @return the settings
	 */
	public static PlatformSettings strict() {
		return new PlatformSettings(true, REGISTRATION_PATIENCE, null);
	}

}
