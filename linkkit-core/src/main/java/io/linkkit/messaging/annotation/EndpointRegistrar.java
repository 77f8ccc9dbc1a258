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

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import io.linkkit.messaging.DeviceTopics;
import io.linkkit.messaging.listener.InvalidListenerException;
import io.linkkit.messaging.listener.LinkKitListenerContainer;
import io.linkkit.messaging.listener.LinkKitListenerContainerFactory;
import io.linkkit.messaging.listener.LinkKitListenerEndpointRegistry;
import io.linkkit.messaging.listener.LinkKitListenerErrorHandler;
import io.linkkit.messaging.listener.ListenerEndpoint;
import io.linkkit.messaging.listener.ListenerOptions;
import io.linkkit.messaging.listener.RrpcEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.util.StringUtils;
import org.springframework.util.StringValueResolver;

/**
 * Makes endpoints of annotations and registers them.
 */
final class EndpointRegistrar {

	private final ConfigurableBeanFactory beanFactory;

	private final StringValueResolver values;

	EndpointRegistrar(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.values = new EmbeddedValueResolver(beanFactory);
	}

	void register(MarkedMethod marked) {
		LinkKitListenerContainerFactory factory = this.beanFactory.getBean(LinkKitListenerContainerFactory.class);
		LinkKitListenerEndpointRegistry registry = this.beanFactory.getBean(LinkKitListenerEndpointRegistry.class);
		Texts texts = new Texts(marked.method(), factory.topics());
		LinkKitListenerContainer container = (marked.annotation() instanceof LinkKitListener listener)
				? factory.create(listener(marked, listener, texts, registry))
				: factory.create(rrpc(marked, (LinkKitRrpcHandler) marked.annotation(), texts, registry));
		registry.register(container);
	}

	private ListenerEndpoint listener(MarkedMethod marked, LinkKitListener annotation, Texts texts,
			LinkKitListenerEndpointRegistry registry) {
		List<String> topics = Arrays.stream(annotation.topics()).map(texts::resolve).toList();
		return new ListenerEndpoint(id(marked, texts.resolve(annotation.id()), registry), marked.bean(),
				marked.method(), topics, annotation.qos(), texts.resolveOrNull(annotation.replyTopic()),
				options(texts, annotation.concurrency(), annotation.autoStartup(), annotation.errorHandler()));
	}

	private RrpcEndpoint rrpc(MarkedMethod marked, LinkKitRrpcHandler annotation, Texts texts,
			LinkKitListenerEndpointRegistry registry) {
		return new RrpcEndpoint(id(marked, texts.resolve(annotation.id()), registry), marked.bean(), marked.method(),
				texts.resolveOrNull(annotation.topic()),
				options(texts, annotation.concurrency(), annotation.autoStartup(), annotation.errorHandler()));
	}

	private static String id(MarkedMethod marked, String given, LinkKitListenerEndpointRegistry registry) {
		if (!given.isEmpty()) {
			return given;
		}
		String derived = marked.beanName() + "." + marked.method().getName();
		String id = derived;
		for (int i = 2; registry.getListenerContainer(id) != null; i++) {
			id = derived + "#" + i;
		}
		return id;
	}

	private ListenerOptions options(Texts texts, String concurrency, String autoStartup, String errorHandler) {
		String handlerName = texts.resolveOrNull(errorHandler);
		return new ListenerOptions(texts.number(concurrency), texts.flag(autoStartup),
				(handlerName != null) ? errorHandler(texts, handlerName) : null);
	}

	private LinkKitListenerErrorHandler errorHandler(Texts texts, String name) {
		try {
			return this.beanFactory.getBean(name, LinkKitListenerErrorHandler.class);
		}
		catch (BeansException ex) {
			throw texts.invalid("its error handler '" + name + "' must be a bean that is a LinkKitListenerErrorHandler",
					ex);
		}
	}

	/**
	 * Reads the texts of an annotation.
	 */
	private final class Texts {

		private final Method method;

		private final DeviceTopics topics;

		Texts(Method method, DeviceTopics topics) {
			this.method = method;
			this.topics = topics;
		}

		String resolve(String text) {
			String resolved;
			try {
				resolved = EndpointRegistrar.this.values.resolveStringValue(this.topics.resolve(text));
			}
			catch (RuntimeException ex) {
				throw invalid("its text '" + text + "' cannot be resolved: " + ex.getMessage(), ex);
			}
			return (resolved != null) ? resolved : "";
		}

		@Nullable String resolveOrNull(String text) {
			String resolved = resolve(text);
			return StringUtils.hasLength(resolved) ? resolved : null;
		}

		@Nullable Integer number(String text) {
			String resolved = resolveOrNull(text);
			if (resolved == null) {
				return null;
			}
			if (!resolved.matches("[1-9][0-9]{0,4}")) {
				throw invalid("its concurrency '" + resolved + "' must be a number of at least 1", null);
			}
			return Integer.valueOf(resolved);
		}

		@Nullable Boolean flag(String text) {
			String resolved = resolveOrNull(text);
			if (resolved == null) {
				return null;
			}
			if (!resolved.equals("true") && !resolved.equals("false")) {
				throw invalid("its attribute autoStartup must be true or false, not '" + resolved + "'", null);
			}
			return Boolean.valueOf(resolved);
		}

		InvalidListenerException invalid(String rule, @Nullable Throwable cause) {
			return new InvalidListenerException(this.method, rule, cause);
		}

	}

}
