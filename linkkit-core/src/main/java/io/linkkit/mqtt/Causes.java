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

package io.linkkit.mqtt;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Looks for an exception among the causes of another.
 */
final class Causes {

	private static final int MAX_DEPTH = 20;

	private Causes() {
	}

	static <T extends Throwable> @Nullable T find(Throwable ex, Class<T> type) {
		return find(ex, type, (candidate) -> true);
	}

	static <T extends Throwable> @Nullable T find(Throwable ex, Class<T> type, Predicate<T> condition) {
		Throwable current = ex;
		for (int depth = 0; current != null && depth < MAX_DEPTH; depth++) {
			if (type.isInstance(current) && condition.test(type.cast(current))) {
				return type.cast(current);
			}
			current = current.getCause();
		}
		return null;
	}

}
