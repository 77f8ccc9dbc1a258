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

import java.util.List;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.integration.context.IntegrationContextUtils;

/**
 * Lets Spring Integration prepare the conversion of payloads for methods of a flow when
 * there is such a method. It would load Jackson in every application, which is most of
 * what Spring Integration adds to the start of one that only publishes and listens.
 */
final class LazyIntegrationConversion implements BeanFactoryPostProcessor {

	private static final List<String> BEANS = List.of(
			IntegrationContextUtils.ARGUMENT_RESOLVER_MESSAGE_CONVERTER_BEAN_NAME,
			IntegrationContextUtils.MESSAGE_HANDLER_FACTORY_BEAN_NAME,
			IntegrationContextUtils.LIST_MESSAGE_HANDLER_FACTORY_BEAN_NAME);

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		BEANS.stream()
			.filter(beans::containsBeanDefinition)
			.map(beans::getBeanDefinition)
			.forEach((definition) -> definition.setLazyInit(true));
	}

}
