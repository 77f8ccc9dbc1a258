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

import org.jspecify.annotations.Nullable;

/**
 * How a listener runs.
 *
 * @param concurrency messages that it handles at a time, at least 1, or {@code null} for
 * as many as {@link ListenerSettings} say
 * @param autoStartup whether it starts with the application, or {@code null} if
 * {@link ListenerSettings} say
 * @param errorHandler told about failures, or {@code null} to log them
 */
public record ListenerOptions(@Nullable Integer concurrency, @Nullable Boolean autoStartup,
		@Nullable LinkKitListenerErrorHandler errorHandler) {

	/**
	 * Options that leave everything to the {@link ListenerSettings}.
	 */
	public static final ListenerOptions DEFAULTS = new ListenerOptions(null, null, null);

	public ListenerOptions {
		if (concurrency != null && concurrency < 1) {
			throw new IllegalArgumentException("'concurrency' must be at least 1, not " + concurrency);
		}
	}

}
