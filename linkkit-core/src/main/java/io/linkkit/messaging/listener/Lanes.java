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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.linkkit.mqtt.InboundMessage;

/**
 * Lanes side by side. Messages of one topic always go into the same one, so that they are
 * handled in order. Used once: from the start of a listener to its stop.
 */
final class Lanes {

	/**
	 * Places for QoS 1 messages beyond the capacity. The platform sends no more than 100
	 * without acknowledgement (reference §6.3), but those of them that come again in a
	 * new session may find the first ones waiting, and other brokers have other limits.
	 */
	static final int LEFT_TO_QOS_1 = 1024;

	private final LaneThreads threads;

	private final int capacity;

	private final List<Lane> lanes;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private int open;

	Lanes(LaneThreads threads, int number, int capacity) {
		this.threads = threads;
		this.capacity = capacity;
		this.lanes = Stream.generate(() -> new Lane(threads.executor())).limit(number).toList();
	}

	/**
	 * Do what a message needs when its turn comes.
	 * @return completes as the work does, or with a
	 * {@link java.util.concurrent.RejectedExecutionException} if it is not done
	 */
	CompletableFuture<Object> add(InboundMessage message, Supplier<CompletionStage<?>> task) {
		Lane lane = this.lanes.get(Math.floorMod(message.topic().hashCode(), this.lanes.size()));
		change(1);
		return lane.add(task, (message.qos() > 0) ? this.capacity + LEFT_TO_QOS_1 : this.capacity)
			.whenComplete((result, failure) -> change(-1));
	}

	private void change(int difference) {
		this.lock.lock();
		try {
			this.open += difference;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Take no more work.
	 */
	void close() {
		this.lanes.forEach(Lane::close);
	}

	/**
	 * Wait for the work that was taken, and give up what is not done in time. On one of
	 * the threads that do the work, give up the rest at once.
	 * @param limit how long to wait
	 */
	void end(Duration limit) {
		boolean done = this.lanes.stream().noneMatch((lane) -> lane.isRunner(Thread.currentThread())) && isIdle(limit);
		if (!done) {
			this.lanes.forEach(Lane::abort);
		}
		this.threads.close();
	}

	private boolean isIdle(Duration limit) {
		long remaining = TimeUnit.NANOSECONDS.convert(limit);
		this.lock.lock();
		try {
			while (this.open > 0 && remaining > 0) {
				remaining = this.changed.awaitNanos(remaining);
			}
			return this.open == 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

}
