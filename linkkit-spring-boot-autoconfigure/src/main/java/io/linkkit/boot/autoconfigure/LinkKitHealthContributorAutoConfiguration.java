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

import io.linkkit.boot.actuate.LinkKitHealthIndicator;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.registration.DynamicRegistration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for {@link LinkKitHealthIndicator}.
 */
@AutoConfiguration(after = LinkKitAutoConfiguration.class)
@ConditionalOnClass({ LinkKitConnection.class, ConditionalOnEnabledHealthIndicator.class, HealthIndicator.class })
@ConditionalOnBean(LinkKitConnection.class)
@ConditionalOnEnabledHealthIndicator("linkkit")
public final class LinkKitHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "linkKitHealthIndicator", "linkKitHealthContributor" })
	LinkKitHealthIndicator linkKitHealthContributor(LinkKitConnection connection,
			ObjectProvider<DynamicRegistration> registration) {
		return new LinkKitHealthIndicator(connection, registration.getIfAvailable());
	}

}
