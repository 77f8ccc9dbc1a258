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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.linkkit.messaging.observation.LinkKitProcessContext;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Observes what a listener does with one message, also where that goes on on other
 * threads. Ends when the message is dealt with and nobody is in its scope any more.
 */
final class ListenerObservation {

	private final Observation observation;

	private final LinkKitProcessContext context;

	/**
	 * Open scopes, and one as long as the message is not dealt with.
	 */
	private final AtomicInteger holders = new AtomicInteger(1);

	ListenerObservation(Observation observation, LinkKitProcessContext context) {
		this.observation = observation;
		this.context = context;
	}

	/**
	 * Begin.
	 * @return completes as the work does
	 */
	CompletionStage<?> observe(Supplier<CompletionStage<?>> work) {
		this.observation.start();
		CompletionStage<?> done = scoped(work);
		return done.whenComplete((result, failure) -> {
			if (failure != null) {
				this.observation.error(ListenerMethod.unwrap(failure));
			}
			release();
		});
	}

	/**
	 * Return a stage that completes as another one does, and whose dependents then run in
	 * scope.
	 */
	CompletionStage<@Nullable Object> follow(CompletionStage<?> later) {
		CompletableFuture<@Nullable Object> followed = new CompletableFuture<>();
		later.whenComplete((result, failure) -> scoped(
				() -> (failure != null) ? followed.completeExceptionally(failure) : followed.complete(result)));
		return followed;
	}

	void late() {
		this.context.setLate(true);
	}

	private <T> T scoped(Supplier<T> work) {
		this.holders.incrementAndGet();
		try (Observation.Scope scope = this.observation.openScope()) {
			return work.get();
		}
		finally {
			release();
		}
	}

	private void release() {
		if (this.holders.decrementAndGet() == 0) {
			this.observation.stop();
		}
	}

}
