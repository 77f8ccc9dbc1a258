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

import io.linkkit.boot.actuate.LinkKitMessagingMetrics;
import io.linkkit.boot.actuate.LinkKitMetrics;
import io.linkkit.boot.actuate.LinkKitTrustMetrics;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.messaging.listener.LinkKitListenerEndpointRegistry;
import io.linkkit.messaging.time.PlatformClock;
import io.linkkit.tls.SslContextSource;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for {@link LinkKitMetrics}, {@link LinkKitMessagingMetrics} and
 * {@link LinkKitTrustMetrics}.
 */
@AutoConfiguration(
		after = { LinkKitAutoConfiguration.class, LinkKitMessagingAutoConfiguration.class,
				LinkKitAlinkAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({ LinkKitConnection.class, MeterRegistry.class })
@ConditionalOnBean({ LinkKitConnection.class, MeterRegistry.class })
public final class LinkKitMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LinkKitMetrics linkKitMetrics(LinkKitConnection connection, MeterRegistry registry) {
		return new LinkKitMetrics(connection, registry);
	}

	@Bean
	@ConditionalOnMissingBean
	LinkKitMessagingMetrics linkKitMessagingMetrics(LinkKitConnection connection,
			ObjectProvider<LinkKitListenerEndpointRegistry> listeners, ObjectProvider<PlatformClock> clock) {
		return new LinkKitMessagingMetrics(connection.device(), listeners.getIfAvailable(), clock.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(SslContextSource.class)
	LinkKitTrustMetrics linkKitTrustMetrics(LinkKitConnection connection, SslContextSource trust) {
		return new LinkKitTrustMetrics(connection, trust);
	}

}
