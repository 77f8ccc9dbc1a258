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

package io.linkkit.registration.exchange;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.linkkit.registration.RegistrationException;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Waits on the caller's thread. An answer that has arrived goes before an interrupt or a
 * time limit, since a credential that is not kept is lost.
 */
final class Waiting {

	private Waiting() {
	}

	/**
	 * Refuse to begin on a thread that is interrupted.
	 * @throws RegistrationException if it is; the interrupt status is kept
	 */
	static void throwIfInterrupted() {
		if (Thread.currentThread().isInterrupted()) {
			throw new RegistrationException(interrupted());
		}
	}

	/**
	 * Wait for an answer. When this gives up, the future is completed too, so that an
	 * answer that comes later is known to be unwanted.
	 * @param <T> type of the answer
	 * @param answer completes with the answer or with a {@link RegistrationException}
	 * @param limit how long to wait
	 * @param late says what it means when the answer does not come in time
	 * @return the answer
	 * @throws RegistrationException if there is none; the thread's interrupt status is
	 * kept
	 */
	static <T extends @Nullable Object> T await(CompletableFuture<T> answer, Duration limit,
			Supplier<RegistrationFailure> late) {
		try {
			return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return giveUp(answer, late.get());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return giveUp(answer, interrupted());
		}
		catch (ExecutionException ex) {
			throw rethrown(ex.getCause());
		}
	}

	private static <T extends @Nullable Object> T giveUp(CompletableFuture<T> answer, RegistrationFailure failure) {
		answer.completeExceptionally(new RegistrationException(failure));
		try {
			return answer.join();
		}
		catch (CompletionException ex) {
			throw rethrown(ex.getCause());
		}
	}

	// with the stack of the thread that waited
	private static RegistrationException rethrown(@Nullable Throwable cause) {
		if (cause instanceof RegistrationException ex) {
			return new RegistrationException(ex.getFailure());
		}
		throw new IllegalStateException("Not a failure to register", cause);
	}

	private static RegistrationFailure interrupted() {
		return new RegistrationFailure(RegistrationFailureReason.INTERRUPTED, null, "", null);
	}

	/**
	 * Do something that an earlier interrupt must not disturb: input and output on
	 * channels would fail. The interrupt status is set again afterwards.
	 * @param task what to do
	 */
	static void undisturbed(Runnable task) {
		boolean interrupted = Thread.interrupted();
		try {
			task.run();
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
