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

package io.linkkit.mqtt;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Requests of a session that wait for their answer. Paho forgets some of them when a
 * connection ends, all of QoS 0 for instance; here each of them comes to an end.
 */
@SuppressWarnings("CollectionUndefinedEquality") // futures are told apart by identity
final class PendingRequests {

	private final Set<CompletableFuture<?>> futures = ConcurrentHashMap.newKeySet();

	private volatile @Nullable MqttSessionException end;

	<T extends @Nullable Object> CompletableFuture<T> add() {
		CompletableFuture<T> future = new CompletableFuture<>();
		this.futures.add(future);
		MqttSessionException ended = this.end;
		if (ended != null) {
			fail(future, ended);
		}
		return future;
	}

	<T extends @Nullable Object> void complete(CompletableFuture<T> future, Supplier<T> value) {
		try {
			future.complete(value.get());
			this.futures.remove(future);
		}
		catch (RuntimeException ex) {
			fail(future, new MqttSessionException("The answer could not be read", ex));
		}
	}

	void fail(CompletableFuture<?> future, MqttSessionException cause) {
		this.futures.remove(future);
		future.completeExceptionally(cause);
	}

	/**
	 * Fail all requests there are, and those to come.
	 * @param cause why
	 */
	void failAll(MqttSessionException cause) {
		this.end = cause;
		this.futures.forEach((future) -> fail(future, cause));
	}

}
