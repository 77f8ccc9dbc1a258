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

package io.linkkit.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * Whether a target was met.
 *
 * @param target the target in words
 * @param outcome whether it was met
 * @param measured the figure, or {@code null} if there is none
 * @param limit what it was held against, or {@code null} if there is nothing
 */
record Verdict(String target, Outcome outcome, @Nullable Double measured, @Nullable Double limit) {

	/**
	 * Return figure and limit in words, nothing if it was not measured.
	 * @param table where they come from
	 */
	String figures(Table table) {
		if (this.measured == null || this.limit == null) {
			return "";
		}
		return table.format(this.measured) + " against " + table.format(this.limit);
	}

	/**
	 * How it ended.
	 */
	enum Outcome {

		/** It was met. */
		MET("met"),

		/** It was missed. */
		MISSED("**missed**"),

		/** One of its figures is lacking. */
		NOT_MEASURED("not measured");

		private final String text;

		Outcome(String text) {
			this.text = text;
		}

		String text() {
			return this.text;
		}

	}

}
