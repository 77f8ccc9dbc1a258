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

package io.linkkit.messaging.listener;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * A method cannot listen the way it is declared. Names class, method and the rule that is
 * broken.
 */
public class InvalidListenerException extends IllegalArgumentException {

	/**
	 * Create an exception.
	 * @param method the method
	 * @param rule what must be so, as the end of a sentence
	 */
	public InvalidListenerException(Method method, String rule) {
		this(method, rule, null);
	}

	/**
	 * Create an exception.
	 * @param method the method
	 * @param rule what must be so, as the end of a sentence
	 * @param cause what showed it, or {@code null}
	 */
	public InvalidListenerException(Method method, String rule, @Nullable Throwable cause) {
		super("Method " + ListenerMethod.describe(method) + " cannot listen: " + rule, cause);
	}

}
