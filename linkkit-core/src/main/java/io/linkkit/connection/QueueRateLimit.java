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

/**
 * How many messages of the queue are sent in any second.
 */
public enum QueueRateLimit {

	/**
	 * As many as the connection takes.
	 */
	NONE(0, 0),

	/**
	 * As many as the platform takes from a device (reference §6.3): 30 with QoS 0, 10
	 * with QoS 1. It drops further ones silently.
	 */
	PLATFORM(30, 10);

	private final int atMostOnce;

	private final int atLeastOnce;

	QueueRateLimit(int atMostOnce, int atLeastOnce) {
		this.atMostOnce = atMostOnce;
		this.atLeastOnce = atLeastOnce;
	}

	/**
	 * Return how many messages may be sent in any second.
	 * @param qos 0 or 1
	 * @return the number, or 0 for no limit
	 */
	public int perSecond(int qos) {
		return (qos == 0) ? this.atMostOnce : this.atLeastOnce;
	}

}
