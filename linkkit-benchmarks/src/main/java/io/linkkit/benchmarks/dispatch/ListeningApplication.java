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

package io.linkkit.benchmarks.dispatch;

import java.util.Map;
import java.util.function.Consumer;

import io.linkkit.messaging.annotation.LinkKitListener;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application with one method that listens.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ListeningApplication {

	private final Consumer<byte[]> handler;

	ListeningApplication(Consumer<byte[]> handler) {
		this.handler = handler;
	}

	/**
	 * Start the application.
	 * @param handler given each payload, on the listener's thread
	 * @param properties its properties
	 * @return the application
	 */
	public static ConfigurableApplicationContext start(Consumer<byte[]> handler, Map<String, Object> properties) {
		return new SpringApplicationBuilder(ListeningApplication.class)
			.initializers((context) -> context.getBeanFactory().registerSingleton("handler", handler))
			.properties(properties)
			.run();
	}

	@LinkKitListener(topics = "/${productKey}/${deviceName}/user/get", qos = 1)
	void handle(byte[] payload) {
		this.handler.accept(payload);
	}

}
