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

package io.linkkit.messaging.annotation;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.linkkit.messaging.LinkKitTemplate;
import io.linkkit.messaging.PayloadConverter;
import io.linkkit.messaging.listener.LinkKitListenerContainerFactory;
import io.linkkit.messaging.listener.LinkKitMessageHandlerMethodFactory;
import io.linkkit.messaging.listener.ListenerSettings;
import io.linkkit.messaging.listener.RecordingConnection;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.messaging.Message;

/**
 * An application with listeners that is processed ahead of time.
 */
@Configuration(proxyBeanMethods = false)
@EnableLinkKitListeners
public class AotApplication {

	/**
	 * Run the application and let each of its listeners take a message.
	 * @param initializer class that was generated for it
	 * @return topics and payloads of what was published
	 * @throws Exception whatever went wrong
	 */
	@SuppressWarnings("unchecked")
	public static List<String> run(String initializer) throws Exception {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			((ApplicationContextInitializer<GenericApplicationContext>) Class.forName(initializer)
				.getDeclaredConstructor()
				.newInstance()).initialize(context);
			context.refresh();
			RecordingConnection connection = context.getBean(RecordingConnection.class);
			String request = "/sys/a1B2c3D4e5F/sensor_01/rrpc/request/";
			deliver(connection, "/a", "/a");
			deliver(connection, "/c", "/c");
			deliver(connection, request + "+", request + "1");
			return connection.texts();
		}
	}

	private static void deliver(RecordingConnection connection, String topicFilter, String topic) throws Exception {
		connection.deliver(topicFilter, topic, "{\"degrees\":21}").toCompletableFuture().get(10, TimeUnit.SECONDS);
	}

	@Bean
	RecordingConnection connection() {
		return new RecordingConnection();
	}

	@Bean
	Listeners listeners() {
		return new Listeners();
	}

	@Bean
	LinkKitListenerContainerFactory containers(RecordingConnection connection) {
		LinkKitMessageHandlerMethodFactory methods = new LinkKitMessageHandlerMethodFactory(
				new PayloadConverter(List.of(), JsonMapper::shared), null);
		methods.afterPropertiesSet();
		return new LinkKitListenerContainerFactory(connection.get(), new LinkKitTemplate(connection.get()), methods,
				ListenerSettings.defaults());
	}

	static class Listeners {

		@LinkKitListener(topics = "/a", replyTopic = "/reply")
		First once(First payload) {
			return payload;
		}

		@LinkKitListener(topics = "/b", replyTopic = "/reply")
		@LinkKitListener(topics = "/c", replyTopic = "/reply")
		Second twice(Message<Second> message) {
			return message.getPayload();
		}

		@LinkKitRrpcHandler
		CompletableFuture<Answer> answer(Question question) {
			return CompletableFuture.completedFuture(new Answer(question.degrees()));
		}

	}

	record First(int degrees) {

	}

	record Second(int degrees) {

	}

	record Question(int degrees) {

	}

	record Answer(int celsius) {

	}

}
