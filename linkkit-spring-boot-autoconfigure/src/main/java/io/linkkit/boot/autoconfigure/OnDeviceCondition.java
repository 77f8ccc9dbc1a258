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

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if there is a device to put online: a {@code linkkit.*} property is set,
 * whichever it is, or somebody provides {@link LinkKitConnectionDetails}. So the starter
 * does nothing, and cannot fail, in an application that does not configure it.
 */
final class OnDeviceCondition extends SpringBootCondition implements ConfigurationCondition {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("linkkit");

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("LinkKit Device");
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(context.getEnvironment())) {
			if (source.containsDescendantOf(PREFIX) == ConfigurationPropertyState.PRESENT) {
				return ConditionOutcome.match(message.because("properties named linkkit.* are set"));
			}
		}
		if (hasConnectionDetails(context)) {
			return ConditionOutcome.match(message.because("LinkKitConnectionDetails are provided"));
		}
		return ConditionOutcome
			.noMatch(message.because("neither a linkkit.* property is set nor LinkKitConnectionDetails are provided"));
	}

	private static boolean hasConnectionDetails(ConditionContext context) {
		return context.getBeanFactory() != null
				&& context.getBeanFactory().getBeanNamesForType(LinkKitConnectionDetails.class, true, false).length > 0;
	}

}
