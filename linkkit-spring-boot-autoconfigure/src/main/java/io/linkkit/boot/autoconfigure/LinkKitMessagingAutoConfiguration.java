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

package io.linkkit.boot.autoconfigure;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.messaging.LinkKitOperations;
import io.linkkit.messaging.LinkKitTemplate;
import io.linkkit.messaging.PayloadConverter;
import io.linkkit.messaging.annotation.EnableLinkKitListeners;
import io.linkkit.messaging.annotation.LinkKitListenerAnnotationBeanPostProcessor;
import io.linkkit.messaging.listener.LinkKitListenerContainerFactory;
import io.linkkit.messaging.listener.LinkKitMessageHandlerMethodFactory;
import io.linkkit.messaging.listener.ListenerSettings;
import io.linkkit.messaging.observation.LinkKitObservations;
import io.linkkit.messaging.observation.LinkKitProcessObservationConvention;
import io.linkkit.messaging.observation.LinkKitPublishObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.validation.Validator;

/**
 * Auto-configuration of what an application publishes and listens with.
 */
@AutoConfiguration(after = LinkKitAutoConfiguration.class,
		afterName = { "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
				"org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration" })
@ConditionalOnClass(LinkKitTemplate.class)
@ConditionalOnBean(LinkKitConnection.class)
@EnableConfigurationProperties({ TemplateProperties.class, ListenerProperties.class })
public final class LinkKitMessagingAutoConfiguration {

	private static final String INTEGRATION = "org.springframework.integration.";

	@Bean
	static LazyIntegrationConversion linkKitLazyIntegrationConversion() {
		return new LazyIntegrationConversion();
	}

	@Bean
	@ConditionalOnMissingBean
	PayloadConverter linkKitPayloadConverter(ObjectProvider<MessageConverter> converters,
			ObjectProvider<JsonMapper> json) {
		return new PayloadConverter(
				converters.orderedStream(LinkKitMessagingAutoConfiguration::isOfApplication).toList(),
				() -> json.getIfUnique(JsonMapper::shared));
	}

	// Spring Integration and WebSocket messaging have beans of this type for themselves
	private static boolean isOfApplication(Class<?> converter) {
		return !CompositeMessageConverter.class.isAssignableFrom(converter)
				&& !converter.getName().startsWith(INTEGRATION);
	}

	@Bean
	@ConditionalOnMissingBean
	LinkKitObservations linkKitObservations(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<LinkKitPublishObservationConvention> publish,
			ObjectProvider<LinkKitProcessObservationConvention> process) {
		return new LinkKitObservations(registry.getIfUnique(() -> ObservationRegistry.NOOP), publish.getIfAvailable(),
				process.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean(LinkKitOperations.class)
	LinkKitTemplate linkKitTemplate(LinkKitConnection connection, PayloadConverter converter,
			TemplateProperties properties, LinkKitObservations observations) {
		return new LinkKitTemplate(connection, converter, properties.qos(), observations);
	}

	/**
	 * What makes methods listen.
	 */
	@Configuration(proxyBeanMethods = false)
	static class ListenerConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ListenerSettings linkKitListenerSettings(ListenerProperties properties, Environment environment) {
			return properties.toSettings(Threading.VIRTUAL.isActive(environment));
		}

		@Bean
		@ConditionalOnMissingBean
		LinkKitMessageHandlerMethodFactory linkKitMessageHandlerMethodFactory(PayloadConverter converter,
				ObjectProvider<Validator> validator) {
			return new LinkKitMessageHandlerMethodFactory(converter, validator.getIfUnique());
		}

		@Bean
		@ConditionalOnMissingBean
		LinkKitListenerContainerFactory linkKitListenerContainerFactory(LinkKitConnection connection,
				LinkKitOperations operations, LinkKitMessageHandlerMethodFactory methods, ListenerSettings settings,
				LinkKitObservations observations) {
			return new LinkKitListenerContainerFactory(connection, operations, methods, settings, observations);
		}

	}

	/**
	 * Finds them, unless the application has it done already.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableLinkKitListeners
	@ConditionalOnMissingBean(name = LinkKitListenerAnnotationBeanPostProcessor.BEAN_NAME)
	static class EnableListenersConfiguration {

	}

}
