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
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SecretSanitizingAutoConfiguration}: what an operator sees who has
 * asked the actuator for all values.
 */
class SecretSanitizingAutoConfigurationTests {

	private static final String SECRET = "0123456789abcdef0123456789ABCDEF";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(LinkKitAutoConfiguration.class, SecretSanitizingAutoConfiguration.class))
		.withBean(StubSessionFactory.class)
		.withPropertyValues("linkkit.host-name=cn-shanghai", "linkkit.product-key=a1B2c3D4e5F",
				"linkkit.device-name=sensor_01", "linkkit.device-secret=" + SECRET);

	@Test
	void configurationPropertiesShowNoSecret() {
		this.contextRunner
			.withBean(ConfigurationPropertiesReportEndpoint.class,
					() -> new ConfigurationPropertiesReportEndpoint(sanitizers(), Show.ALWAYS))
			.run((context) -> {
				ConfigurationPropertiesReportEndpoint endpoint = context
					.getBean(ConfigurationPropertiesReportEndpoint.class);
				assertThat(json(endpoint.configurationProperties())).contains("sensor_01", "******")
					.doesNotContain(SECRET);
			});
	}

	@Test
	void environmentShowsNoSecretInAnySpelling() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("environment",
						Map.of("LINKKIT_DEVICESECRET", SECRET, "LINKKIT_DEVICE_SECRET", SECRET))))
			.run((context) -> {
				EnvironmentEndpoint endpoint = new EnvironmentEndpoint(context.getBean(Environment.class),
						List.of(context.getBean(SanitizingFunction.class)), Show.ALWAYS);
				assertThat(json(endpoint.environment(null))).contains("sensor_01", "LINKKIT_DEVICESECRET", "******")
					.doesNotContain(SECRET);
			});
	}

	@ParameterizedTest
	@CsvSource({ "linkkit.device-secret, true", "linkkit.product-secret, true",
			"linkkit.credentials.encryption-key, true", "LINKKIT_CREDENTIALS_ENCRYPTIONKEY, true",
			"linkkit.credentials.device-token, true", "linkkit.product-key, false",
			"linkkit.credentials.directory, false", "other.device-secret, false" })
	void knowsEveryKeyOfASecret(String key, boolean secret) {
		assertThat(SecretKey.is(key)).isEqualTo(secret);
	}

	@Test
	void detailsPrintNoSecret() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(LinkKitConnectionDetails.class).toString()).doesNotContain(SECRET);
			assertThat(context.getBean(LinkKitConnectionDetails.class).getDeviceSecret()).hasToString("******");
		});
	}

	@Test
	void backsOffWithoutTheActuator() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(SanitizingFunction.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("linkKitSecretSanitizingFunction"));
	}

	private static List<SanitizingFunction> sanitizers() {
		return List.of(new SecretSanitizingAutoConfiguration().linkKitSecretSanitizingFunction());
	}

	private static String json(Object value) {
		return JsonMapper.shared().writeValueAsString(value);
	}

}
