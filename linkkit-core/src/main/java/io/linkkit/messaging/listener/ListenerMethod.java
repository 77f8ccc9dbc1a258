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

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * A method of the application that takes messages.
 */
final class ListenerMethod {

	private final InvocableHandlerMethod invocable;

	ListenerMethod(InvocableHandlerMethod invocable) {
		this.invocable = invocable;
	}

	/**
	 * Call the method.
	 * @return completes with what the method returns, or what it returns completes with
	 */
	CompletionStage<@Nullable Object> invoke(Reception reception) {
		try {
			Object result = this.invocable.invoke(reception.toMessage());
			if (result instanceof CompletionStage<?> later) {
				ListenerObservation observation = reception.observation();
				return (observation != null) ? observation.follow(later) : later.thenApply((value) -> value);
			}
			return CompletableFuture.completedStage(result);
		}
		catch (Throwable ex) {
			return CompletableFuture.failedStage(ex);
		}
	}

	@Override
	public String toString() {
		return describe(this.invocable.getMethod());
	}

	static String describe(Method method) {
		return method.getDeclaringClass().getName() + "." + method.getName()
				+ Arrays.stream(method.getParameterTypes())
					.map(Class::getSimpleName)
					.collect(Collectors.joining(", ", "(", ")"));
	}

	static boolean returnsNothing(Method method) {
		return method.getReturnType() == void.class || method.getReturnType() == Void.class;
	}

	static boolean returnsLater(Method method) {
		return CompletionStage.class.isAssignableFrom(method.getReturnType());
	}

	/**
	 * Return what went wrong, without what stages wrap around it.
	 */
	static Throwable unwrap(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

}
