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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Remembers what was published last: a device that may not publish to a topic may find
 * its connection closed instead of getting an answer (reference §6.5). A topic is above
 * suspicion once the platform acknowledged a message to it, or once the connection lived
 * on after one.
 */
final class PublishTrace {

	/**
	 * How long after a message the end of the connection may have to do with it.
	 */
	static final Duration SHORTLY = Duration.ofSeconds(5);

	private static final int REMEMBERED = 100;

	private final LongSupplier nanoTime;

	/** When a topic was published to first. */
	private final Map<String, Long> topics = new LinkedHashMap<>();

	private volatile @Nullable Message last;

	/** The topic acknowledged last, for which there is nothing more to note. */
	private volatile @Nullable String trusted;

	/**
	 * Create an empty trace.
	 * @param nanoTime a clock that never jumps
	 */
	PublishTrace(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Note a message that is about to be sent.
	 * @param topic where to
	 * @return the message, to say later how to find out about its acknowledgement
	 */
	Message published(String topic) {
		if (topic.equals(this.trusted)) {
			if (this.last != null) {
				this.last = null;
			}
			return new Message(topic, 0);
		}
		return publishedFirst(topic);
	}

	private synchronized Message publishedFirst(String topic) {
		long now = this.nanoTime.getAsLong();
		if (!this.topics.containsKey(topic)) {
			put(topic, now);
		}
		Message message = new Message(topic, now);
		this.last = message;
		return message;
	}

	/**
	 * Note that a message to a topic was acknowledged.
	 */
	void acknowledged(String topic) {
		if (!topic.equals(this.trusted)) {
			acknowledgedFirst(topic);
		}
	}

	private synchronized void acknowledgedFirst(String topic) {
		this.trusted = topic;
		put(topic, this.nanoTime.getAsLong() - 2 * SHORTLY.toNanos());
	}

	private void put(String topic, long first) {
		this.topics.put(topic, first);
		if (this.topics.size() > REMEMBERED) {
			this.topics.remove(this.topics.keySet().iterator().next());
		}
	}

	/**
	 * Return what may have made the platform close the connection just now.
	 * @return the topic last published to, or {@code null} if that was long ago or the
	 * topic is above suspicion
	 */
	synchronized @Nullable String suspect() {
		Message message = this.last;
		if (message == null || message.acknowledged.getAsBoolean()) {
			return null;
		}
		Long first = this.topics.get(message.topic);
		boolean recent = isRecent(message.time) && (first == null || isRecent(first));
		return recent ? message.topic : null;
	}

	private boolean isRecent(long time) {
		return this.nanoTime.getAsLong() - time <= SHORTLY.toNanos();
	}

	/**
	 * A message that was published.
	 */
	static final class Message {

		private final String topic;

		private final long time;

		private volatile BooleanSupplier acknowledged = () -> false;

		Message(String topic, long time) {
			this.topic = topic;
			this.time = time;
		}

		/**
		 * Say how to find out whether the message was acknowledged. Whoever is told so by
		 * a callback may be told after the end of the connection.
		 */
		void acknowledgedIf(BooleanSupplier condition) {
			this.acknowledged = condition;
		}

	}

}
