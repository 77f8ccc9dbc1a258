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

import java.util.Locale;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if the device gets its credential by dynamic registration: because
 * {@code linkkit.auth-type} says so, or because nothing but the secret of the product is
 * given. A value that is no auth type does not match; binding the properties tells.
 */
final class OnDynamicRegistrationCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("LinkKit Dynamic Registration");
		Environment environment = context.getEnvironment();
		String given = text(environment, "linkkit.auth-type").toUpperCase(Locale.ROOT);
		if (!given.isEmpty()) {
			boolean matches = given.equals(AuthType.REGISTER.name()) || given.equals(AuthType.REGNWL.name());
			return new ConditionOutcome(matches, message.because("linkkit.auth-type is set"));
		}
		AuthType inferred = AuthType.infer(null, !text(environment, "linkkit.device-secret").isEmpty(),
				!text(environment, "linkkit.product-secret").isEmpty());
		return new ConditionOutcome(inferred != AuthType.DEVICE_SECRET,
				message.because("the secrets given mean " + inferred));
	}

	private static String text(Environment environment, String key) {
		return environment.getProperty(key, "").strip();
	}

}
