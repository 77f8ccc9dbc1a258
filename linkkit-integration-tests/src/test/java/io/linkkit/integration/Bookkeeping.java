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

package io.linkkit.integration;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.QueueStatus;
import io.linkkit.connection.Subscription;

/**
 * Writes down what an application asks its connection for, so that it can be compared
 * with what became of it.
 * <p>
 * Counts by the futures; {@link #queue()} is what the connection counts itself.
 */
final class Bookkeeping implements InvocationHandler {

	private final LinkKitConnection connection;

	private final List<CompletableFuture<PublishResult>> published = new CopyOnWriteArrayList<>();

	private final List<Subscription> held = new CopyOnWriteArrayList<>();

	private final List<String> ended = new CopyOnWriteArrayList<>();

	private Bookkeeping(LinkKitConnection connection) {
		this.connection = connection;
	}

	static Bookkeeping of(LinkKitConnection connection) {
		return new Bookkeeping(connection);
	}

	/**
	 * Return the connection; what is asked of it is written down.
	 */
	LinkKitConnection connection() {
		return noting(LinkKitConnection.class, this);
	}

	private static <T> T noting(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	@Override
	public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
		Object result = call(this.connection, method, arguments);
		if (result instanceof Subscription subscription) {
			this.held.add(subscription);
			return noting(Subscription.class, (target, called, none) -> {
				if (called.getName().equals("close") && this.held.remove(subscription)) {
					this.ended.add(subscription.topicFilter());
				}
				return call(subscription, called, none);
			});
		}
		if (method.getName().equals("publish")) {
			note(result);
		}
		return result;
	}

	@SuppressWarnings("unchecked")
	private void note(Object result) {
		this.published.add((CompletableFuture<PublishResult>) result);
	}

	private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/**
	 * Return the topic filters wanted.
	 */
	Set<String> subscriptions() {
		return this.held.stream().map(Subscription::topicFilter).collect(Collectors.toSet());
	}

	/**
	 * Return the topic filters wanted no more.
	 */
	Set<String> endedSubscriptions() {
		Set<String> filters = subscriptions();
		return this.ended.stream().filter((filter) -> !filters.contains(filter)).collect(Collectors.toSet());
	}

	QueueStatus queue() {
		return this.connection.queue();
	}

	Balance balance() {
		int accepted = 0;
		int acknowledged = 0;
		int dropped = 0;
		int queued = 0;
		for (CompletableFuture<PublishResult> future : this.published) {
			PublishResult result = future.getNow(null);
			accepted += (result instanceof PublishResult.Rejected) ? 0 : 1;
			acknowledged += (result instanceof PublishResult.Acknowledged) ? 1 : 0;
			dropped += (result instanceof PublishResult.Dropped lost && lost.reason() != null) ? 1 : 0;
			queued += (result != null) ? 0 : 1;
		}
		return new Balance(accepted, acknowledged, queued, dropped);
	}

	/**
	 * What became of the messages.
	 *
	 * @param accepted how many were taken
	 * @param acknowledged how many of them the platform has
	 * @param queued how many wait
	 * @param dropped how many were given up for a reason
	 */
	record Balance(int accepted, int acknowledged, int queued, int dropped) {

	}

}
