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

import io.linkkit.connection.TopicRules;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.messaging.DeviceTopics;
import org.jspecify.annotations.Nullable;

/**
 * A method that answers requests by RRPC (reference §8.9).
 *
 * @param id names the handler
 * @param bean what the method is called on
 * @param method the method; returns the answer
 * @param topic the topic that the cloud asks at, without {@code /ext/rrpc/{id}}, or
 * {@code null} for the system's
 * @param options how it runs
 */
public record RrpcEndpoint(String id, Object bean, Method method, @Nullable String topic, ListenerOptions options) {

	private static final String CUSTOM = "/ext/rrpc/";

	public RrpcEndpoint {
		if (ListenerMethod.returnsNothing(method)) {
			throw new InvalidListenerException(method, "it must return the answer");
		}
		if (topic != null) {
			if (topic.startsWith(CUSTOM)) {
				throw new InvalidListenerException(method,
						"its topic '" + topic + "' must be given without /ext/rrpc/{id} before it");
			}
			if (!topic.startsWith("/")) {
				throw new InvalidListenerException(method, "its topic '" + topic + "' must begin with a slash");
			}
			ListenerEndpoint.requireLegal(method, topic, TopicRules.violatedBySubscription(CUSTOM + "+" + topic, 0));
		}
	}

	String topicFilter(DeviceIdentity device) {
		return (this.topic != null) ? CUSTOM + "+" + this.topic : new DeviceTopics(device).system("rrpc/request/+");
	}

}
