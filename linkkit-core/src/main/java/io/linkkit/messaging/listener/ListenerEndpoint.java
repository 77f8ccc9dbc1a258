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
import java.util.List;

import io.linkkit.connection.TopicRules;
import org.jspecify.annotations.Nullable;

/**
 * A method and the messages it takes.
 *
 * @param id names the listener
 * @param bean what the method is called on
 * @param method the method
 * @param topicFilters what it listens to, at least one
 * @param qos quality of service of the subscriptions, 0 or 1
 * @param replyTopic where its return value is published to, or {@code null} if it has
 * none
 * @param options how it runs
 */
public record ListenerEndpoint(String id, Object bean, Method method, List<String> topicFilters, int qos,
		@Nullable String replyTopic, ListenerOptions options) {

	public ListenerEndpoint {
		topicFilters = List.copyOf(topicFilters);
		if (topicFilters.isEmpty()) {
			throw new InvalidListenerException(method, "it must name at least one topic");
		}
		for (String topicFilter : topicFilters) {
			requireLegal(method, topicFilter, TopicRules.violatedBySubscription(topicFilter, qos));
		}
		if (replyTopic != null) {
			requireLegal(method, replyTopic, TopicRules.violatedByMessage(replyTopic, new byte[0], 0));
			if (ListenerMethod.returnsNothing(method)) {
				throw new InvalidListenerException(method,
						"it must return what is to be published to '" + replyTopic + "', or name no reply topic");
			}
		}
		else if (!ListenerMethod.returnsNothing(method) && !ListenerMethod.returnsLater(method)) {
			throw new InvalidListenerException(method,
					"it must name a reply topic to publish its return value to, or return nothing");
		}
	}

	static void requireLegal(Method method, String topic, @Nullable String violation) {
		if (topic.contains("${")) {
			throw new InvalidListenerException(method,
					"its topic '" + topic + "' must not hold a placeholder that nothing resolves");
		}
		if (violation != null) {
			throw new InvalidListenerException(method, "its topic '" + topic + "' is not legal: " + violation);
		}
	}

}
