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

import java.util.List;
import java.util.Set;

/**
 * A client under measurement, which runs in a process of its own.
 *
 * @param name what the tables call it
 * @param command how to start it
 * @param abilities what it can do besides publishing over TCP
 */
record Peer(String name, List<String> command, Set<Ability> abilities) {

	/**
	 * Return a device for it alone, so that no two kick each other out.
	 */
	Device device() {
		return Device.named(this.name.replaceAll("\\W", "_"));
	}

	/**
	 * What not every peer can do.
	 */
	enum Ability {

		/** It can be told which certificate to trust. */
		TLS,

		/** It can subscribe. */
		SUBSCRIBE,

		/** It takes credentials as they are, or signs as the platform wants it. */
		PLATFORM_LOGIN

	}

}
