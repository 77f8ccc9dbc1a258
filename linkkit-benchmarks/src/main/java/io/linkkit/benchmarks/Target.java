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

import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;

/**
 * What a figure is to reach: a limit, a multiple of another figure of the same run, or
 * whichever of both is larger.
 *
 * @param text the target in words
 * @param figure which figure
 * @param direction on which side of the limit it shall lie
 * @param constant the limit, or 0
 * @param factor how many times the reference
 * @param reference the other figure, or {@code null}
 */
record Target(String text, Figure figure, Direction direction, double constant, double factor,
		@Nullable Figure reference) {

	static Target atLeast(String text, Figure figure, double limit) {
		return new Target(text, figure, Direction.AT_LEAST, limit, 0, null);
	}

	static Target atMost(String text, Figure figure, double limit) {
		return new Target(text, figure, Direction.AT_MOST, limit, 0, null);
	}

	static Target atLeastTimes(String text, Figure figure, double factor, Figure reference) {
		return new Target(text, figure, Direction.AT_LEAST, 0, factor, reference);
	}

	static Target atMostTimes(String text, Figure figure, double factor, Figure reference) {
		return atMostLargerOf(text, figure, 0, factor, reference);
	}

	static Target atMostLargerOf(String text, Figure figure, double limit, double factor, Figure reference) {
		return new Target(text, figure, Direction.AT_MOST, limit, factor, reference);
	}

	Verdict judge(Table table) {
		OptionalDouble measured = this.figure.in(table);
		OptionalDouble limit = limit(table);
		if (measured.isEmpty() || limit.isEmpty()) {
			return new Verdict(this.text, Verdict.Outcome.NOT_MEASURED, null, null);
		}
		boolean met = switch (this.direction) {
			case AT_LEAST -> measured.getAsDouble() >= limit.getAsDouble();
			case AT_MOST -> measured.getAsDouble() <= limit.getAsDouble();
		};
		return new Verdict(this.text, met ? Verdict.Outcome.MET : Verdict.Outcome.MISSED, measured.getAsDouble(),
				limit.getAsDouble());
	}

	private OptionalDouble limit(Table table) {
		if (this.reference == null) {
			return OptionalDouble.of(this.constant);
		}
		OptionalDouble other = this.reference.in(table);
		if (other.isEmpty() && this.constant > 0) {
			return OptionalDouble.of(this.constant);
		}
		return other.stream().map((value) -> Math.max(this.constant, this.factor * value)).findFirst();
	}

	/**
	 * On which side of the limit a figure shall lie.
	 */
	enum Direction {

		/** More is better. */
		AT_LEAST,

		/** Less is better. */
		AT_MOST

	}

}
