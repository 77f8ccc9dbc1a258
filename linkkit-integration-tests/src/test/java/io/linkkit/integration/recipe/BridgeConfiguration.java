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
package io.linkkit.integration.recipe;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.Transformers;

/**
 * Answers every message of a topic on another one. Shown in {@code docs/integration.md},
 * together with the keys it needs.
 */
@Configuration(proxyBeanMethods = false)
public class BridgeConfiguration {

	@Bean
	IntegrationFlow bridge() {
		return IntegrationFlow.from("fromPlatform")
			.transform(Transformers.objectToString())
			.<String, String>transform((order) -> "done: " + order)
			.channel("toPlatform")
			.get();
	}

}
