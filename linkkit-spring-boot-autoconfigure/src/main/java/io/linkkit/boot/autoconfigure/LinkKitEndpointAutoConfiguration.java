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

import io.linkkit.boot.actuate.ConnectionStory;
import io.linkkit.boot.actuate.LinkKitEndpoint;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.registration.DynamicRegistration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for {@link LinkKitEndpoint}.
 */
@AutoConfiguration(after = LinkKitAutoConfiguration.class)
@ConditionalOnClass({ LinkKitConnection.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(LinkKitConnection.class)
@ConditionalOnAvailableEndpoint(LinkKitEndpoint.class)
public final class LinkKitEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ConnectionStory linkKitConnectionStory() {
		return new ConnectionStory();
	}

	@Bean
	@ConditionalOnMissingBean
	LinkKitEndpoint linkKitEndpoint(LinkKitConnection connection, ObjectProvider<DynamicRegistration> registration,
			ConnectionStory story) {
		return new LinkKitEndpoint(connection, registration.getIfAvailable(), story);
	}

}
