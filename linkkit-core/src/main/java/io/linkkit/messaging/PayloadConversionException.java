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

package io.linkkit.messaging;

import org.springframework.messaging.converter.MessageConversionException;

/**
 * A payload could not be written or read. Tells topic, type and, of JSON, the place, but
 * never the content; for the same reason it has no cause.
 */
public class PayloadConversionException extends MessageConversionException {

	/**
	 * Create an exception.
	 * @param description what could not be done, without content
	 */
	public PayloadConversionException(String description) {
		super(description);
	}

}
