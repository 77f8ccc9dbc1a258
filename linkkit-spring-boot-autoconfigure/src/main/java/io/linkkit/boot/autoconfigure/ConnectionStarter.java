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

package io.linkkit.boot.autoconfigure;

import io.linkkit.connection.LinkKitConnection;

import org.springframework.context.SmartLifecycle;

/**
 * Starts the connection after Spring Integration's adapters, which register what to
 * subscribe to, and before the web server. The start returns at once, so the application
 * is ready no matter whether the platform can be reached. Ending the connection is up to
 * the {@link io.linkkit.connection.LinkKitClientManager}, which stops after the adapters.
 */
final class ConnectionStarter implements SmartLifecycle {

	/**
	 * Adapters start at half the maximum, the web server at 2048 below it.
	 */
	static final int PHASE = Integer.MAX_VALUE / 2 + 1024;

	private final LinkKitConnection connection;

	private volatile boolean running;

	ConnectionStarter(LinkKitConnection connection) {
		this.connection = connection;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void start() {
		this.connection.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
