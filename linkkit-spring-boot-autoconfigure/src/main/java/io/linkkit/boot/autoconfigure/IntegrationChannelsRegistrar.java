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

import java.util.function.Supplier;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.channel.PublishSubscribeChannel;
import org.springframework.messaging.MessageChannel;

/**
 * Makes the channels that the configuration names and the application has no bean for: a
 * flow makes only those it starts from, and nobody makes an error channel other than
 * Spring Integration's own.
 */
final class IntegrationChannelsRegistrar implements ImportBeanDefinitionRegistrar {

	private static final String PREFIX = "linkkit.integration.";

	private final Binder binder;

	IntegrationChannelsRegistrar(Environment environment) {
		this.binder = Binder.get(environment);
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importingClass, BeanDefinitionRegistry registry) {
		register("inbound.channel", DirectChannel.class, DirectChannel::new, registry);
		register("outbound.channel", DirectChannel.class, DirectChannel::new, registry);
		// for several subscribers, but without any it fails instead of swallowing errors
		register("error-channel", PublishSubscribeChannel.class, () -> new PublishSubscribeChannel(true), registry);
	}

	private <T extends MessageChannel> void register(String setting, Class<T> type, Supplier<T> channel,
			BeanDefinitionRegistry registry) {
		this.binder.bind(PREFIX + setting, String.class)
			.map(LinkKitProperties::textOrNull)
			.map((name) -> registry.containsBeanDefinition(name) ? null : name)
			.ifBound((name) -> registry.registerBeanDefinition(name, new RootBeanDefinition(type, channel)));
	}

}
