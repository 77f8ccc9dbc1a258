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

import java.util.concurrent.CompletableFuture;

/**
 * A subscription that an application holds. It outlives sessions: after every login it is
 * made again.
 */
public interface Subscription extends AutoCloseable {

	/**
	 * Return what is subscribed to.
	 * @return the topic filter
	 */
	String topicFilter();

	/**
	 * Return whether what is published from now on can be answered on the topic filter.
	 * @return completes when the platform has granted or refused the subscription; while
	 * offline at once, since what waits is sent after every subscription was answered.
	 * Never completes exceptionally, and never on an MQTT thread
	 */
	default CompletableFuture<Void> settled() {
		return CompletableFuture.completedFuture(null);
	}

	/**
	 * Give the subscription up. The platform is told once nobody here holds the topic
	 * filter any more.
	 */
	@Override
	void close();

}
