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

package io.linkkit.connection;

import io.linkkit.connection.event.LinkKitConnectionEvent;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes the connection's events in order, away from the connection thread: a listener
 * that throws or blocks delays later events, never the connection.
 */
final class EventPublisher {

	private final ApplicationEventPublisher delegate;

	private final SerialExecutor executor;

	EventPublisher(ApplicationEventPublisher delegate, SerialExecutor executor) {
		this.delegate = delegate;
		this.executor = executor;
	}

	void publish(LinkKitConnectionEvent event) {
		this.executor.execute(() -> this.delegate.publishEvent(event));
	}

}
