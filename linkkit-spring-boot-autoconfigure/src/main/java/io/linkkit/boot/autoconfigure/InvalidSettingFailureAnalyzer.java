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

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.linkkit.identity.InvalidSettingException;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says which {@code linkkit.*} property is wrong, what it holds, where it is set, what
 * the rule is and what to do. Comes before Spring Boot's analyzer of binding failures,
 * which knows less of a setting that is refused while it is bound.
 */
@Order(0)
final class InvalidSettingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingException> {

	private final Environment environment;

	InvalidSettingFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettingException cause) {
		String description = settings(cause).map(this::describe)
			.collect(Collectors.joining(System.lineSeparator() + System.lineSeparator(),
					"The device cannot be put online with the configuration given:" + System.lineSeparator()
							+ System.lineSeparator(),
					""));
		String action = settings(cause).map(InvalidSettingException::getRemedy)
			.distinct()
			.collect(Collectors.joining(System.lineSeparator()));
		return new FailureAnalysis(description, action, cause);
	}

	private static Stream<InvalidSettingException> settings(InvalidSettingException cause) {
		return Stream.concat(Stream.of(cause),
				Stream.of(cause.getSuppressed())
					.filter(InvalidSettingException.class::isInstance)
					.map(InvalidSettingException.class::cast));
	}

	private String describe(InvalidSettingException problem) {
		return "    " + problem.getDescription() + "."
				+ originOf("linkkit." + problem.getSetting())
					.map((origin) -> System.lineSeparator() + "    Origin: " + origin)
					.orElse("");
	}

	private Optional<Origin> originOf(String key) {
		if (!ConfigurationPropertyName.isValid(key)) {
			return Optional.empty();
		}
		ConfigurationPropertyName name = ConfigurationPropertyName.of(key);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return Optional.ofNullable(property.getOrigin());
			}
		}
		return Optional.empty();
	}

}
