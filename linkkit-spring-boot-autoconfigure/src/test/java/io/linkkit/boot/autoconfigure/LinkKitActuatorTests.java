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
import io.linkkit.boot.actuate.LinkKitHealthIndicator;
import io.linkkit.boot.actuate.LinkKitMetrics;
import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitConnection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what the actuator gets: {@link LinkKitHealthContributorAutoConfiguration},
 * {@link LinkKitMetricsAutoConfiguration} and {@link LinkKitEndpointAutoConfiguration}.
 */
class LinkKitActuatorTests {

	private static final String SECRET = "0123456789abcdef0123456789ABCDEF";

	private final ApplicationContextRunner withoutDevice = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, LinkKitAutoConfiguration.class,
				LinkKitHealthContributorAutoConfiguration.class, LinkKitMetricsAutoConfiguration.class,
				LinkKitEndpointAutoConfiguration.class))
		.withBean(StubSessionFactory.class);

	private final ApplicationContextRunner contextRunner = this.withoutDevice.withPropertyValues(
			"linkkit.host-name=cn-shanghai", "linkkit.product-key=a1B2c3D4e5F", "linkkit.device-name=sensor_01",
			"linkkit.device-secret=" + SECRET, "management.endpoints.web.exposure.include=linkkit");

	private final ApplicationContextRunner withActuator = this.contextRunner
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class);

	@Test
	void thereIsNothingWithoutADevice() {
		this.withoutDevice.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(LinkKitHealthIndicator.class)
			.doesNotHaveBean(LinkKitMetrics.class)
			.doesNotHaveBean(LinkKitEndpoint.class));
	}

	@Test
	void thereIsNothingWithoutTheActuator() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader(HealthIndicator.class, ConditionalOnAvailableEndpoint.class,
					MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(LinkKitConnection.class)
				.doesNotHaveBean(LinkKitHealthIndicator.class)
				.doesNotHaveBean(LinkKitEndpoint.class));
	}

	@Test
	void healthIsUpWhenTheDeviceIsOnline() {
		this.withActuator.run((context) -> {
			HealthIndicator indicator = context.getBean("linkKitHealthContributor", LinkKitHealthIndicator.class);
			await().until(() -> indicator.health().getStatus().equals(Status.UP));
			assertThat(indicator.health().toString()).contains("sensor_01").doesNotContain(SECRET);
		});
	}

	@Test
	void healthCanBeSwitchedOff() {
		this.withActuator.withPropertyValues("management.health.linkkit.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(LinkKitHealthIndicator.class));
	}

	@Test
	void metersAreRegistered() {
		this.withActuator.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			context.getBean(LinkKitMetrics.class).bindTo(registry);
			await().until(() -> registry.find("linkkit.connection.connect").timer() != null);
			assertThat(registry.get("linkkit.connection.attempts").tag("outcome", "success").counter().count()).isOne();
		});
	}

	@Test
	void theEndpointTellsTheStory() {
		this.withActuator.run((context) -> {
			LinkKitEndpoint endpoint = context.getBean(LinkKitEndpoint.class);
			await().until(() -> endpoint.description().state() == ConnectionState.CONNECTED);
			await().untilAsserted(() -> assertThat(endpoint.description().story()).extracting("event")
				.containsExactly("DeviceConnecting", "DeviceConnected"));
			assertThat(endpoint.description().toString()).doesNotContain(SECRET);
		});
	}

	@Test
	void theEndpointCanOnlyBeReadUnlessAllowed() {
		this.withActuator.run((context) -> assertThat(accessOf(context.getBean(EndpointAccessResolver.class)))
			.isEqualTo(Access.READ_ONLY));
		this.withActuator.withPropertyValues("management.endpoint.linkkit.access=UNRESTRICTED")
			.run((context) -> assertThat(accessOf(context.getBean(EndpointAccessResolver.class)))
				.isEqualTo(Access.UNRESTRICTED));
	}

	private static Access accessOf(EndpointAccessResolver resolver) {
		Endpoint endpoint = LinkKitEndpoint.class.getAnnotation(Endpoint.class);
		return resolver.accessFor(EndpointId.of(endpoint.id()), endpoint.defaultAccess());
	}

	@Test
	void theEndpointIsThereOnlyWhenExposed() {
		this.withActuator.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(LinkKitEndpoint.class)
				.doesNotHaveBean(ConnectionStory.class));
	}

}
