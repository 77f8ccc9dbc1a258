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

package io.linkkit.messaging.listener;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * Knows all listeners, and starts and stops them with the application. They start before
 * the connection does, so that what a kept session has stored finds its listener; when
 * the application stops, they stay subscribed, so that the session keeps what comes.
 */
public class LinkKitListenerEndpointRegistry implements SmartLifecycle {

	/**
	 * Listeners start where Spring Integration's adapters do, before the connection, and
	 * stop before the connection is ended in phase 0.
	 */
	public static final int PHASE = Integer.MAX_VALUE / 2;

	private final Map<String, LinkKitListenerContainer> containers = new LinkedHashMap<>();

	private boolean running;

	/**
	 * Add a listener, and start it if the application has started, unless it is not to
	 * start by itself.
	 * @param container the listener
	 * @throws IllegalStateException if there is one with the same id, or another that
	 * answers the same requests
	 */
	public void register(LinkKitListenerContainer container) {
		synchronized (this.containers) {
			Assert.state(!this.containers.containsKey(container.getId()),
					() -> "There are two listeners with id '" + container.getId() + "'; give each an id of its own");
			requireTheOnlyAnswer(container);
			this.containers.put(container.getId(), container);
			if (this.running && container.isAutoStartup()) {
				container.start();
			}
		}
	}

	private void requireTheOnlyAnswer(LinkKitListenerContainer container) {
		if (container.listener() instanceof RrpcListener) {
			for (LinkKitListenerContainer other : this.containers.values()) {
				Assert.state(
						!(other.listener() instanceof RrpcListener)
								|| !other.getTopicFilters().equals(container.getTopicFilters()),
						() -> "Methods " + other.method() + " and " + container.method()
								+ " would both answer requests to " + container.getTopicFilters());
			}
		}
	}

	/**
	 * Return a listener.
	 * @param id its id
	 * @return the listener, or {@code null} if there is none
	 */
	public @Nullable LinkKitListenerContainer getListenerContainer(String id) {
		synchronized (this.containers) {
			return this.containers.get(id);
		}
	}

	/**
	 * Return all listeners.
	 * @return the listeners, in the order in which they were registered
	 */
	public Collection<LinkKitListenerContainer> getListenerContainers() {
		synchronized (this.containers) {
			return List.copyOf(this.containers.values());
		}
	}

	/**
	 * Return what became of the requests by RRPC so far.
	 * @return a snapshot
	 */
	public RrpcStatus rrpc() {
		return getListenerContainers().stream()
			.map(LinkKitListenerContainer::listener)
			.filter(RrpcListener.class::isInstance)
			.map((listener) -> ((RrpcListener) listener).status())
			.reduce(new RrpcStatus(0, 0, 0), RrpcStatus::plus);
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void start() {
		synchronized (this.containers) {
			this.running = true;
			this.containers.values()
				.stream()
				.filter(LinkKitListenerContainer::isAutoStartup)
				.forEach(LinkKitListenerContainer::start);
		}
	}

	@Override
	public void stop() {
		Map<LinkKitListenerContainer, Lanes> ending = new LinkedHashMap<>();
		synchronized (this.containers) {
			this.running = false;
			for (LinkKitListenerContainer container : this.containers.values()) {
				Lanes lanes = container.pause();
				if (lanes != null) {
					ending.put(container, lanes);
				}
			}
		}
		long start = System.nanoTime();
		ending.forEach(
				(container, lanes) -> lanes.end(container.shutdownTimeout().minusNanos(System.nanoTime() - start)));
	}

	@Override
	public boolean isRunning() {
		synchronized (this.containers) {
			return this.running;
		}
	}

}
